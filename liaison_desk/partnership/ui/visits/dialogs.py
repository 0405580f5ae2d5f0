"""The small dialogs of visits: a step of the request, an event for the itinerary, the checklist, the rules of sites."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.doubts import doubt_words, wall_of
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import BilingualField, DateField, Form, MomentField, TextField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.partnership.records import Site, Step, Visit, VisitState
from liaison_desk.partnership.rules.protocols import free_key
from liaison_desk.partnership.service.visits import Sites, Visits
from liaison_desk.partnership.ui.visits.lists import new_site, rule_columns, step_columns
from liaison_desk.partnership.ui.visits.words import Words
from liaison_desk.screens.editing.field import RowsField
from liaison_desk.screens.pairs import bilingual_of

_MORNING: Final = time(9)
_AN_HOUR: Final = timedelta(hours=1)
Saved = Callable[[object], None]


def state_dialog(
    ui: Ui, words: Words, visits: Visits, visit: Visit, state: VisitState, saved: Callable[[Visit], None]
) -> FormDialog:  # fmt: skip
    """Return what asks for the day of a step of a visit's request, and for its number."""
    tr = ui.language.tr
    form = Form(ui)
    label = tr("&Submitted on") if state is VisitState.SUBMITTED else tr("&Answered on")
    day = form.add("on", label, DateField(ui, words.read_day()))
    number = form.add("number", tr("Request &number"), TextField(ui))
    form.fill({"on": words.today(), "number": visit.number})
    return FormDialog(
        ui, words.state(state), form, action=tr("Save"), collect=lambda: (day.value(), number.value()),
        commit=lambda said: visits.step(visit, state, *said), saved=saved, width=480,
    )  # fmt: skip


class EventForm(Form):
    """What happens, from when until when, where: wall times of the place of the visit."""

    def __init__(self, ui: Ui, words: Words, zone: str, first: datetime) -> None:
        super().__init__(ui)
        self._words = words
        self._zone = zone
        self._told = ui
        tr = ui.language.tr
        self.title = self.add("title", tr("&What happens"), BilingualField(ui, *words.side_names()))
        self.start = self.add("start", tr("&Begins"), self._moment())
        self.end = self.add("end", tr("&Ends"), self._moment())
        self.place = self.add("place", tr("W&here"), BilingualField(ui, *words.side_names()))
        self.start.set_value(to_utc(first, zone))
        self._proposed = to_utc(first + _AN_HOUR, zone)
        self.end.set_value(self._proposed)
        self.start.changed.connect(self._propose_end)
        self.settle()

    def collect(self) -> tuple[Bilingual, datetime, datetime, str, Bilingual]:
        """Return title, begin, end, zone and place; raises InvalidError where one is missing."""
        title, start, end = bilingual_of(self.title.value()), self.start.value(), self.end.value()
        problems = [] if title else [Problem("title", "Say what happens.")]
        if start is None:
            problems.append(Problem("start", "Say when it begins."))
        if end is None or (start is not None and end < start):
            problems.append(Problem("end", "It ends before it begins. Look at the times again."))
        if problems or start is None or end is None:
            raise InvalidError(problems)
        walls = (wall_of("start", start, self._zone), wall_of("end", end, self._zone))
        return title, *walls, self._zone, bilingual_of(self.place.value())

    def _propose_end(self) -> None:
        """Let it end an hour after it begins, as long as nobody has said otherwise."""
        start = self.start.understood()
        if start is not None and self.end.understood() == self._proposed:
            self._proposed = start + _AN_HOUR
            self.end.set_value(self._proposed)

    def _moment(self) -> MomentField:
        words, zone = self._words, self._zone

        def parsed(typed: str) -> TypedTime:
            profile = words.profile()
            return parse_time(typed, (zone, profile.host_zone, profile.home_zone), words.clock.now())

        def read(typed: str) -> datetime:
            found = parsed(typed)
            return to_utc(datetime.combine(found.wall.date(), _MORNING), zone) if found.all_day else found.at

        return MomentField(
            self._told, read, lambda at: f"{to_local(at, zone):%Y-%m-%d %H%M}",
            lambda at: three_zones(at, zone, words.profile().home_zone).line, "2027-03-02 1000",
            lambda typed: doubt_words(typed, parsed(typed), words.language),
        )  # fmt: skip


def event_dialog(ui: Ui, words: Words, visits: Visits, visit: Visit, saved: Saved) -> FormDialog:
    """Return what puts an event into the itinerary of a visit."""
    tr = ui.language.tr
    day = visit.first or words.today()
    form = EventForm(ui, words, visits.zone_of(visit), datetime.combine(day, _MORNING))
    return FormDialog(
        ui, tr("Add to the itinerary"), form, action=tr("Add"), collect=form.collect,
        commit=lambda said: visits.add_event(visit, *said), saved=saved, width=620,
    )  # fmt: skip


def steps_dialog(ui: Ui, words: Words, visits: Visits, visit: Visit, saved: Saved) -> FormDialog:
    """Return what changes the steps of a visit's protocol by hand."""
    tr = ui.language.tr
    form = Form(ui, label_width=0)
    made: list[Step] = []

    def make() -> Step:
        made.append(Step(free_key(replace(visit, steps=(*visit.steps, *made))), Bilingual()))
        return made[-1]

    note = tr("Days are counted from the visit, so that the steps move with it. A minus stands for days before.")
    form.add_wide(Text(ui, note, tone="t2", wrap=True))
    rows = form.add("steps", "", RowsField(ui, step_columns(words), make, tr("Add a step"), tr("Steps of protocol")))
    form.fill({"steps": visit.steps})
    return FormDialog(
        ui, tr("Steps of protocol"), form, action=tr("Save"), collect=rows.value,
        commit=lambda steps: visits.change_steps(visit, steps), saved=saved, width=860,
    )  # fmt: skip


def rules_dialog(ui: Ui, words: Words, sites: Sites, known: Sequence[Site], saved: Saved) -> FormDialog:
    """Return the editor of the rules of sites."""
    tr = ui.language.tr
    form = Form(ui, label_width=0)
    make = new_site(sites.new())
    note = tr(
        "How many days before the first day of a visit its request has to be in. Working days are those of the nation the site stands in. These are your own figures: nothing here is authority."
    )
    form.add_wide(Text(ui, note, tone="t2", wrap=True))
    rows = form.add("sites", "", RowsField(ui, rule_columns(words), make, tr("Add a site"), tr("Rules of sites")))
    form.fill({"sites": known})
    return FormDialog(
        ui, tr("Rules of sites"), form, action=tr("Save"), collect=rows.value,
        commit=lambda after: sites.keep(known, after), saved=saved, width=1000,
    )  # fmt: skip
