"""What the pages of a plan call things: days, spans, rules, holidays, slack and drift, in the user's language."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from liaison_desk.domain.backplan import ENDEX, STARTEX, Landing, Rule, Stand, Unit, WorkingDays, is_weekend
from liaison_desk.domain.holidays import Holiday
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import Exercise, Makes, Milestone, MilestoneKind, MilestoneState, OwnerSide, Plan
from liaison_desk.exercises.rules.planning import nations_of
from liaison_desk.foundation.core.language import Language
from liaison_desk.screens.saying import Saying

TIGHT = 3
"""Working days of slack from which on a milestone is told of as tight."""
FAR = 14
"""Days a locked milestone may drift from its rule before it is told of in red."""

_NAMED = 2
"""How many of the days off that a milestone keeps clear of are named; New Year alone has six."""


class PlanWords(Saying):
    """The words of one language about plans."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(language, profile)
        tr = language.tr
        self.kinds = (
            (MilestoneKind.CONFERENCE, tr("Planning conference")), (MilestoneKind.SUSPENSE, tr("Suspense")),
            (MilestoneKind.DECISION, tr("Decision")), (MilestoneKind.VISIT, tr("Visit")),
            (MilestoneKind.EVENT, tr("Event")), (MilestoneKind.REPORT, tr("Report")),
        )  # fmt: skip
        self.sides = (
            (OwnerSide.HOST, tr("Host")), (OwnerSide.HOME, tr("Home")), (OwnerSide.BOTH, tr("Both sides")),
        )  # fmt: skip
        self.units = (
            (Unit.DAYS, tr("Calendar days")), (Unit.WORKING_DAYS, tr("Worked days")), (Unit.MONTHS, tr("Months")),
        )  # fmt: skip
        self.landings = (
            (Landing.BEFORE, tr("Back to the working day before")), (Landing.AFTER, tr("On to the next working day")),
            (Landing.AS_IS, tr("Stays, worked or not")), (Landing.WEEK, tr("Back, so that all its days lie in one week")),
        )  # fmt: skip
        self.makes = (
            (Makes.EVENT, tr("Event in the calendar")), (Makes.TASK, tr("Task")), (Makes.VISIT, tr("Visit request")),
        )  # fmt: skip
        self.states = {
            MilestoneState.PLANNED: tr("Planned"), MilestoneState.DONE: tr("Done"),
            MilestoneState.CANCELLED: tr("Cancelled"),
        }  # fmt: skip

    def called(self, one: Milestone) -> str:
        """Return what a milestone is called where there is little room: its short name, or its title."""
        return self.best(one.short) or self.best(one.title)

    def whole(self, one: Milestone) -> str:
        """Return a milestone's short name and title."""
        short, title = self.best(one.short), self.best(one.title)
        return " · ".join(dict.fromkeys(filter(None, (short, title))))

    def marked(self, one: Milestone) -> str:
        """Return a milestone's portion mark, short name and title: (U) FPC · Final planning conference."""
        return " ".join(filter(None, (self.mark(one.marking), self.whole(one))))

    def side(self, side: OwnerSide) -> str:
        """Return whose a milestone is."""
        return dict(self.sides)[side]

    def span(self, first: date, last: date) -> str:
        """Return the days of a milestone: Mon 7 – Fri 11 Dec 2026."""
        tr = self.language.tr
        if first == last:
            return self.full_day(first)
        if first.year != last.year:
            return tr("{first} – {last}", first=self.full_day(first), last=self.full_day(last))
        values = {
            "first_weekday": self._weekdays[first.weekday()], "first_day": first.day,
            "weekday": self._weekdays[last.weekday()], "day": last.day, "month": self._months[last.month - 1], "year": last.year,
        }  # fmt: skip
        if first.month == last.month:
            return tr("{first_weekday} {first_day} – {weekday} {day} {month} {year}", **values)
        return tr(
            "{first_weekday} {first_day} {first_month} – {weekday} {day} {month} {year}",
            first_month=self._months[first.month - 1],
            **values,
        )

    def shift(self, days: int) -> str:
        """Return by how many days something moves: +17 d."""
        return self.language.tr("{n} d", n=f"{days:+d}".replace("-", "−"))

    def away(self, day: date, today: date) -> str:
        """Return how far off a day is: 13 d, −4 d, or today."""
        days = (day - today).days
        return self.language.tr("{n} d", n=str(days).replace("-", "−")) if days else self.language.tr("Today")

    def anchor(self, key: str, names: Mapping[str, str]) -> str:
        """Return what an anchor is called; ``names`` are those of the plan's milestones by key."""
        return {STARTEX: "STARTEX", ENDEX: "ENDEX"}.get(key) or names.get(key, key)

    def rule(self, rule: Rule, names: Mapping[str, str]) -> str:
        """Return a rule in words: 10 months before STARTEX."""
        count, anchor, n = self.language.count, self.anchor(rule.anchor, names), abs(rule.offset)
        if not n:
            return self.language.tr("with {anchor}", anchor=anchor)
        if rule.offset < 0:
            if rule.unit is Unit.MONTHS:
                return count("{n} month before {anchor}", "{n} months before {anchor}", n, anchor=anchor)
            if rule.unit is Unit.DAYS:
                return count("{n} day before {anchor}", "{n} days before {anchor}", n, anchor=anchor)
            return count("{n} working day before {anchor}", "{n} working days before {anchor}", n, anchor=anchor)
        if rule.unit is Unit.MONTHS:
            return count("{n} month after {anchor}", "{n} months after {anchor}", n, anchor=anchor)
        if rule.unit is Unit.DAYS:
            return count("{n} day after {anchor}", "{n} days after {anchor}", n, anchor=anchor)
        return count("{n} working day after {anchor}", "{n} working days after {anchor}", n, anchor=anchor)

    def holiday(self, one: Holiday) -> str:
        """Return a holiday with its nation: Culture Day (JPN)."""
        name = one.japanese if self.language.code == "ja" else one.english
        return self.language.tr("{holiday} ({nation})", holiday=name, nation=one.nation)

    def avoided(self, stand: Stand, days: WorkingDays) -> str:
        """Return which day off a rule has kept clear of; empty where it landed on a day that is worked."""
        if stand.landed == stand.by_rule:
            return ""
        first, last = sorted((stand.landed, stand.by_rule))
        names = list(dict.fromkeys(map(self.holiday, days.off_between(first, last))))[:_NAMED]
        if names:
            return self.language.tr("moved off {holiday}", holiday=self.language.tr(", ").join(names))
        return (
            self.language.tr("moved off a weekend")
            if is_weekend(stand.landed)
            else self.language.tr("moved to lie in one week")
        )

    def rule_whole(self, one: Milestone, stand: Stand | None, plan: Plan, names: Mapping[str, str]) -> str:
        """Return a rule in words with the day off it avoided: 10 months before STARTEX, moved off Culture Day (JPN)."""
        avoided = self.avoided(stand, self.days(plan.exercise)) if stand is not None and not one.held else ""
        return self.language.tr(", ").join(filter(None, (self.rule(one.rule, names), avoided)))

    def days(self, exercise: Exercise) -> WorkingDays:
        """Return the days that all nations of an exercise work."""
        return WorkingDays(nations_of(exercise, self.profile()))

    def slack(self, slack: int | None) -> str:
        """Return a slack in working days; empty where nothing waits."""
        return "" if slack is None else str(slack).replace("-", "−")

    def slack_tone(self, slack: int | None) -> str:
        """Return the tone of a slack: red below zero, amber when tight."""
        if slack is None:
            return "t3"
        return "red" if slack < 0 else "amb" if slack <= TIGHT else "t1"

    def drift(self, days: int) -> str:
        """Return how far a locked milestone lies from its rule, in words; empty where it does not."""
        count = self.language.count
        if not days:
            return ""
        if days > 0:
            return count("{n} day after its rule", "{n} days after its rule", days)
        return count("{n} day before its rule", "{n} days before its rule", -days)

    def drift_tone(self, days: int, slack: int | None) -> str:
        """Return the tone of a drift: red when it is far or the milestone comes too late for what waits, else amber."""
        return "red" if abs(days) > FAR or (slack is not None and slack < 0) else "amb"


def names_of(words: PlanWords, milestones: Sequence[Milestone]) -> dict[str, str]:
    """Return what the milestones of a plan are called, by key."""
    return {one.key: words.called(one) for one in milestones}
