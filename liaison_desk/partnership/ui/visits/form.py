"""The form of a visit: what it is, when, where, who goes, and the request; a visit that moves takes its itinerary along."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from liaison_desk.domain.zones import known_zones
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import CheckRow, Choice, Pair, ParsedField, PickRecord, TextField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.partnership.records import Delegate, Escort, Site, Visit, VisitSite, VisitType
from liaison_desk.partnership.records.visit_lines import MovedEvent, VisitMove
from liaison_desk.partnership.rules.visits import LONGEST_LEAD, visit_doubts
from liaison_desk.partnership.service.visits import Visits
from liaison_desk.partnership.ui.visits.lists import (
    DelegateOn,
    PeopleOnTheDay,
    delegation_columns,
    escort_columns,
    site_columns,
)
from liaison_desk.partnership.ui.visits.words import Words
from liaison_desk.screens.editing.field import RowsField
from liaison_desk.screens.form import RecordForm, Suggest


class VisitForm(RecordForm[Visit]):
    """Field names are the record's attribute names. What was typed of the days decides whether events are offered to move along."""

    words: Words

    def __init__(
        self, ui: Ui, words: Words, suggest: Suggest, visits: Visits, visit: Visit, *,
        sites: Callable[[], Sequence[Site]], delegate_on: DelegateOn, visit_of_exercise: Callable[[int], Visit],
        links: Sequence[RecordRef] = (),
    ) -> None:  # fmt: skip
        super().__init__(ui, words, suggest, visit, label_width=132)
        self._visits = visits
        self._move: VisitMove | None = None
        self._moving: tuple[MovedEvent, ...] = ()
        self._last_shown: date | None = None  # the last day that followed the first
        self._links = tuple(links)
        self._visit_of_exercise = visit_of_exercise
        self._people = PeopleOnTheDay(suggest, delegate_on, visit.first or words.today())
        tr = ui.language.tr
        self.exercise: PickRecord | None = None
        if not visit.id and not links:
            find = partial(suggest, "exercise")
            self.exercise = self.add(
                "exercise", tr("F&rom an exercise"), PickRecord(ui, find, tr("Its name, place and days"))
            )
            self.exercise.changed.connect(self._begin_from)
        self.add_text("title", tr("&Title"))
        self.type = self.add_field("type", tr("T&ype"), Choice(ui, words.types))
        self.bound = self.add_field("bound", tr("Directio&n"), Choice(ui, words.bounds()))
        self.first = self.add_day("first", tr("&First day"))
        self.last = self.add_day("last", tr("&Last day"))
        self.moves = self.add("moves", "", CheckRow(ui, tr("Move its events as well")))
        self.moved_line = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.moves.body.addWidget(self.moved_line)
        self.doubt_line = Text(ui, "", Size.SECONDARY, tone="amb", wrap=True)
        self.last.body.addWidget(self.doubt_line)
        self.zone = self.add_field("zone", tr("Time &zone"), Choice(ui, self._zones()))
        self.add_text("purpose", tr("&Purpose of the visit"), rows=2)
        self.add_section(tr("Where, and who goes"))
        sites_field = RowsField(
            ui, site_columns(words, sites, suggest), VisitSite, tr("Add a site: one with rules, or a name"), tr("Sites")
        )
        self.add_field("sites", tr("&Sites"), sites_field)
        people = RowsField(
            ui, delegation_columns(words, self._people), partial(Delegate, ""), tr("Add somebody: a contact, or a name"),
            tr("Delegation"),
        )  # fmt: skip
        self.add_field("delegation", tr("&Delegation"), people)
        escorts = RowsField(
            ui, escort_columns(words, suggest), partial(Escort, ""), tr("Add an escort: a contact, or a name"), tr("Escorts")
        )  # fmt: skip
        self.add_field("escorts", tr("&Escorts"), escorts)
        self.add_text("uniform", tr("&Uniform"))
        self.add_section(tr("Visit request"))
        self.add_field("number", tr("Re&quest number"), TextField(ui))
        lead = ParsedField(ui, _days, str, placeholder=tr("As the sites ask for"))
        self.add_field("lead", tr("Lead t&ime, in days"), lead, tr("Only where this visit has a rule of its own"))
        self.add_day("submitted", tr("Day of su&bmission"))
        self.add_day("answered", tr("Day of the &answer"))
        self.add_day("valid_until", tr("&Good until"), tr("Until when a recurring authorization is good"))
        self.add_text("note", tr("N&ote"), rows=2)
        self.add_marking()
        for field in (self.first, self.last, self.type):
            field.changed.connect(self._on_days)
        self.show_record(visit)

    @property
    def links(self) -> tuple[RecordRef, ...]:
        """What a new visit is linked with: what it came of, as it was collected last."""
        return self._links

    @property
    def moving(self) -> tuple[MovedEvent, ...]:
        """The events that move with the visit, as it was collected last."""
        return self._moving

    def show_record(self, record: Visit) -> None:
        """Show a visit; the form is clean afterwards."""
        self._move = self._last_shown = None
        super().show_record(record)
        self.moves.set_value(True)

    def settled(self, values: dict[str, Any]) -> dict[str, Any]:
        """Note which events move along: those that were shown for this very day."""
        if self.exercise is not None:
            self._links = tuple(filter(None, (self.exercise.value(),)))
        shown = self._move
        fits = shown is not None and shown.first == values["first"]
        self._moving = shown.events if shown is not None and fits and self.moves.value() else ()
        return values

    def lay_out(self) -> None:
        """Ask for what the type asks for, say what is doubtful, and show what would move."""
        recurring = self.type.value() is VisitType.RECURRING
        self.set_shown("valid_until", recurring or self.base.valid_until is not None)
        self.set_shown("moves", self._move is not None and bool(self._move.events))
        found = visit_doubts(self._days_typed())
        tr = self.words.language.tr
        self.doubt_line.set_text(tr(found[0].text, **dict(found[0].values)) if found else "")
        self.doubt_line.setVisible(bool(found))

    def said(self, record: Visit, name: str) -> str:
        """Return what a visit says in a field, in words."""
        words = self.words
        if name == "type":
            return words.type(record.type)
        if name == "bound":
            return dict(words.bounds())[record.bound]
        if name == "delegation":
            return ", ".join(map(words.name, record.delegation)) or "–"
        if name in {"sites", "escorts"}:
            return ", ".join(one.name for one in getattr(record, name)) or "–"
        return super().said(record, name)

    def _begin_from(self) -> None:
        """Fill in what an exercise says; what was typed already stays."""
        field = self.exercise
        picked = field.understood() if field is not None else None
        if field is not None and picked is not None:
            self._ui.jobs.database.run(
                lambda: self._visit_of_exercise(picked.id), self._fill_in, lambda error: field.set_problem(self._ui.words(error)),
                owner=self,
            )  # fmt: skip

    def _fill_in(self, begun: Visit) -> None:
        for name in ("title", "first", "last", "zone", "sites"):
            field = self.field(name)
            known = field.understood()
            empty = not known if not isinstance(known, Pair) else not (known.host or known.home)
            if empty:
                field.set_value(self.shown(begun, name))
        self._on_days()

    def _on_days(self) -> None:
        """Let the last day keep its distance, and ask what would move along."""
        first, base = self.first.understood(), self.base
        if first is not None:
            self._people.day = first
        if base.first is not None and first is not None and self.last.understood() == (self._last_shown or base.last):
            last = (base.last or base.first) + (first - base.first)
            if base.last is not None:
                self.last.set_value(last)
                self._last_shown = last
        self._move = None
        self.lay_out()
        if base.id and base.first is not None and first is not None and first != base.first:
            self._ui.jobs.database.run(
                lambda: self._visits.preview(base, first), self._show_move,
                lambda error: self.first.set_problem(self._ui.words(error)), ticket_key=f"move {id(self)}", owner=self,
            )  # fmt: skip

    def _show_move(self, move: VisitMove) -> None:
        if move.first == self.first.understood() and move.events:
            self._move = move
            self.moved_line.set_text(self.words.moving(move.events, move.days))
            self.lay_out()

    def _days_typed(self) -> Visit:
        first, last = self.first.understood(), self.last.understood()
        if first is not None and last is not None and (last < first or last - first > timedelta(days=36_500)):
            last = first
        return replace(self.base, type=self.type.value(), first=first, last=last)

    def _zones(self) -> list[tuple[str, str]]:
        tr, profile = self.words.language.tr, self.words.profile()
        first = dict.fromkeys((profile.host_zone, profile.home_zone, "UTC"))
        rest = [name for name in known_zones() if name not in first]
        return [("", tr("That of the side it goes to")), *((name, name.replace("_", " ")) for name in (*first, *rest))]


def _days(typed: str) -> int:
    """Return a number of days that was typed."""
    if not typed.isdecimal() or int(typed) > LONGEST_LEAD:
        raise DeskError("Type a number of days from {low} to {high}.", low=0, high=LONGEST_LEAD)
    return int(typed)
