"""The form of an event: everything a person would edit, in parts; both languages, times typed as they are spoken."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, cast

from liaison_desk.calendar.records import Calendar, Event, Participant, Status
from liaison_desk.calendar.ui.fields.inputs_field import InputsField
from liaison_desk.calendar.ui.fields.parties_field import PartiesField
from liaison_desk.calendar.ui.fields.people_field import PeopleField, Suggest
from liaison_desk.calendar.ui.fields.reminders_field import RemindersField
from liaison_desk.calendar.ui.fields.repeat_field import RepeatField
from liaison_desk.calendar.ui.fields.small_fields import CategoriesField, TravelField
from liaison_desk.calendar.ui.form.calendar_form import bilingual_field
from liaison_desk.calendar.ui.form.card_fields import CARD_FIELDS, add_card, card_of, card_values
from liaison_desk.calendar.ui.form.form_times import FormTimes
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.calendar.ui.slots.dialog import FoundTime
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.belongings import BelongingsPart
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import CheckRow, Choice, TextField
from liaison_desk.foundation.qt.fields.tabs import TabbedForm
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

FindTime = Callable[[datetime | None, timedelta, Sequence[Participant]], FoundTime | None]
"""Looks for a time from an instant on, of a length, for people; None when the user steps back."""
EVENT, PEOPLE, REPEAT, CARD, NOTES = "event", "people", "repeat", "card", "notes"
_OF_SERIES: Final = (
    "calendar_id", "link", "access", "busy", "recurrence", "marking", "categories", "organizations", "travel", *CARD_FIELDS,
)  # fmt: skip


class EventForm(TabbedForm):
    """Fields of one event. ``show_event`` shows one; ``collected`` returns it as the fields say."""

    def __init__(self, ui: Ui, wording: Wording, calendars: Sequence[Calendar], suggest: Suggest) -> None:
        tr = ui.language.tr
        parts = (
            (EVENT, tr("Event")),
            (PEOPLE, tr("People")),
            (REPEAT, tr("Repeat")),
            (CARD, tr("Card")),
            (NOTES, tr("Notes and files")),
        )
        super().__init__(ui, parts)
        self.ui = ui
        self.wording = wording
        self.original: Event | None = None
        self._event: Event | None = None
        self._calendars = {one.id: one for one in calendars}
        self._given_marking: Marking | None = None
        self._suggest = suggest
        self._belongings: BelongingsPart | None = None
        self._complete: Callable[[], None] | None = None
        self._add_event()
        self.add_later(PEOPLE, ("participants", "organizations"), self._add_people)
        self.add_later(REPEAT, ("recurrence",), self._add_repeat)
        self.add_later(CARD, CARD_FIELDS, lambda: add_card(self, ui, wording, suggest))
        self.add_later(NOTES, ("description", "categories"), self._add_notes)
        self.field("status").changed.connect(self._show_reason)
        self.calendar.changed.connect(self._on_calendar)

    def _add_event(self) -> None:
        ui, wording, tr = self.ui, self.wording, self.ui.language.tr
        self.title = self.add("title", tr("&Title"), bilingual_field(ui, wording))
        self.calendar = self.add(
            "calendar_id",
            tr("&Calendar"),
            Choice(ui, [(one.id, wording.calendar(one)) for one in self._calendars.values()]),
        )
        self.times = FormTimes(self, ui, wording, self._follow)
        self.all_day, self.start, self.end, self.zone = (
            self.times.all_day, self.times.start, self.times.end, self.times.zone,
        )  # fmt: skip
        self.last_day = self.times.last_day
        self.add("place", tr("&Where"), bilingual_field(ui, wording))
        self.add("link", tr("&Link"), TextField(ui, tr("VTC address; never opened by itself")))
        self.add("travel", tr("Tra&vel"), TravelField(ui))
        self.statuses = (
            (Status.CONFIRMED, tr("Confirmed")), (Status.TENTATIVE, tr("Tentative")), (Status.CANCELLED, tr("Cancelled")),
        )  # fmt: skip
        self.add("status", tr("Stat&us"), Choice(ui, self.statuses))
        self.add("reason", tr("Wh&y cancelled"), bilingual_field(ui, wording))
        self.add("access", tr("&Access"), Choice(ui, [
            ("open", tr("Open to liaison officers")), ("invitation", tr("By invitation")), ("closed", tr("Closed to liaison officers"))]))  # fmt: skip
        self.add("busy", tr("Busy"), CheckRow(ui, tr("Shows me as busy")))
        self.add("marking", tr("Mar&king"), marking_field(ui, wording.profile()))
        self.reminders = self.add("alarms", tr("Re&minders"), RemindersField(ui))
        self.all_day.changed.connect(lambda: self.reminders.turn(self.times.clock(), all_day=self.all_day.value()))

    def _add_people(self) -> None:
        tr = self.ui.language.tr
        self.add("participants", tr("Pe&ople"), PeopleField(self.ui, self._suggest))
        self.add("organizations", tr("Or&ganizations"), PartiesField(self.ui, self._suggest))

    def _add_repeat(self) -> None:
        self.add("recurrence", self.ui.language.tr("&Repeat"), RepeatField(self.ui, self.wording, self.times.anchor))

    def _add_notes(self) -> None:
        tr = self.ui.language.tr
        self.add("description", tr("&Notes"), bilingual_field(self.ui, self.wording, rows=3))
        self.add("categories", tr("Cate&gories"), CategoriesField(self.ui))
        if self._complete is not None:
            self._complete()

    # Fields of parts that are made when they are asked for

    @property
    def people(self) -> PeopleField:
        """Who takes part."""
        return cast("PeopleField", self.field("participants"))

    @property
    def parties(self) -> PartiesField:
        """The organizations that take part."""
        return cast("PartiesField", self.field("organizations"))

    @property
    def repeat(self) -> RepeatField:
        """How it is repeated."""
        return cast("RepeatField", self.field("recurrence"))

    @property
    def inputs(self) -> InputsField:
        """What is to be handed in."""
        return cast("InputsField", self.field("card_inputs"))

    @property
    def categories(self) -> CategoriesField:
        """The words it is found by."""
        return cast("CategoriesField", self.field("categories"))

    @property
    def belongings(self) -> BelongingsPart | None:
        """Its files and links."""
        self.make(NOTES)
        return self._belongings

    def complete_notes(self, complete: Callable[[], None]) -> None:
        """Let ``complete`` add to the notes, once they are there, what else belongs to an event."""
        self._complete = complete

    def add_belongings(self, belongings: BelongingsPart) -> None:
        """Put the event's files and links below its notes."""
        self._belongings = belongings
        self.begin(NOTES)
        self.add_wide(belongings)

    def offer_times(self, find: FindTime) -> None:
        """Put below the end how a time is found that suits all."""
        self._find = find
        self.find_button = LinkButton(self.ui, self.ui.language.tr("Find a time…"), self._find_time)
        self.times.end.body.addWidget(self.find_button)

    def _find_time(self) -> None:
        try:
            start = self.times.start.value()
        except DeskError:
            start = None
        found = self._find(start, self.times.length() or timedelta(minutes=30), self.people.value())
        if found is not None:
            self.times.take(found.starts, found.ends)
            self.people.set_value(found.people)

    def show_event(self, event: Event, scope: Scope = Scope.ALL) -> None:
        """Show an event; for one occurrence of a series only what an occurrence can have of its own."""
        self._event = event
        times = self.times.show(event)
        self.fill({
            **times, **card_values(event.rhythm), "title": pair_of(event.title), "place": pair_of(event.place), "link": event.link,
            "participants": event.participants, "organizations": event.organizations, "alarms": event.alarms, "status": event.status,
            "reason": pair_of(event.reason), "busy": event.busy, "description": pair_of(event.description), "categories": event.categories,
            "marking": event.marking, "travel": (event.travel_before, event.travel_after), "recurrence": event.recurrence,
        })  # fmt: skip
        self.reminders.set_all_day(event.all_day)
        self._choose("access", event.access, "open")
        self._choose("calendar_id", event.calendar_id, None)
        self._given_marking = event.marking
        self.times.show_rows()
        self._show_reason()
        one = scope is Scope.ONE
        for name in _OF_SERIES if one else ():
            self.set_shown(name, shown=False)
        for part in (REPEAT, CARD):
            self.set_part_shown(part, not one)
        if event.recurrence is not None:
            self.make(REPEAT)  # it goes along with the start
        self.settle()

    def rebase(self, newer: Event) -> None:
        """Let what the form says be saved over a newer version."""
        assert self._event is not None
        self.original = newer
        self._event = replace(newer, start=self._event.start, end=self._event.end)

    def differences(self, before: Event, newer: Event) -> list[str]:
        """Return how a newer version differs from the one the form began with, line by line."""
        old, new = self._said(before), self._said(newer)
        lines = [f"{name}: {words}" for name, words in new.items() if words != old[name]]
        return lines or [self.ui.language.tr("It differs in details that are not shown here.")]

    def _said(self, event: Event) -> dict[str, str]:
        tr, text = self.ui.language.tr, self.wording.text
        return {
            tr("Title"): text(event.title),
            tr("Time"): self._when(event),
            tr("Where"): text(event.place),
            tr("People"): tr(", ").join(someone.name or someone.email for someone in event.participants),
            tr("Organizations"): tr(", ").join(one.name for one in event.organizations),
            tr("Repetition"): " ".join(event.recurrence.rules) if event.recurrence else tr("Not repeated"),
            tr("Event status"): dict(self.statuses)[event.status],
            tr("Notes"): text(event.description),
        }

    def _when(self, event: Event) -> str:
        if event.all_day:
            return self.wording.day(event.start.date(), year=True)
        zone = event.zone or self.times.local
        return self.wording.times(to_utc(event.start, zone), to_utc(event.end, event.end_zone or zone))

    def collected(self) -> Event:
        """Return the event as the fields say; raises DeskError or InvalidError where one means nothing."""
        assert self._event is not None
        values: dict[str, Any] = self.values()
        before, after = values["travel"]
        cancelled = values["status"] is Status.CANCELLED
        return replace(
            self._event,
            **self.times.collect(values),
            calendar_id=values["calendar_id"] or 0,
            title=bilingual_of(values["title"]),
            description=bilingual_of(values["description"]),
            place=bilingual_of(values["place"]),
            status=values["status"],
            reason=bilingual_of(values["reason"]) if cancelled else replace(self._event.reason, host="", home=""),
            access=values["access"],
            busy=values["busy"],
            travel_before=before,
            travel_after=after,
            link=values["link"],
            participants=values["participants"],
            organizations=values["organizations"],
            alarms=values["alarms"],
            categories=values["categories"],
            marking=values["marking"],
            recurrence=values["recurrence"],
            rhythm=card_of(values, self._event.rhythm),
        )

    def _choose(self, name: str, value: Any, otherwise: Any) -> None:
        field = self.field(name)
        try:
            field.set_value(value)
        except ValueError:  # a value from another program, or a calendar in the trash
            if otherwise is not None:
                field.set_value(otherwise)

    def _follow(self) -> None:
        if self.is_made(REPEAT):
            self.repeat.follow()

    def _show_reason(self) -> None:
        self.set_shown("reason", self.field("status").value() is Status.CANCELLED)

    def _on_calendar(self) -> None:
        """A new event is marked as its calendar says, as long as nobody marked it himself."""
        field, calendar = self.field("marking"), self._calendars.get(self.calendar.value())
        if self._event is None or self._event.id or calendar is None:
            return
        # The field itself stands for what is typed and is no marking yet: nobody's to replace.
        if field.understood(field) != self._given_marking:
            return
        self._given_marking = calendar.event_marking or self.wording.profile().default_marking
        field.set_value(self._given_marking)
