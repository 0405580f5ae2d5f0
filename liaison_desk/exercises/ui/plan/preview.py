"""What a change of a plan would do, shown before it is done: what moves, what stays and drifts, what would be over already."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.domain.backplan import Move, Stand
from liaison_desk.exercises.records import Makes, Milestone, MilestoneState, Preview
from liaison_desk.exercises.ui.plan.words import PlanWords, names_of
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import Chip, ChipLook, SectionTitle, Text, hairline
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_WIDTH, _HEIGHT = 640, 620
_AT_ONCE = 40
"""How many rows are made at a time: more than a screen of them."""
_STEPS = {
    Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_J: 1, Qt.Key.Key_K: -1,
    Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000,
}  # fmt: skip


def confirm_preview(preview: Preview, ui: Ui, sources: Sources, *, title: str) -> bool:
    """Show what would follow from a change of a plan and return whether to carry it out; where nothing moves, it is not asked.

    Nothing is written here: the caller hands the preview to ``PlanBook.carry_out``.
    """
    stands = sources.plans.plan_of(preview.exercise, preview.after).stands
    told = Changes(preview, stands, PlanWords(ui.language, sources.profile))
    return not (told.moving or told.staying or told.added) or ui.ask.form(PreviewDialog(ui, told, title))


@dataclass(frozen=True, slots=True)
class Line:
    """One milestone in the preview: what it is called, its days, a word on them, a chip, and its portion mark."""

    name: str
    days: str
    note: str = ""
    chip: ChipLook | None = None
    mark: str = ""


class Changes:
    """A preview in words.

    ``moving``, ``staying`` (locked, with a drift), ``done`` (over, so that it stays too) and ``added`` are its milestones' lines.
    """

    def __init__(self, preview: Preview, stands: dict[str, Stand], words: PlanWords) -> None:
        self.words = words
        self.exercise = preview.exercise
        self._stands = stands
        self._days = words.days(preview.exercise)
        self._names = names_of(words, preview.after)
        after = {one.key: one for one in preview.after}
        known = {one.id for one in preview.before}
        new = sorted((one for one in preview.after if one.id not in known), key=lambda one: (one.first, one.last))
        moves = [move for move in preview.moves if move.was != move.now]
        self._touched = [after[move.key] for move in moves]
        self._new = new
        self._past = frozenset(preview.past)
        self.moving = [self._moved(after[move.key], move) for move in moves]
        stay = [(after[move.key], move) for move in preview.moves if move.was == move.now]
        self.staying = [self._stays(one, move) for one, move in stay if one.state is not MilestoneState.DONE]
        self.done = [self._line(one, words.span(*move.now)) for one, move in stay if one.state is MilestoneState.DONE]
        self.added = [self._added(one) for one in new]

    def verb(self) -> str:
        """Return what the button says: Move 14 milestones."""
        tr, count = self.words.language.tr, self.words.language.count
        moving, added = len(self.moving), len(self.added)
        if moving and added:
            return tr("Move {moved} and add {added} milestones", moved=moving, added=added)
        if added:
            return count("Add {n} milestone", "Add {n} milestones", added)
        if moving:
            return count("Move {n} milestone", "Move {n} milestones", moving)
        return tr("Leave them there")

    def dates(self) -> str:
        """Return STARTEX and ENDEX as they would be."""
        one, day = self.exercise, self.words.full_day
        if one.startex is None or one.endex is None:
            return ""
        return self.words.language.tr(
            "STARTEX {first} · ENDEX {last}", first=day(one.startex.date()), last=day(one.endex.date())
        )

    def over(self) -> str:
        """Return how many milestones would be over already, without being done; empty for none."""
        number, count = len(self._past), self.words.language.count
        if not number:
            return ""
        return count(
            "Compressed plan: {n} milestone would be over already.",
            "Compressed plan: {n} milestones would be over already.",
            number,
        )

    def belongings(self) -> list[str]:
        """Return how many events and tasks move along or are made."""
        count = self.words.language.count
        events = sum(1 for one in self._touched if one.event_id)
        tasks = sum(1 for one in self._touched if one.task_id)
        made = sum(1 for one in self._new if Makes.EVENT in one.makes)
        asked = sum(1 for one in self._new if {Makes.TASK, Makes.VISIT} & set(one.makes))
        said = (
            (events, count("{n} event moves along", "{n} events move along", events)),
            (tasks, count("{n} task moves along", "{n} tasks move along", tasks)),
            (made, count("{n} event comes into the calendar", "{n} events come into the calendar", made)),
            (asked, count("{n} task is made", "{n} tasks are made", asked)),
        )
        return [words for number, words in said if number]

    def _moved(self, one: Milestone, move: Move) -> Line:
        words = self.words
        shift = (move.now[0] - move.was[0]).days or (move.now[1] - move.was[1]).days
        stand = self._stands.get(one.key)
        avoided = words.avoided(stand, self._days) if stand is not None and not move.locked else ""
        days = words.language.tr("{was} → {now}", was=words.span(*move.was), now=words.span(*move.now))
        note = self._joined(avoided, self._slack(stand), self._over(one))
        return self._line(one, days, note, ChipLook(words.shift(shift)))

    def _stays(self, one: Milestone, move: Move) -> Line:
        words, stand = self.words, self._stands.get(one.key)
        slack = stand.slack if stand is not None else None
        chip = ChipLook(words.drift(move.drift), words.drift_tone(move.drift, slack), "lock") if move.drift else None
        return self._line(one, words.span(*move.now), self._slack(stand), chip)

    def _added(self, one: Milestone) -> Line:
        words, stand = self.words, self._stands.get(one.key)
        avoided = words.avoided(stand, self._days) if stand is not None else ""
        note = self._joined(words.rule(one.rule, self._names), avoided, self._over(one))
        return self._line(one, words.span(one.first, one.last), note)

    def _line(self, one: Milestone, days: str, note: str = "", chip: ChipLook | None = None) -> Line:
        return Line(self.words.whole(one), days, note, chip, self.words.mark(one.marking))

    def _joined(self, *parts: str) -> str:
        return self.words.language.tr(", ").join(filter(None, parts))

    def _over(self, one: Milestone) -> str:
        return self.words.language.tr("over already") if one.key in self._past else ""

    def _slack(self, stand: Stand | None) -> str:
        """Return that a milestone would come too late for what waits for it; empty where it does not."""
        if stand is None or stand.slack is None or stand.slack >= 0:
            return ""
        waiting = {one.key: one.rule.before for one in (*self._touched, *self._new)}.get(stand.key, "")
        count, name = self.words.language.count, self.words.anchor(waiting, self._names)
        if not waiting:
            return ""
        return count(
            "{n} working day too late for {name}", "{n} working days too late for {name}", -stand.slack, name=name
        )


class PreviewDialog(DeskDialog):
    """The list of what would follow, to be read, scrolled with the arrows or J and K, and agreed to or not."""

    def __init__(self, ui: Ui, told: Changes, title: str) -> None:
        super().__init__(ui, title)
        tr = ui.language.tr
        self.told = told
        if told.dates():
            self.content.addWidget(Text(ui, told.dates(), tone="t2", wrap=True, tabular=True))
        if over := told.over():
            self.content.addWidget(Text(ui, over, tone="amb", wrap=True))
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 12, 0)
        self._rows.setSpacing(6)
        self._waiting = list(self._parts())
        self._grow()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(title)
        self.area.setWidget(inside)
        self.area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.content.addWidget(self.area, 1)
        if said := told.belongings():
            self.content.addWidget(Text(ui, tr("; ").join(said), Size.SECONDARY, tone="t2", wrap=True))
        self.cancel_button = PlainButton(ui, tr("Cancel"), act=self.reject)
        self.move_button = PrimaryButton(ui, told.verb(), key="Ctrl+Enter", act=self.act)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.move_button)
        wanted = inside.sizeHint().height() + 190
        self.resize(_WIDTH, min(_HEIGHT, max(260, wanted)))
        self.move_button.setFocus()

    def act(self) -> None:
        """Agree."""
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the keys of lists; the rest is a dialog's."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + step * 40)

    def _on_scrolled(self, value: int) -> None:
        """Bring more rows while the last of them come into sight."""
        if self._waiting and value > self.area.verticalScrollBar().maximum() - _HEIGHT:
            self._grow()

    def _grow(self) -> None:
        """Add as many rows as are read at once: hundreds of them would keep the window waiting."""
        some, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        for part in some:
            if isinstance(part, Line):
                self._rows.addWidget(hairline(self.ui))
                self._rows.addWidget(_row(self.ui, part))
            else:
                self._rows.addSpacing(10 if self._rows.count() else 0)
                self._rows.addWidget(SectionTitle(self.ui, *part))
        if not self._waiting:
            self._rows.addStretch(1)

    def _parts(self) -> Iterator[Line | tuple[str, str]]:
        """Yield headings, with how many follow, and the lines below them."""
        for heading, lines in self._sections():
            yield heading, str(len(lines))
            yield from lines

    def _sections(self) -> Iterator[tuple[str, list[Line]]]:
        tr, told = self.ui.language.tr, self.told
        for heading, lines in (
            (tr("Locked, stays where it is"), told.staying),
            (tr("Moves"), told.moving),
            (tr("Added"), told.added),
            (tr("Done, stays where it is"), told.done),
        ):
            if lines:
                yield heading, lines


def _row(ui: Ui, line: Line) -> QWidget:
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 2, 0, 2)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(1)
    grid.setColumnStretch(0, 1)
    grid.addWidget(Text(ui, line.name, weight=SEMIBOLD, wrap=True), 0, 0)
    if line.chip is not None:
        chip = Chip(ui, line.chip.text, line.chip.tone, line.chip.icon)
        grid.addWidget(chip, 0, 1, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(Text(ui, line.days, Size.SECONDARY, tone="t1", wrap=True, tabular=True), 1, 0, 1, 2)
    if line.note:
        grid.addWidget(Text(ui, line.note, Size.SECONDARY, tone="t2", wrap=True), 2, 0, 1, 2)
    if line.mark:
        grid.addWidget(Text(ui, line.mark, Size.META, SEMIBOLD, tone="t2", wrap=True), 3, 0, 1, 2)
    chip_words = line.chip.text if line.chip else ""
    row.setAccessibleName(", ".join(filter(None, (line.mark, line.name, line.days, chip_words, line.note))))
    return row
