"""What the pane of opportunities calls things: states, days, sides."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.paint import ChipLook
from liaison_desk.partnership.records import OpportunityLine, OpportunityState
from liaison_desk.partnership.rules.opportunities import OPEN
from liaison_desk.screens.saying import SayingToday

_LOOKS: Final = {
    OpportunityState.IDEA: ("neutral", "lightbulb"),
    OpportunityState.EXPLORED: ("acc", ""),
    OpportunityState.PROPOSED: ("amb", ""),
    OpportunityState.AGREED: ("grn", "check"),
    OpportunityState.DROPPED: ("neutral", "x"),
}


class Words(SayingToday):
    """The words of one language about opportunities."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile], clock: Clock) -> None:
        super().__init__(language, profile, clock)
        tr = language.tr
        self.states = (
            (OpportunityState.IDEA, tr("Idea")), (OpportunityState.EXPLORED, tr("Explored")),
            (OpportunityState.PROPOSED, tr("Proposed")), (OpportunityState.AGREED, tr("Agreed")),
            (OpportunityState.DROPPED, tr("Dropped")),
        )  # fmt: skip

    def state(self, state: OpportunityState) -> str:
        """Return what a state is called."""
        return dict(self.states)[state]

    def chip(self, state: OpportunityState) -> ChipLook:
        """Return a state as a chip."""
        return ChipLook(self.state(state), *_LOOKS[state])

    def sides(self) -> tuple[str, str]:
        """Return the codes of host and home nation."""
        profile = self.profile()
        return profile.host, profile.home

    def due(self, line: OpportunityLine) -> str:
        """Return whose next step is due first, and when: ``USA 1 Dec``; empty without a day."""
        if line.due is None:
            return ""
        return f"{self._due_side(line)} {self.day_short(line.due)}"

    def due_short(self, line: OpportunityLine) -> str:
        """Return the same without the year, for where there is no room for it."""
        return f"{self._due_side(line)} {self.short_day(line.due)}" if line.due is not None else ""

    def _due_side(self, line: OpportunityLine) -> str:
        host, home = self.sides()
        return host if line.due == line.host_due else home

    def local_day(self, at: datetime) -> date:
        """Return the day of an instant at the host headquarters."""
        return to_local(at, self.profile().host_zone).date()

    def day_short(self, day: date) -> str:
        """Return a day without its weekday, with its year when that is not the present one."""
        return self.short_day(day) if day.year == self.today().year else self.dated(day)

    def overdue(self, line: OpportunityLine) -> bool:
        """Tell whether a next step of an open opportunity is past its day."""
        return line.due is not None and line.due < self.today() and line.state in OPEN

    def due_tone(self, line: OpportunityLine) -> str:
        """Return the tone of its day: red when past, amber today, faint when it does not press any more."""
        if line.state not in OPEN:
            return "t3"
        return "red" if self.overdue(line) else "amb" if line.due == self.today() else "t2"

    def owner(self, line: OpportunityLine) -> str:
        """Return who sees to the next step: that of the side whose day comes first, else whoever is named."""
        first, other = line.host_owner, line.home_owner
        if line.due is not None and line.due != line.host_due:
            first, other = other, first
        return first or other or line.champion

    def unwritten(self, line: OpportunityLine) -> str:
        """Return that an agreed opportunity has no arrangement yet; empty for all others."""
        bare = line.state is OpportunityState.AGREED and not line.arrangement_id
        return self.language.tr("No arrangement yet") if bare else ""

    def written(self, line: OpportunityLine) -> str:
        """Return that an agreed opportunity has its arrangement; empty for all others."""
        has = line.state is OpportunityState.AGREED and line.arrangement_id
        return self.language.tr("Arrangement begun") if has else ""

    def spoken(self, line: OpportunityLine) -> str:
        """Return what a screen reader says of a row or a card."""
        parts = (
            self.coded_mark(line.marking), self.best(line.title), self.state(line.state), self.due(line),
            self.owner(line), self.unwritten(line) or self.written(line),
        )  # fmt: skip
        return ", ".join(part for part in parts if part)
