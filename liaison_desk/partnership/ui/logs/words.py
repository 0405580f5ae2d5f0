"""What the two logs say in the user's language."""

from datetime import date, datetime
from typing import Final

from liaison_desk.domain.currencies import load_currencies
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.marking import describe
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.text import shows
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.paint import ChipLook
from liaison_desk.partnership.records import Disclosure, Disposition, Gift, Manner, Onward, Passing
from liaison_desk.partnership.rules.gifts import Look, Reporting
from liaison_desk.partnership.rules.onward import OnwardState, nations_on, onward_state
from liaison_desk.screens.saying import SayingToday

MANNER_ICONS: Final = {Manner.TOLD: "message-square-text", Manner.SHOWN: "eye", Manner.GIVEN: "file-text"}
PASSING_ICONS: Final = {Passing.RECEIVED: "arrow-down-left", Passing.GIVEN: "arrow-up-right"}
_ONWARD_TONES: Final = {
    OnwardState.HOLDS: "grn",
    OnwardState.NOT_YET: "amb",
    OnwardState.OVER: "neutral",
    OnwardState.INCOMPLETE: "amb",
}


class LogWords(SayingToday):
    """Words of disclosures and gifts."""

    # Disclosures ------------------------------------------------------------------------------------------------------

    def manner(self, one: Manner) -> str:
        """Return how something was disclosed."""
        tr = self.language.tr
        return {Manner.TOLD: tr("told"), Manner.SHOWN: tr("shown"), Manner.GIVEN: tr("given")}[one].capitalize()

    def onward_state(self, one: Onward) -> str:
        """Return how a permission stands today."""
        tr = self.language.tr
        return {
            OnwardState.HOLDS: tr("In effect"),
            OnwardState.NOT_YET: tr("Not yet"),
            OnwardState.OVER: tr("Lapsed"),
            OnwardState.INCOMPLETE: tr("Incomplete"),
        }[onward_state(one, self.today())]

    def onward_chip(self, one: Onward) -> ChipLook:
        """Return how a permission stands today, as a chip."""
        return ChipLook(self.onward_state(one), _ONWARD_TONES[onward_state(one, self.today())])

    def onward_nations(self, one: Disclosure) -> str:
        """Return the nations that something may be passed on to today."""
        return ", ".join(nations_on(one, self.today()))

    def onward_cell(self, one: Disclosure) -> str:
        """Return what stands in the list: the nations, or that no permission holds today."""
        if not one.onward:
            return ""
        return self.onward_nations(one) or self.language.tr("none holds")

    def understood(self, source_marking: str, originator: str) -> str:
        """Return what the desk's grammar understands of a marking as it was written; empty for no marking at all."""
        if not shows(source_marking):
            return ""
        try:
            parsed = self.grammar().parse(source_marking, originator or self.profile().host)
        except DeskError as error:
            why = self.language.tr(error.text, **error.values)
            return self.language.tr("Kept as it is written. Not understood: {why}", why=why)
        return self.language.tr("Understood as: {marking}", marking=describe(parsed.marking, self.language))

    def at(self, one: Disclosure) -> str:
        """Return the day and the time, where it was: 24 Nov 0900."""
        return f"{self.day(one.at.date())} {one.at:%H%M}"

    def clock_time(self, one: Disclosure) -> str:
        """Return the time with the letter of its zone: 0900T."""
        moment = three_zones(to_utc(one.at, one.zone), one.zone, "UTC").place
        return f"{one.at:%H%M}{moment.letter}"

    def zones(self, one: Disclosure) -> str:
        """Return when it was in three zones."""
        return self.instant(to_utc(one.at, one.zone))

    def instant(self, at: datetime) -> str:
        """Return an instant in three zones."""
        profile = self.profile()
        return three_zones(at, profile.host_zone, profile.home_zone).line

    def wall(self, at: datetime, zone: str) -> datetime:
        """Return the naive wall time that an instant is in a zone."""
        return to_local(at, zone).replace(tzinfo=None)

    def spoken_disclosure(self, one: Disclosure) -> str:
        """Return an entry as it is read out."""
        return f"{self.manner(one.manner)}: {self.best(one.title)}, {self.at(one)}"

    def list_day(self, day: date) -> str:
        """Return a day as the lists say it: with its year when that is not the present one."""
        return self.short_day(day) if day.year == self.today().year else self.dated(day)

    # Both -------------------------------------------------------------------------------------------------------------

    def nation(self, code: str) -> str:
        """Return what a nation is called."""
        return load_nations().name(code, self.language.code)

    def side(self, name: str, nation: str) -> str:
        """Return who stood on one side: his name and nation, as far as they are known."""
        return f"{name} ({nation})" if name and nation else name or (self.nation(nation) if nation else "")

    def ways(self, one: Disclosure | Gift) -> str:
        """Return from whom to whom it went."""
        giver, receiver = self.side(one.giver, one.giver_nation), self.side(one.receiver, one.receiver_nation)
        return f"{giver or '?'} → {receiver or '?'}" if giver or receiver else ""

    # Gifts ------------------------------------------------------------------------------------------------------------

    def passing(self, one: Passing) -> str:
        """Return which way a gift went."""
        return {Passing.RECEIVED: self.language.tr("Received"), Passing.GIVEN: self.language.tr("Given away")}[one]

    def disposition(self, one: Disposition) -> str:
        """Return what became of a gift."""
        tr = self.language.tr
        return {
            Disposition.UNDECIDED: tr("Not decided"),
            Disposition.KEPT: tr("Kept by the receiver"),
            Disposition.DISPLAYED: tr("Displayed in the office"),
            Disposition.HANDED_IN: tr("Handed in"),
            Disposition.BOUGHT: tr("Bought by the receiver"),
            Disposition.RETURNED: tr("Given back"),
            Disposition.CONSUMED: tr("Used up"),
        }[one]

    def value(self, one: Gift) -> str:
        """Return what a gift is worth, in the way of the language; empty while that is not known."""
        return load_currencies().typed(one.amount, one.currency, self.language.code)

    def report(self, one: Gift) -> str:
        """Return where the report of a gift stands: when it was made, or until when it is due."""
        tr = self.language.tr
        if one.reported is not None:
            return tr("Reported {day}", day=self.day(one.reported))
        if one.report_due is None:
            return ""
        return self.late(one.report_due) or self.day(one.report_due)

    def report_lines(self, one: Gift) -> tuple[str, str]:
        """Return the same in two lines, for a list."""
        if one.reported is not None:
            return self.list_day(one.reported), self.language.tr("reported")
        if one.report_due is None:
            return "", ""
        due = self.list_day(one.report_due)
        late = self.late(one.report_due)
        return (late, due) if late else (due, "")

    def report_tone(self, one: Gift) -> str:
        """Return the tone of that."""
        if one.reported is not None or one.report_due is None:
            return "t3"
        days = (one.report_due - self.today()).days
        return "red" if days < 0 else "amb" if days <= 14 else "t1"

    def said_by_rules(self, found: Reporting) -> str:
        """Return what the reporting rules say of a gift, or why they say nothing that could be relied on."""
        tr = self.language.tr
        if found.rule is not None and found.due is not None:
            said = tr("By {day}. {rule}", day=self.dated(found.due), rule=found.rule.text(self.language.code))
            return (
                f"{said} {tr('Counted together with the giver’s other gifts of the year.')}" if found.by_year else said
            )
        return {
            Look.NOTHING: tr("No report by the rules."),
            Look.NO_VALUE: tr("Its value is not known yet: the rules cannot be applied."),
            Look.OTHER_CURRENCY: tr("Cannot be compared: the rules name another currency. Look at it yourself."),
            Look.NO_RULES: tr("There are no rules for such a gift here."),
        }[found.look]

    def spoken_gift(self, one: Gift) -> str:
        """Return a gift as it is read out."""
        return ", ".join(
            filter(None, (self.best(one.item), self.passing(one.passing), self.value(one), self.report(one)))
        )
