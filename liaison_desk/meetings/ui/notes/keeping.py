"""Keeps what is typed: a note is saved when the caret leaves it, and until then laid by every second against a power cut."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextBlock

from liaison_desk.domain.bilingual import Side
from liaison_desk.domain.ceiling import guard
from liaison_desk.foundation.core.errors import DeskError, InvalidError, NotFoundError, RefusedError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.meetings.records import Jotting, Kept, Meeting, Portion
from liaison_desk.meetings.service import Meetings
from liaison_desk.meetings.ui.notes.sheet import NoteSheet
from liaison_desk.meetings.ui.words import Words

_FOR_GOOD = (InvalidError, NotFoundError, RefusedError)
"""What trying again does not mend."""
JOT_EVERY, SAVE_AFTER = 800, 4000  # milliseconds


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is on its way to be saved of a meeting's notes, and what counted as saved before."""

    meeting_id: int
    changed: Sequence[Jotting]
    away: Sequence[Portion] = ()
    order: Sequence[str] = ()
    rearranged: bool = True
    order_before: Sequence[str] = ()
    before: Mapping[str, Portion] = field(default_factory=dict)

    @property
    def sent(self) -> list[str]:
        """The uids of the portions to be saved or taken out."""
        return [*(one.portion.uid for one in self.changed), *(one.uid for one in self.away)]


class Keeper(QObject):
    """Saves a sheet's portions as they are left, on the database lane; tells what could not be saved and why."""

    kept = Signal()
    """Something was saved, or tried to be: what is said of portions may have changed."""
    landed = Signal(object)
    """The ids of the records that were just saved."""
    failed = Signal(object)
    stale = Signal(object)
    """A portion that somebody else has changed, as it is now."""
    told = Signal(str)
    outdated = Signal()
    """What others have done to a portion was not shown while it was unsaved, and it is not any more: the notes are to be read again."""

    def __init__(self, ui: Ui, words: Words, meetings: Meetings, sheet: NoteSheet) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._meetings = meetings
        self._sheet = sheet
        self._meeting_id = 0
        self._saved: dict[str, Portion] = {}
        self._order: list[str] = []
        self._dirty: set[str] = set()
        self._reshaped = False
        self._under_way: list[str] = []
        self._held: set[str] = set()
        self._flights = 0
        self._jotted: set[str] = set()
        self._owed: list[Attempt] = []
        self._failing = False
        self.problems: dict[str, str] = {}
        self.conflicts: dict[str, Portion] = {}
        self._jot_timer = QTimer(self, singleShot=True, interval=JOT_EVERY)
        self._jot_timer.timeout.connect(self._jot)
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._save_timer.timeout.connect(self.save)
        sheet.changed.connect(self._on_changed)
        sheet.reshaped.connect(self._on_reshaped)

    @property
    def saved(self) -> Sequence[Portion]:
        """The portions as they are saved, or on their way to be, in order."""
        return [self._saved[uid] for uid in self._order if uid in self._saved]

    @property
    def is_saving(self) -> bool:
        """Whether something is on its way; what the desk tells of it then is no news."""
        return bool(self._flights)

    @property
    def unsaved(self) -> frozenset[str]:
        """The uids of portions that say what is not saved, or are taken out and still saved."""
        typed = (uid for uid in self._dirty if uid in self._saved or not self._sheet.is_empty(uid))
        away = self._saved.keys() - self._sheet.order() if self._reshaped else ()
        return frozenset((*typed, *away, *self._under_way))

    @property
    def rearranged(self) -> bool:
        """Whether the user has moved portions, and that is not saved."""
        return self._reshaped and self._differs(self._sheet.order())

    @property
    def at_risk(self) -> bool:
        """Whether something was typed that could not be saved, here or in a meeting that is on show no more."""
        return bool(self._owed) or (self._failing and bool(self.unsaved or self._reshaped))

    def begin(self, meeting: Meeting) -> None:
        """Keep the notes of a meeting that is on the sheet now."""
        self._meeting_id = meeting.id
        self._saved = {one.uid: one for one in meeting.portions}
        self._order = [one.uid for one in meeting.portions]
        self._dirty, self._reshaped, self._under_way, self._flights = set(), False, [], 0
        self._failing = False
        self._held = set()
        self._jotted = set()  # what is laid by of another meeting's notes stays there
        self.problems.clear()
        self.conflicts.clear()

    def take_over(self, portions: Sequence[Portion]) -> None:
        """Note what the desk says now, as others have left it; what is typed meets it when it is saved."""
        unsaved = self.unsaved
        for one in portions:
            if one.uid not in unsaved:
                self._saved[one.uid] = one
            elif one.uid in self._saved:
                if one != self._saved[one.uid]:
                    self._held.add(one.uid)
                self._saved[one.uid] = replace(self._saved[one.uid], task_id=one.task_id)
        present = {one.uid for one in portions}
        away = self._saved.keys() - present
        self._held |= away & unsaved
        for uid in away - unsaved:
            del self._saved[uid]
        self._order = [one.uid for one in portions]

    def is_news(self, portions: Sequence[Portion]) -> bool:
        """Tell whether the desk says anything that the sheet does not show already."""
        if [one.uid for one in portions] != self._order:
            return True
        return any(one != self._saved.get(one.uid) for one in portions)

    def save(self) -> None:
        """Save what was changed since. It counts as saved at once: what follows builds on it, and a failure takes it back."""
        self._save_timer.stop()
        self._pay()
        if not self._meeting_id or not (self._dirty or self._reshaped):
            return
        if self.conflicts:
            self._jot()
        order = self._sheet.order()
        present = set(order)
        changed = self._changed(order)
        away = [one for uid, one in self._saved.items() if uid not in present and uid not in self.conflicts]
        self._forget(uid for uid in self._jotted if uid not in present or uid in self.problems)
        self._dirty &= {*self.problems, *self.conflicts}
        self._reshaped = False
        before = {
            one.uid: self._saved[one.uid]
            for one in (*away, *(one.portion for one in changed))
            if one.uid in self._saved
        }
        for one in away:
            del self._saved[one.uid]
        self._saved |= {one.portion.uid: one.portion for one in changed}
        known = [uid for uid in order if uid in self._saved]
        attempt = Attempt(self._meeting_id, changed, away, order, self._differs(order), self._order, before)
        freed = self._held - self.unsaved - {*attempt.sent}
        self._held -= {*freed, *attempt.sent}
        if freed:
            self.outdated.emit()
        if not attempt.sent and known == self._order:
            self.kept.emit()
            return
        self._order = known
        self._under_way += attempt.sent
        self._flights += 1
        self._send(attempt, self._on_kept, self._on_failed)

    def _differs(self, order: Sequence[str]) -> bool:
        """Tell whether an order is another one than the desk was last known to have, of the portions that are in both."""
        both = set(order) & set(self._order)
        return [uid for uid in self._order if uid in both] != [uid for uid in order if uid in both]

    def leave(self) -> None:
        """Save all there is, for another meeting comes on show: what somebody else's version hinders stands behind that then."""
        self.save()
        blocks = [block for uid in self.conflicts if (block := self._sheet.block_of(uid)) is not None]
        mine = [self._looked_at(self._sheet.portion(block), block) for block in blocks]
        self._put_behind(self._meeting_id, [one for one in mine if one is not None])

    def settle(self, uid: str, *, mine: bool) -> None:
        """Go on with mine over what somebody else left of a portion, or with his."""
        newest = self.conflicts.pop(uid, None)
        if newest is None:
            return
        block = self._sheet.block_of(uid)
        self._dirty.discard(uid)
        if block is None and not mine:
            self.outdated.emit()  # it was taken out here, and comes back
            return
        self._saved[uid] = newest
        if block is None:
            self._reshaped = True
        elif mine:
            self._dirty.add(uid)
        else:
            self._sheet.set(block, newest)
            self._dirty.discard(uid)
        self.save()

    def _changed(self, order: Sequence[str]) -> list[Jotting]:
        found = []
        for uid, before, block in self._unfinished(order):
            if uid in self.conflicts:
                continue
            portion = self._looked_at(self._sheet.portion(block), block)
            if portion is not None and portion != self._saved.get(uid):
                found.append(Jotting(portion, self._saved.get(uid), before))
        return found

    def _unfinished(self, order: Sequence[str]) -> Iterator[tuple[str, str, QTextBlock]]:
        """Yield the portions that are not saved as they stand: uid, the uid before, the block."""
        before = ""
        for uid in order:
            if uid in self._dirty and (block := self._sheet.block_of(uid)) is not None:
                yield uid, before, block
            before = uid

    def _looked_at(self, portion: Portion, block: QTextBlock) -> Portion | None:
        """Return a portion without a marking that was typed before its words; ``None`` for one that may not be kept.

        Signs that turn the direction of what stands behind them go. A marking that cannot be read stays with the words, which are kept unmarked: nobody else gets them until they are marked.
        """
        profile, grammar, language = self._words.profile(), self._words.grammar(), self._ui.language
        self.problems.pop(portion.uid, None)
        text, marking = portion.text.unturned(), portion.marking
        for side in Side:
            try:
                seen = guard(text.side(side), profile.ceiling, grammar, profile.home)
            except DeskError as error:
                self.problems[portion.uid] = self._ui.words(error)
                if isinstance(error, RefusedError):
                    return None
                saved = self._saved.get(portion.uid)
                if saved is None or saved.text != portion.text:
                    marking = None
                continue
            if seen.marking is None or not seen.text.strip():
                continue
            marking = seen.marking
            text = replace(text, **{side.value: seen.text.strip()})  # type: ignore[arg-type] # host or home
            if seen.note:
                self.told.emit(language.tr(seen.note, **dict(seen.values)))
        if marking is not portion.marking or text != portion.text:
            portion = replace(portion, marking=marking, text=text)
            self._sheet.set(block, portion)
            self._dirty.discard(portion.uid)
        return portion

    def _jot(self) -> None:
        """Lay by what is typed and not saved; what may not be kept is not laid by either."""
        if not self._meeting_id or not self._dirty:
            return
        typed = []
        for uid, before, block in self._unfinished(self._sheet.order()):
            portion = self._sheet.portion(block)
            if self._may_be_kept(portion):
                typed.append(Jotting(portion, self._saved.get(uid), before))
        if typed:
            self._jotted |= {one.portion.uid for one in typed}
            number = self._meeting_id
            self._ui.jobs.database.run(lambda: self._meetings.jot(number, typed), failed=self._on_unjotted, owner=self)
        if self.conflicts:
            self._save_timer.start()  # what waits to be settled is laid by again, or it would seem left behind

    def _on_unjotted(self, error: Exception) -> None:
        self._failing = True
        self.failed.emit(error)

    def _forget(self, uids: Iterable[str]) -> None:
        """Take out what was laid by of portions that are gone again, or may not be kept: it must not come back."""
        gone = list(uids)
        self._jotted.difference_update(gone)
        if gone:
            self._ui.jobs.database.run(lambda: self._meetings.forget(gone), failed=self.failed.emit, owner=self)

    def _may_be_kept(self, portion: Portion) -> bool:
        profile, grammar = self._words.profile(), self._words.grammar()
        try:
            for side in Side:
                guard(portion.text.side(side), profile.ceiling, grammar, profile.home)
        except RefusedError:
            return False
        except DeskError:  # a marking that cannot be read: the words are kept
            return True
        return True

    def _on_changed(self, uid: str) -> None:
        self._dirty.add(uid)
        if not self._jot_timer.isActive():
            self._jot_timer.start()
        self._save_timer.start()

    def _on_reshaped(self) -> None:
        self._reshaped = True
        self._save_timer.start()

    def _send(
        self,
        attempt: Attempt,
        kept: Callable[[Attempt, Kept], None],
        failed: Callable[[Attempt, Exception], None],
    ) -> None:
        self._ui.jobs.database.run(
            lambda: self._meetings.keep(
                attempt.meeting_id, attempt.changed, attempt.away, attempt.order, rearranged=attempt.rearranged
            ),
            lambda result: kept(attempt, result),
            lambda error: failed(attempt, error),
            owner=self,
        )

    def _on_kept(self, attempt: Attempt, kept: Kept) -> None:
        if attempt.meeting_id != self._meeting_id:
            self._on_paid(attempt, kept)
            return
        self._landed(attempt.sent)
        self._failing = False
        self.landed.emit(frozenset(one.id for one in kept.saved))
        for portion in kept.saved:
            if portion.uid not in self._under_way:
                self._saved[portion.uid] = portion
            self._sheet.remember(portion)
        for portion in kept.stale:
            self.conflicts[portion.uid] = portion
            self._dirty.add(portion.uid)
            self.stale.emit(portion)
        if kept.stale:
            self._jot()
        if kept.gone:
            self.told.emit(
                self._ui.language.tr("Somebody had taken this note out meanwhile; it is kept as you typed it.")
            )
        self.kept.emit()

    def _on_failed(self, attempt: Attempt, error: Exception) -> None:
        if attempt.meeting_id != self._meeting_id:
            self._on_unpaid(attempt, error)
            return
        self._landed(attempt.sent)
        for uid in attempt.sent:
            self._saved.pop(uid, None)
        self._saved |= attempt.before
        self._order = list(attempt.order_before)
        self._dirty |= set(attempt.sent)
        self._reshaped = self._failing = True
        if not isinstance(error, _FOR_GOOD):
            self._save_timer.start()
        self.failed.emit(error)

    def _landed(self, sent: Sequence[str]) -> None:
        self._flights -= 1
        for uid in sent:
            self._under_way.remove(uid)

    # Meetings that are on show no more ----------------------------------------------------------------------------

    def _pay(self) -> None:
        """Try again to save what could not be saved of meetings that are on show no more."""
        owed, self._owed = self._owed, []
        for attempt in owed:
            self._send(attempt, self._on_paid, self._on_unpaid)

    def _on_paid(self, attempt: Attempt, kept: Kept) -> None:
        hindered = {one.uid for one in kept.stale}
        self._put_behind(attempt.meeting_id, [one.portion for one in attempt.changed if one.portion.uid in hindered])

    def _on_unpaid(self, attempt: Attempt, error: Exception) -> None:
        if not isinstance(error, _FOR_GOOD):
            self._owed.append(attempt)
            self._save_timer.start()
        self.failed.emit(error)

    def _put_behind(self, number: int, mine: Sequence[Portion]) -> None:
        """Keep what somebody else's version hinders as notes of their own behind it, as is done after a crash."""
        if not mine:
            return
        new = [replace(one, uid=self._meetings.new_uid(), id=0, version=0, task_id=0) for one in mine]
        attempt = Attempt(number, [Jotting(one, None, other.uid) for one, other in zip(new, mine, strict=True)])

        def done(_attempt: Attempt, _kept: Kept) -> None:
            self._forget(one.uid for one in mine)
            said = self._ui.language.tr("Somebody had changed a note meanwhile; yours stands behind it now.")
            self.told.emit(said)

        self._send(attempt, done, self._on_unpaid)
