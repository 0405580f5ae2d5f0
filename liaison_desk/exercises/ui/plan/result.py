"""What the rule in a milestone's form gives, as it is typed: its days, the day off it avoids, its slack, and who moves along."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.domain.backplan import Stand
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Milestone, Preview
from liaison_desk.exercises.ui.plan.fields import OffsetField
from liaison_desk.exercises.ui.plan.words import PlanWords
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size


@dataclass(frozen=True, slots=True)
class _Tried:
    """What would follow from a milestone, where it would stand, and since when there is this desk."""

    preview: Preview
    one: Milestone
    stand: Stand | None
    began: date | None


class RuleResult(QWidget):
    """Tried out on the database lane; nothing is written. ``days`` are those the milestone would stand on."""

    def __init__(self, ui: Ui, words: PlanWords, sources: Sources, offset: OffsetField) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._sources = sources
        self._offset = offset
        self.days: tuple[date, date] | None = None
        surface(self, "sunk")
        self.line = Text(ui, "", weight=SEMIBOLD, wrap=True, tabular=True)
        self.more = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.more)
        self.show_milestone(None)

    def show_milestone(self, one: Milestone | None) -> None:
        """Show where a milestone would stand; nothing for ``None``."""
        if one is None:
            self._show("–", "", "t3")
            self._offset.set_note("")
            return
        self._ui.jobs.database.run(
            lambda: self._try(one), self._on_tried, self._on_failed, ticket_key=f"rule {id(self)}", owner=self
        )

    def _try(self, one: Milestone) -> _Tried:
        plans = self._sources.plans
        preview = plans.try_milestones(one.exercise_id, [_titled(one)])
        found = next(other for other in preview.after if other.id == one.id)
        stand = plans.plan_of(preview.exercise, preview.after).stands.get(found.key)
        return _Tried(preview, found, stand, plans.began())

    def _on_tried(self, tried: _Tried) -> None:
        words, count = self._words, self._ui.language.count
        one, stand = tried.one, tried.stand
        self.days = (one.first, one.last)
        days = words.days(tried.preview.exercise)
        said = []
        if stand is not None:
            said.append("" if one.held else words.avoided(stand, days))
            said.append(words.drift(stand.drift))
            if stand.slack is not None:
                late = count("{n} working day too late", "{n} working days too late", -stand.slack)
                early = count("{n} working day to spare", "{n} working days to spare", stand.slack)
                said.append(late if stand.slack < 0 else early)
        others = sum(1 for move in tried.preview.moves if move.key != one.key and not move.locked)
        said.append(
            count("{n} other milestone moves along", "{n} other milestones move along", others) if others else ""
        )
        slack = stand.slack if stand is not None else None
        self._show(words.span(one.first, one.last), " · ".join(filter(None, said)), words.slack_tone(slack))
        self._show_beginning(one, tried.began)

    def _show_beginning(self, one: Milestone, began: date | None) -> None:
        """Tell at the interval that it lands before there was this desk, which forbids nothing."""
        words, early = self._words, began is not None and one.last < began and not one.held
        self._offset.set_note(
            words.language.tr(
                "Lands on {day}, before this desk began ({began}). It is kept as typed.",
                day=words.full_day(one.first), began=words.full_day(began),
            )
            if early and began is not None
            else ""
        )  # fmt: skip

    def _on_failed(self, error: Exception) -> None:
        self.days = None
        self._offset.set_note("")
        if isinstance(error, DeskError):
            self._show("–", self._ui.words(error), "red")

    def _show(self, line: str, more: str, tone: str) -> None:
        self.line.set_text(line)
        self.more.set_text(more)
        self.more.set_tone(tone if tone in {"red", "amb"} else "t2")
        self.more.setVisible(bool(more))


def _titled(one: Milestone) -> Milestone:
    """Return a milestone that can be tried before anybody has named it."""
    return one if one.title else replace(one, title=Bilingual("…"))
