"""What an archive would bring, before it is taken over: counts, what both desks changed side by side, and what stays out."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTreeWidgetItem, QVBoxLayout, QWidget

from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.core.errors import StaleError
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.jobs import Progress
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.word_rows import WordRows
from liaison_desk.meetings.rules.wording import compared
from liaison_desk.meetings.ui.versions.beside import Beside
from liaison_desk.meetings.ui.versions.comparing import Pairing

if TYPE_CHECKING:
    from liaison_desk.app.handover.comparing import Comparison, Conflict, Hand
    from liaison_desk.app.handover.sides import Key
    from liaison_desk.app.handover.taking import Result, TakingOver

_SHOWN: Final = 2000
"""Conflicts that are listed; all buttons decide on the others, too."""
_DECISION: Final = 4


class _Rows(WordRows):
    """The list of conflicts: M keeps mine, T takes theirs, Space the other one."""

    def __init__(self, name: str, headings: Sequence[str], decide: Callable[[bool | None], None]) -> None:
        super().__init__(name, headings, (120, 250, 170, 170))
        self._decide = decide

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by single letters; everything else moves."""
        meant = {Qt.Key.Key_M: False, Qt.Key.Key_T: True, Qt.Key.Key_Space: None}
        if event.key() in meant and not event.modifiers():
            self._decide(meant[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class TakeOverDialog(DeskDialog):
    """Shows a comparison and takes decisions; ``result`` is what taking over did, ``None`` until it was done.

    ``say_time`` tells an instant in the desk's zones.
    """

    def __init__(
        self, ui: Ui, taking: "TakingOver", shown: "Comparison", say_time: Callable[[datetime], str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(ui, tr("Take over from {origin}", origin=shown.origin), parent)
        self._taking = taking
        self._say_time = say_time
        self._busy = False
        self.shown = shown
        self.done_with: Result | None = None
        self.theirs: dict[Key, bool] = {}
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        self._counts = Text(ui, "", wrap=True)
        self.content.addWidget(self._counts)
        self._question = Text(ui, tr("Changed on both desks: which one counts?"), weight=SEMIBOLD)
        self.content.addWidget(self._question)
        headings = [tr("Kind"), tr("Record"), tr("Changed here"), tr("Changed there"), tr("Counts")]
        self.rows = _Rows(tr("Changed on both desks"), headings, self._decide_chosen)
        self.rows.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.beside = Beside(ui)
        self.choice = Segments(ui, [(False, tr("Keep mine")), (True, tr("Take theirs"))], tr("Which one counts"))
        for value in (False, True):
            self.choice.button(value).clicked.connect(partial(self._decide_chosen, value))
        self.all_mine = PlainButton(ui, tr("All mine"), act=partial(self._decide_all, theirs=False))
        self.all_theirs = PlainButton(ui, tr("All theirs"), act=partial(self._decide_all, theirs=True))
        self.all_later = PlainButton(ui, tr("Always the later one"), act=partial(self._decide_all, theirs=None))
        self._split = self._conflicts()
        self.content.addWidget(self._split, 1)
        self._out_title = Text(ui, "", weight=SEMIBOLD)
        self.content.addWidget(self._out_title)
        self.left_out = WordRows(tr("Left out"), [tr("Kind"), tr("Record"), tr("Why")], (120, 220))
        self.content.addWidget(self.left_out)
        self.content.addStretch()  # where there is no conflict to take the room
        self.cancel_button = PlainButton(ui, tr("Cancel"), act=self.reject)
        self.take_button = PrimaryButton(ui, tr("Take over"), key="Ctrl+Enter", act=self.act)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.take_button)
        self._show(shown)

    def act(self) -> None:
        """Take over what is shown, as decided."""
        if self._busy:
            return
        self._set_busy(True)
        self.strip.hide()
        shown, theirs = self.shown, dict(self.theirs)

        def work(progress: Progress) -> "Result":
            return self._taking.carry_out(shown, theirs, progress.report)

        self.ui.jobs.database.run_long(
            work, self.ui.language.tr("Taking over"), self._on_done, self._on_failed, owner=self
        )

    def reject(self) -> None:
        """Step back; nothing was changed."""
        if not self._busy:
            super().reject()

    def _conflicts(self) -> QSplitter:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.choice)
        row.addStretch(1)
        for button in (self.all_mine, self.all_theirs, self.all_later):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.beside, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.rows)
        split.addWidget(below)
        split.setSizes([220, 300])
        return split

    def _show(self, shown: "Comparison") -> None:
        """Show a comparison; what was decided before stays decided."""
        language, tr = self.ui.language, self.ui.language.tr
        self.shown = shown
        known = self.theirs
        self.theirs = {one.key: known.get(one.key, one.theirs_is_later) for one in shown.conflicts}
        self._counts.set_text(self._said(shown))
        self.rows.clear()
        for one in shown.conflicts[:_SHOWN]:
            words = [kind_words(language, one.kind), one.title, self._hand(one.mine), self._hand(one.theirs), ""]
            row = self.rows.add(words, one)
            for column in (1, 2, 3):
                row.setToolTip(column, plain_tip(words[column]))
            self._show_decision(row)
        for widget in (self._question, self._split):
            widget.setVisible(bool(shown.conflicts))
        if len(shown.conflicts) > _SHOWN:
            said = tr("Changed on both desks: which one counts? The first {n} are listed.", n=_SHOWN)
            self._question.set_text(said)
        self.left_out.clear()
        for left in shown.left_out[:_SHOWN]:
            why = tr(left.text, **dict(left.values))
            row = self.left_out.add([kind_words(language, left.kind), left.title, why], left)
            row.setToolTip(2, plain_tip(why))
        self.left_out.setFixedHeight(Size.ROW * (1 + min(5, len(shown.left_out))) + 8)
        self._out_title.set_text(
            language.count("{n} record is left out", "{n} records are left out", len(shown.left_out))
        )
        for hidden in (self._out_title, self.left_out):
            hidden.setVisible(bool(shown.left_out))
        self.take_button.setEnabled(bool(shown.new or shown.updated or shown.conflicts or shown.history))
        self.resize(960, 720) if shown.conflicts else self.resize(*((860, 420) if shown.left_out else (640, 260)))
        if shown.conflicts:
            self.rows.choose(0)
            self.rows.setFocus()
        else:
            (self.take_button if self.take_button.isEnabled() else self.cancel_button).setFocus()

    def _said(self, shown: "Comparison") -> str:
        language, tr = self.ui.language, self.ui.language.tr
        if not (shown.new or shown.updated or shown.conflicts or shown.left_out or shown.history):
            return tr("This archive brings nothing that is not here already.")
        lines = [
            tr(
                "{new} new, {updated} brought up to date, {same} the same as here, {conflicts} changed on both desks.",
                new=shown.new,
                updated=shown.updated,
                same=shown.same,
                conflicts=len(shown.conflicts),
            )
        ]
        kinds = [
            f"{kind_words(language, kind)} {new + updated}" for kind, new, updated in shown.counts if new or updated
        ]
        if kinds:
            lines.append(" · ".join(kinds))
        if shown.trashed:
            lines.append(
                language.count(
                    "{n} record lies in the trash there and stays there.",
                    "{n} records lie in the trash there and stay there.",
                    shown.trashed,
                )
            )
        if shown.history:
            lines.append(
                language.count(
                    "{n} change of the other desk's history comes along.",
                    "{n} changes of the other desk's history come along.",
                    shown.history,
                )
            )
        return "\n".join(lines)

    def _hand(self, hand: "Hand") -> str:
        tr = self.ui.language.tr
        said = f"{hand.at:%Y-%m-%d %H:%MZ} {hand.author}"
        return tr("{when}, in the trash", when=said) if hand.trashed else said

    # Decisions ----------------------------------------------------------------------------------------------------------

    def _chosen(self) -> "Conflict | None":
        found: Conflict | None = self.rows.key()
        return found

    def _show_chosen(self) -> None:
        one = self._chosen()
        if one is None:
            return
        tr = self.ui.language.tr
        self.choice.set_value(self.theirs[one.key])
        pairs = [_pairing(each.field, each.mine, each.theirs) for each in one.differences]
        sides = [
            tr("{side}: {author}, {when}", side=side, author=hand.author, when=self._say_time(hand.at))
            for side, hand in ((tr("Mine"), one.mine), (tr("Theirs"), one.theirs))
        ]
        self.beside.show_pairings(pairs, sides[0], sides[1], only=False, chosen=int(self.theirs[one.key]))

    def _decide_chosen(self, theirs: bool | None, *_: object) -> None:
        """Decide on the chosen conflict; ``None``: the other way round."""
        row, one = self.rows.currentItem(), self._chosen()
        if one is None or row is None:
            return
        self.theirs[one.key] = not self.theirs[one.key] if theirs is None else theirs
        self._show_decision(row)
        self._show_chosen()

    def _decide_all(self, *, theirs: bool | None) -> None:
        """Decide on all; ``None``: the later one of each."""
        for one in self.shown.conflicts:
            self.theirs[one.key] = one.theirs_is_later if theirs is None else theirs
        for number in range(self.rows.topLevelItemCount()):
            self._show_decision(self.rows.topLevelItem(number))
        self._show_chosen()

    def _show_decision(self, row: QTreeWidgetItem | None) -> None:
        if row is not None:
            tr = self.ui.language.tr
            row.setText(_DECISION, tr("Theirs") if self.theirs[self.rows.key(row).key] else tr("Mine"))

    # The way out --------------------------------------------------------------------------------------------------------

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for button in (self.take_button, self.cancel_button):
            button.setEnabled(not busy)

    def _on_done(self, result: "Result") -> None:
        self._set_busy(False)
        self.done_with = result
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.strip.show_error(error)
        if isinstance(error, StaleError):  # show what the desk says by now; what was decided stays
            self.ui.jobs.database.run(self._taking.compare, self._show, self.strip.show_error, owner=self)


def _pairing(name: str, mine: str, theirs: str) -> Pairing:
    left, right = compared(mine, theirs)
    return Pairing(name, tuple(left), tuple(right), mine != theirs)
