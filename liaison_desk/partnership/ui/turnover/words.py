"""What the pane of the turnover calls things: phases, countdowns, offsets, kinds of records."""

from datetime import date
from typing import Final

from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.qt.rows import TwoLine
from liaison_desk.partnership.records import NoteLine, Phase, StepLine, Turnover
from liaison_desk.partnership.rules.turnover import said_of
from liaison_desk.screens.saying import SayingToday

_SOON: Final = 14  # days before its day in which an open step is shown in amber


class Words(SayingToday):
    """The words of one language about turnovers."""

    def phase(self, phase: Phase) -> str:
        """Return what a part of the checklist is called."""
        tr = self.language.tr
        names = {
            Phase.PREPARE: tr("More than 30 days before: prepare"),
            Phase.HAND_OVER: tr("The last 30 days: hand over"),
            Phase.SETTLE: tr("The first 30 days after: settle"),
        }
        return names[phase]

    def offset(self, days: int) -> str:
        """Return how many days before or after the turnover something is: 30 days before."""
        count = self.language.count
        if days == 0:
            return self.language.tr("the day itself")
        if days < 0:
            return count("{n} day before", "{n} days before", -days)
        return count("{n} day after", "{n} days after", days)

    def countdown(self, on: date) -> tuple[str, str]:
        """Return a large figure and what it counts: days until the turnover, or since."""
        tr, days = self.language.tr, (on - self.today()).days
        if days == 0:
            return "0", tr("The turnover is today")
        figure = f"{abs(days)}"
        if days > 0:
            return figure, self.language.count("day to the turnover", "days to the turnover", days)
        return figure, self.language.count("day since the turnover", "days since the turnover", -days)

    def people(self, one: Turnover) -> str:
        """Return who hands over to whom, the desk's officer in the reader's script; a dash stands for who is not known yet."""
        ours = self.profile().officer_said(self.language.code)
        officer = ours[0] if all(ours) and one.officer in ours else one.officer
        return f"{officer or '–'} → {one.successor or '–'}" if officer or one.successor else ""

    def title(self, one: Turnover) -> str:
        """Return one turnover among others: its day, and who follows."""
        return " · ".join(filter(None, (self.dated(one.on), self.people(one))))

    def step(self, line: StepLine) -> TwoLine:
        """Return a step of the checklist as a row."""
        step, tr = line.step, self.language.tr
        done = step.done is not None
        right, tone = "", "t2"
        if step.done is not None:
            right, tone = tr("Done {day}", day=self.short_day(step.done)), "t3"
        elif line.overdue:
            right, tone = self.late(line.day), "red"
        elif (line.day - self.today()).days <= _SOON:
            days = (line.day - self.today()).days
            right, tone = (tr("Today") if days == 0 else tr("in {n} d", n=days)), "amb"
        meta = " · ".join(filter(None, (self.full_day(line.day), self.offset(step.offset), step.note)))
        return TwoLine(self.best(step.text), meta, right=right, right_tone=tone, faded=done, check=done)

    def spoken_step(self, line: StepLine) -> str:
        """Return what a screen reader says of a step."""
        row = self.step(line)
        said = self.language.tr("done") if row.check else self.language.tr("not done")
        return ", ".join(filter(None, (row.title, row.meta, row.right, said)))

    def kind(self, kind: str) -> str:
        """Return what a kind of record is called."""
        said = kind_words(self.language, kind)
        return said[:1].upper() + said[1:]

    def note(self, line: NoteLine) -> str:
        """Return what a note says first."""
        return " ".join(self.best(said_of(line.note)).split())
