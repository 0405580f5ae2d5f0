"""The MSEL by the clock: what is overdue and due, what comes next and in how long, what is delivered; one key delivers.

It runs by the second while it is seen, and pauses nothing. A rehearsal looks at another time than now; nothing is written then.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.domain.zones import label
from liaison_desk.exercises.records import ExerciseState, InjectLine, InjectState
from liaison_desk.exercises.records.injects import Running
from liaison_desk.exercises.rules.offsets import parse_offset
from liaison_desk.exercises.service.msel import Msel
from liaison_desk.exercises.ui.msel.acts import Acts
from liaison_desk.exercises.ui.msel.clocks import Clocks, Face
from liaison_desk.exercises.ui.msel.columns import describe
from liaison_desk.exercises.ui.msel.running_rows import RunningRows
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.paging import Group, Listing
from liaison_desk.foundation.qt.buttons import LinkButton, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.paint import EmptyState, Text, hairline
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.tables import RecordList
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.foundation.qt.windowed import WindowedModel

FOLLOWING: Final = 5
_REHEARSAL: Final = "msel/rehearsal"
_STATES: Final = {
    Qt.Key.Key_A: InjectState.APPROVED,
    Qt.Key.Key_C: InjectState.CLOSED,
    Qt.Key.Key_P: InjectState.PENDING,
}


class RunningView(QWidget):
    """Shows the running MSEL of the exercise that ``words`` speaks of. ``opened`` asks for an inject whole, ``unapproved_wanted`` for those nobody approved."""

    opened = Signal(int)
    unapproved_wanted = Signal()

    def __init__(self, ui: Ui, words: Words, msel: Msel, acts: Acts) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._msel = msel
        self._acts = acts
        self._running = Running()
        self._ahead = 0
        self._played: set[int] = set()
        self._then = 0
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        self._build()

    def _build(self) -> None:
        ui, tr = self._ui, self._ui.language.tr
        self.clocks = Clocks(ui)
        self.strip = MessageStrip(ui)
        self.late_link = LinkButton(ui, "", self.unapproved_wanted.emit)
        self.rehearsal = Text(ui, "", Size.SECONDARY, tone="amb")
        self.now_line = EntryLine()
        self.now_line.setPlaceholderText("D+1 0900")
        self.now_line.setAccessibleName(tr("Rehearse as if it were"))
        self.now_line.setFixedWidth(130)
        self.now_line.setMaxLength(60)
        self.now_line.entered.connect(self._on_rehearse)
        self.rehearse_button = PlainButton(ui, tr("Rehearse"), act=self._on_rehearse)
        self.real_button = PlainButton(ui, tr("Back to the real time"), act=self.show_real_time)
        self.deliver_button = PrimaryButton(ui, tr("Deliver"), key=tr("Space"), act=self.deliver)
        model: WindowedModel[InjectLine] = WindowedModel(ui.jobs.database, self._msel.lines, describe(self._words))
        self._rows = RunningRows(ui, self._words, self.now)
        self.list = RecordList(ui, model, self._rows, tr("Running MSEL"))
        model.setParent(self.list)
        self.list.checked.connect(lambda _: self.deliver())
        self.list.opened.connect(self.opened)
        self.now_line.escaped.connect(self.list.setFocus)
        bar = QHBoxLayout()
        bar.setContentsMargins(20, 6, 20, 6)
        bar.setSpacing(8)
        for widget in (Text(ui, tr("Rehearse as if it were"), Size.SECONDARY, tone="t2"), self.now_line, self.rehearse_button,
                       self.real_button, self.rehearsal, self.late_link):  # fmt: skip
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.deliver_button)
        self.nothing = EmptyState(ui, "")
        self.missing = EmptyState(
            ui,
            tr("The running view needs a STARTEX. Give the exercise one, with its zone: then its injects have times."),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        self._shown = QWidget()
        inside = QVBoxLayout(self._shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.clocks)
        inside.addWidget(hairline(ui))
        inside.addLayout(bar)
        inside.addWidget(self.strip)
        inside.addWidget(hairline(ui))
        inside.addWidget(self.stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._shown, 1)
        outer.addWidget(self.missing, 1)
        self.setFocusProxy(self.list)

    @property
    def rehearsing(self) -> bool:
        """Whether another time than now is looked at."""
        return bool(self._ahead)

    def now(self) -> datetime:
        """Return the time the view shows: the desk's clock, in a rehearsal so many minutes ahead or behind."""
        return self._msel.now() + timedelta(minutes=self._ahead)

    def show_exercise(self) -> None:
        """Show another exercise, in the rehearsal that was left in it."""
        exercise = self._words.exercise
        kept = self._ui.memory.numbers(_REHEARSAL)
        mine = exercise is not None and len(kept) == 2 and kept[0] == exercise.id
        self._ahead = kept[1] if mine else 0
        self._played.clear()
        self._then = 0
        self.strip.hide()
        self.read()

    def rehearse(self, ahead: int) -> None:
        """Look at the exercise as if it were so many minutes later than it is (0: now); remembered for this exercise."""
        self._ahead = ahead
        self._played.clear()
        exercise = self._words.exercise
        if exercise is not None:
            self._ui.memory.keep(_REHEARSAL, [exercise.id, ahead])
        self.read()

    def show_real_time(self) -> None:
        """End a rehearsal."""
        self.rehearse(0)

    def read(self) -> None:
        """Read again what is due and what comes."""
        exercise = self._words.exercise
        dated = exercise is not None and self._words.start.wall is not None
        self._shown.setVisible(dated)
        self.missing.setVisible(not dated)
        if exercise is None or not dated:
            return
        minute = self._minute()
        number, following = exercise.id, FOLLOWING + len(self._played)
        self._ui.jobs.database.run(
            lambda: self._msel.running(number, minute, following),
            self._show,
            ticket_key=f"running {id(self)}",
            owner=self,
        )

    def refresh(self, ids: list[int]) -> None:
        """Read changed injects again."""
        self.list.model().refresh(ids)
        self.read()

    def tick(self) -> None:
        """Show the present second; read again when the next inject's time has come."""
        self._show_face()
        self.list.viewport().update()
        coming = self._coming()
        if coming and coming[0].minutes <= self._minute():
            self.read()

    def deliver(self) -> None:
        """Deliver the inject the keyboard is on and go on to the next; in a rehearsal it is only passed over."""
        line = self._current()
        if line is None:
            return
        tr = self._ui.language.tr
        if self._over:
            self.strip.show_text(tr("The exercise is concluded: its injects are not delivered any more."), "amb")
            return
        if line.state is InjectState.PENDING:
            self.strip.show_text(
                tr("Inject {number} is not approved yet. Press A to approve it.", number=line.number), "amb"
            )
            return
        self.strip.hide()
        if line.state is not InjectState.APPROVED:
            return
        queue = [one.id for one in (*self._due(), *self._coming())]
        after = queue[queue.index(line.id) + 1 :] or queue[: queue.index(line.id)]
        self._then = after[0] if after else 0
        if self.rehearsing:
            self._played.add(line.id)
            self.read()
        else:
            self._acts.set_state([line.id], InjectState.DELIVERED)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """D delivers, as Space does; A approves, C closes, P takes back."""
        key, ids = Qt.Key(event.key()), self.list.selected_ids()
        if event.modifiers() != Qt.KeyboardModifier.NoModifier or not self.list.hasFocus():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_D:
            self.deliver()
        elif key in _STATES and ids and not self.rehearsing:
            self.strip.hide()
            self._acts.set_state(ids, _STATES[key])
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock run while it is seen."""
        super().showEvent(event)
        self._timer.start()
        self.read()
        self._show_face()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock."""
        super().hideEvent(event)
        self._timer.stop()

    def _minute(self) -> int:
        """Return the last minute from STARTEX that has begun."""
        at = self._words.start.at
        return 0 if at is None else (self.now() - at) // timedelta(minutes=1)

    @property
    def _over(self) -> bool:
        """Whether nothing is delivered any more; a rehearsal delivers nothing in earnest."""
        exercise = self._words.exercise
        return exercise is not None and exercise.state is ExerciseState.CLOSED and not self.rehearsing

    def _due(self) -> list[InjectLine]:
        return [line for line in self._running.due if line.id not in self._played]

    def _coming(self) -> list[InjectLine]:
        return [line for line in self._running.coming if line.id not in self._played][:FOLLOWING]

    def _current(self) -> InjectLine | None:
        number = self.list.current_id()
        lines = (*self._running.due, *self._running.coming, *self._running.delivered)
        return next((line for line in lines if line.id == number), None)

    def _show(self, running: Running) -> None:
        self._running = running
        tr = self._ui.language.tr
        groups: list[Group] = []
        ids: list[int] = []
        for lines, title in (
            (self._due(), tr("Due and overdue")), (self._coming(), tr("Next")),
            (running.delivered, tr("Delivered, not closed out")),
        ):  # fmt: skip
            if lines:
                groups.append(Group(len(ids), len(lines), title))
                ids += [line.id for line in lines]
        self.list.model().set_listing(Listing(ids, tuple(groups)))
        self.nothing.set_text(self._why_nothing())
        self.stack.setCurrentWidget(self.list if ids else self.nothing)
        if self._then in ids:
            self.list.select_id(self._then)
        elif self.list.current_id() is None:
            self.list.select_first()
        self._then = 0
        n = running.unapproved
        count = self._ui.language.count
        self.late_link.setText(
            count("{n} inject is past and was never approved", "{n} injects are past and were never approved", n)
        )
        self.late_link.setVisible(bool(n))
        self.late_link.updateGeometry()
        self.deliver_button.setEnabled(bool(self._due() or self._coming()) and not self._over)
        self._show_face()

    def _why_nothing(self) -> str:
        """Say why no inject is listed: there are none, none is approved, all were rehearsed, or all are closed out."""
        tr, running = self._ui.language.tr, self._running
        if running.due or running.coming:
            return tr("Nothing is left to rehearse from this time on.")
        if running.unapproved:
            return tr("No inject is due or to come. Approve some in the table.")
        if running.total:
            return tr("Nothing is left to deliver: all injects are closed out or withdrawn.")
        return tr("No injects yet. Write them in the table.")

    def _show_face(self) -> None:
        tr, words, now = self._ui.language.tr, self._words, self.now()
        far = words.far_zone(now)
        times = words.times_of(now.replace(microsecond=0), far)
        if times is None or words.exercise is None:
            return
        due, coming = self._due(), self._coming()
        place = words.best(words.exercise.place) or words.start.zone.rpartition("/")[2].replace("_", " ")
        count, minute = self._ui.language.count, words.time(self._minute())
        after = words.start.instant(coming[0].minutes) if coming else None
        since = words.start.instant(due[0].minutes) if due else None
        moments = (times.place, times.zulu, times.home)
        self.clocks.show_face(
            Face(
                times=times, names=(f"{place} · {label(words.start.zone, now)}", tr("Zulu"), label(far, now)),
                dates=tuple(words.full_day(one.local.date()) for one in moments),  # type: ignore[arg-type] # three of three
                exercise=tr("{time}, rehearsal", time=minute) if self.rehearsing else minute, rehearsal=self.rehearsing,
                title=tr("Next in") if coming else tr("Nothing is to come"), until=None if after is None else after - now,
                what=_title(words, coming), overdue=None if since is None else now - since, first=_title(words, due),
                due=count("{n} inject overdue by", "{n} injects overdue up to", len(due)) if due else "",
            )
        )  # fmt: skip
        self.real_button.setVisible(self.rehearsing)
        said = tr("Rehearsal: nothing that is delivered here is written.") if self.rehearsing else ""
        said = tr("The exercise is concluded: its injects are not delivered any more.") if self._over else said
        self.rehearsal.set_text(said)
        self.rehearsal.setVisible(bool(said))

    def _on_rehearse(self) -> None:
        text, start = self.now_line.text(), self._words.start
        if not text.strip():
            self.now_line.setFocus()
            return
        try:
            minutes = parse_offset(text, start, start.day(self._minute()))
        except DeskError as error:
            self.strip.show_error(error)
            return
        self.strip.hide()
        at = start.instant(minutes)
        if at is not None:
            self.rehearse(-((self._msel.now() - at) // timedelta(minutes=1)))  # up: what was typed has begun
            self.now_line.forget()
            self.list.setFocus()


def _title(words: Words, lines: Sequence[InjectLine]) -> str:
    """Return the number and the text of the first of some injects."""
    return f"{lines[0].number}  {' '.join(words.best(lines[0].text).split())}" if lines else ""
