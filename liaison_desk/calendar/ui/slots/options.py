"""What is looked for: the options of "Find a time", beginning with those an officer changes most."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from liaison_desk.calendar.records import Participant
from liaison_desk.calendar.rules.slots import Hours, SlotOptions
from liaison_desk.calendar.ui.fields.people_field import PERSON, Suggest
from liaison_desk.calendar.ui.slots.words import SlotWords
from liaison_desk.calendar.words.typed import read_clock, read_length
from liaison_desk.calendar.words.wording import ZULU, today
from liaison_desk.domain.holidays import observing_nations
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.text import fold
from liaison_desk.domain.typed import day_reader
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import CheckRow, Choice, DateField, Form, ParsedField, PickRecords

NATION: Final = "nation"
_DAYS: Final = 14
_MARGINS: Final = (0, 15, 30, 45, 60, 90, 120)
_STEPS: Final = (15, 30)


@dataclass(frozen=True, slots=True)
class Search:
    """What the fields say: for whom (ids of contacts), what, and between which instants."""

    people: tuple[int, ...]
    options: SlotOptions
    since: datetime
    until: datetime


class SlotForm(Form):
    """The fields of a search. ``people`` who are in no contact are kept aside: nothing is known of their time."""

    def __init__(
        self, ui: Ui, words: SlotWords, suggest: Suggest, people: Sequence[Participant], first: date, length: timedelta
    ) -> None:
        super().__init__(ui, label_width=84)
        self.ui = ui
        self.words = words
        self._known = {one.contact_id: one for one in people if one.contact_id}
        self.strangers = tuple(one for one in people if not one.contact_id)
        tr, wording = ui.language.tr, words.wording
        profile, (host, home) = wording.profile(), words.towns
        self.people = self.add(
            "people", tr("P&eople"), PickRecords(ui, lambda typed: suggest(PERSON, typed), tr("Find a contact"))
        )
        self.add("length", tr("&Length"), ParsedField(ui, read_length, wording.length, placeholder="45, 1:30"))
        self.add("first", tr("&From"), DateField(ui, day_reader(wording.profile, ui.clock.now)))
        self.add("last", tr("&To"), DateField(ui, day_reader(wording.profile, ui.clock.now)))
        self.add("hours", tr("&Hours"), Choice(ui, [
            (Hours.BOTH, tr("Both on duty")), (Hours.HOST, tr("{place} on duty", place=host)),
            (Hours.HOME, tr("{place} on duty", place=home)), (Hours.ANY, tr("Any hour of any day")),
        ]))  # fmt: skip
        nations, code = load_nations(), ui.language.code
        for name, nation in (("host_holidays", profile.host), ("home_holidays", profile.home)):
            words_of = tr("Not on holidays: {nation}", nation=nations.name(nation, code))
            self.add(name, words_of, CheckRow(ui, words_of))
        self.add("others", tr("Other holidays"), PickRecords(ui, self._nations, tr("Find a nation")))
        self.add("earliest", tr("Earliest"), ParsedField(ui, read_clock, _clock, placeholder="0900"))
        self.add("latest", tr("Latest"), ParsedField(ui, read_clock, _clock, placeholder="1600"))
        self.add("clock_zone", tr("Time of"), Choice(ui, [
            (profile.host_zone, host), (profile.home_zone, home), (ZULU, tr("Zulu"))]))  # fmt: skip
        margins = [(minutes, wording.length(timedelta(minutes=minutes))) for minutes in _MARGINS]
        self.add("before", tr("Free before"), Choice(ui, margins))
        self.add("after", tr("Free after"), Choice(ui, margins))
        self.add("step", tr("Begin every"), Choice(ui, [
            (minutes, wording.length(timedelta(minutes=minutes))) for minutes in _STEPS]))  # fmt: skip
        self.fill({
            "people": [RecordRef(PERSON, one.contact_id, one.name or one.email) for one in self._known.values()],
            "length": length, "first": first, "last": first + timedelta(days=_DAYS - 1), "hours": Hours.BOTH,
            "host_holidays": True, "home_holidays": True, "others": (), "earliest": None, "latest": None,
            "clock_zone": profile.host_zone, "before": 0, "after": 0, "step": 30,
        })  # fmt: skip

    def search(self) -> Search:
        """Return what is looked for; raises DeskError or InvalidError where a field means nothing."""
        values: dict[str, Any] = self.values()
        profile, now = self.words.wording.profile(), self.ui.clock.now()
        first = values["first"] or today(now, profile.host_zone)
        last = values["last"] or first + timedelta(days=_DAYS - 1)
        if last < first:
            raise InvalidError([Problem("last", "The last day lies before the first.")])
        if values["length"] is None:
            raise InvalidError([Problem("length", "Give a length of a minute at least.")])
        self.words.names = {ref.id: ref.label for ref in values["people"]}
        avoided = [
            nation
            for name, nation in (("host_holidays", profile.host), ("home_holidays", profile.home))
            if values[name]
        ]
        observing = observing_nations() if values["others"] else ()
        avoided += [observing[ref.id - 1] for ref in values["others"]]
        options = SlotOptions(
            length=values["length"],
            step=values["step"],
            hours=values["hours"],
            earliest=values["earliest"],
            latest=values["latest"],
            clock_zone=values["clock_zone"],
            nations=tuple(dict.fromkeys(avoided)),
            before=values["before"],
            after=values["after"],
        )
        begins, ends = (to_utc(datetime.combine(day, time()), profile.host_zone) for day in (first, last + timedelta(days=1)))  # fmt: skip
        return Search(tuple(ref.id for ref in values["people"]), options, max(begins, now), ends)

    def participants(self) -> tuple[Participant, ...]:
        """Return the people of the search as an event has them, those of no contact too."""
        chosen = [
            self._known.get(ref.id) or Participant(name=ref.label, contact_id=ref.id) for ref in self.people.value()
        ]
        return (*chosen, *self.strangers)

    def _nations(self, typed: str) -> list[RecordRef]:
        """Return the nations whose holidays are known and whose name or code begins so; runs on the database lane."""
        nations, words = load_nations(), fold(typed)
        found = []
        for number, code in enumerate(observing_nations(), 1):
            nation = nations.find(code)
            if nation is not None and any(
                fold(name).startswith(words) for name in (code, nation.english, nation.japanese)
            ):
                found.append(RecordRef(NATION, number, nation.name(self.ui.language.code)))
        return found


def _clock(at: time) -> str:
    return f"{at:%H%M}"
