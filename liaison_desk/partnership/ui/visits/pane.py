"""The pane of visits: a list or a board, one of them whole beside it, and all that is done with them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import PlainButton, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import open_below, popup_menu
from liaison_desk.foundation.qt.rows import CellDelegate
from liaison_desk.partnership.records import (
    SITE,
    VISIT,
    VISITOR,
    Delegate,
    Named,
    Site,
    Visit,
    VisitFilter,
    Visitor,
    VisitState,
)
from liaison_desk.partnership.records.visit_lines import VisitLine
from liaison_desk.partnership.rules.protocols import Protocol
from liaison_desk.partnership.rules.visits import ANSWERS, NEXT, next_states
from liaison_desk.partnership.service.visitors import Erased
from liaison_desk.partnership.service.visits import WholeVisit
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.partnership.ui.visits.columns import VisitCells
from liaison_desk.partnership.ui.visits.dialogs import event_dialog, rules_dialog, state_dialog, steps_dialog
from liaison_desk.partnership.ui.visits.erased import said_of, told
from liaison_desk.partnership.ui.visits.form import VisitForm
from liaison_desk.partnership.ui.visits.listing import boarded, listed
from liaison_desk.partnership.ui.visits.personal import may_erase, personal_dialog
from liaison_desk.partnership.ui.visits.view import VisitView
from liaison_desk.partnership.ui.visits.words import Words
from liaison_desk.screens.board_pane import BoardPane
from liaison_desk.screens.form import record_dialog

_EXERCISE: Final = "exercise"
_TASK: Final = "task"


class VisitsPane(BoardPane[VisitState, VisitLine, VisitFilter]):
    """Lists, shows, adds, edits, moves on and deletes visits."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        self._sources = sources
        self._service = sources.visits
        self._places: Sequence[Named] = ()
        self._people: Sequence[Named] = ()
        self.words = words = Words(ui.language, sources.profile, ui.clock)
        outside = sources.outside
        view = VisitView(ui, words, self._service, outside.suggest, outside.undo)
        shown = listed(ui, words, self._service, lambda: self._places, lambda: self._people)
        super().__init__(ui, shown, boarded(ui, words, self._service), view, outside.undo)
        self.shown_view = view
        tr = ui.language.tr
        self.rules_button = PlainButton(ui, tr("Rules of sites…"), act=self.edit_rules)
        self.bar.add_widget(self.rules_button)
        view.edit_wanted.connect(self.edit_current)
        view.state_wanted.connect(self.step)
        view.event_wanted.connect(self.add_event)
        view.personal_wanted.connect(self.show_personal)
        view.ticked.connect(self.tick)
        view.protocols_wanted.connect(self.offer_protocols)
        view.steps_wanted.connect(self.edit_steps)

    def make_cells(self) -> CellDelegate:
        """Return what paints the cells."""
        return VisitCells(self.ui, self.words)

    def read_whole(self, number: int) -> WholeVisit:
        """Return a visit with all that is reckoned of it; on the database lane. Raises NotFoundError."""
        return self._service.whole(number)

    def show_whole(self, whole: WholeVisit) -> None:
        """Show a visit beside the list."""
        self.shown_view.show_look(whole)

    def refresh(self) -> None:
        """Read again what is shown and what it can be narrowed to, and say what was erased meanwhile."""
        if said := told(self.ui):
            self.strip.show_text(said, "amb")
        super().refresh()

        def known(found: tuple[list[Named], list[Named]]) -> None:
            self._places, self._people = found

        self.ui.jobs.database.run(
            self._service.named, known, self.strip.show_error, ticket_key=f"named {id(self)}", owner=self
        )

    def changed(self, changes: ChangeSet) -> None:
        """Read again what changes touch: of events and gifts alone the visit beside."""
        if changes.touches(VISIT, SITE, VISITOR):
            self.refresh()
        else:
            self._on_current(self.current_id())

    def reveal(self, record: RecordRef | int) -> None:
        """Show a visit, whatever the list is narrowed to; of a site its rules."""
        if isinstance(record, RecordRef) and record.kind == SITE:
            self.edit_rules()
            return
        if isinstance(record, RecordRef) and record.kind == VISITOR:
            self.run(partial(self._sources.visitors.one, record.id), lambda one: self.reveal(one.visit_id))
            return
        super().reveal(record)

    def begin(self, ref: RecordRef) -> None:
        """Open the form of a new visit; of an exercise or a task of one, if that is given, with its name, place and days.

        Asked for the visits themselves, show them.
        """
        if ref.kind in {SITE, "visits"}:
            self.edit_rules() if ref.kind == SITE else self.take_focus()
            return
        about = next((one for one in ref.about if one.kind in {_EXERCISE, _TASK}), None)
        if about is None:
            self.new_record()
        else:
            self.begin_from(about)

    def begin_from(self, about: RecordRef) -> None:
        """Open the form of a visit that an exercise asks for, linked with it when it is saved."""
        outside = self._sources.outside

        def read() -> tuple[Visit, list[RecordRef]]:
            exercise = about if about.kind == _EXERCISE else outside.exercise_of_task(about.id)
            links = [about] if exercise is None or exercise == about else [exercise, about]
            begun = outside.visit_of_exercise(exercise.id) if exercise is not None else self._new()
            return begun, links

        self.run(read, lambda found: self._open(*found))

    def print_pane(self) -> None:
        """Open the packet of all visits."""
        self._sources.outside.print_papers("visit-board", None)

    def print_one(self) -> None:
        """Open the packet of the visit in hand: its itinerary, with who goes along beside it."""
        self._sources.outside.print_papers("visit-itinerary", self.in_hand())

    def new_record(self) -> None:
        """Open the form of a new visit."""
        self._open(self._new(), [])

    def edit(self, number: int) -> None:
        """Open the form of a visit."""
        self.run(lambda: self._service.one(number), lambda one: self._open(one, []))

    def delete_all(self, ids: Sequence[int]) -> None:
        """Put visits into the trash; on the database lane."""
        self._service.delete(ids)

    def step(self, state: VisitState, number: int | None = None) -> None:
        """Let the visit in hand come to another state; what that needs is asked for."""
        number = number or self.current_id()
        if number is not None:
            self.run(lambda: self._service.one(number), lambda one: self._step(one, state))

    def tick(self, key: str, done: bool) -> None:
        """Tick a step of the visit on show, or take the tick away."""
        self._with_current(lambda one: self.run(lambda: self._service.tick(one, key, done=done)))

    def add_event(self) -> None:
        """Ask for an event of the itinerary."""
        self._with_current(lambda one: self._ask(event_dialog(self.ui, self.words, self._service, one, self._reread)))

    def edit_steps(self) -> None:
        """Open the steps of the visit's protocol."""
        self._with_current(lambda one: self._ask(steps_dialog(self.ui, self.words, self._service, one, self._reread)))

    def edit_rules(self) -> None:
        """Open the rules of sites."""
        sites = self._sources.sites

        def ask(known: list[Site]) -> None:
            self._ask(rules_dialog(self.ui, self.words, sites, known, lambda _: self.refresh()))

        self.run(sites.in_order, ask)

    def offer_protocols(self, anchor: QWidget) -> None:
        """Offer the checklists there are below a button."""

        def offer(found: tuple[list[Protocol], list[Any]]) -> None:
            known, wrong = found
            menu = popup_menu(self)
            japanese = self.ui.language.code == "ja"
            for one in known:
                menu.addAction(literal((japanese and one.title_ja) or one.title), partial(self.apply, one.name))
            if wrong:
                self.strip.show_error(wrong[0])
            open_below(menu, anchor)

        self.run(self._service.protocols, offer)

    def apply(self, name: str) -> None:
        """Put a checklist to the visit on show."""
        said = self.ui.language.tr("Checklist added. What the visit had already stays as it is.")
        self._with_current(lambda one: self.run(lambda: self._service.apply(one, name), lambda _: self.tell(said)))

    def show_personal(self, delegate: Delegate) -> None:
        """Open the personal data of somebody who goes along."""
        visitors = self._sources.visitors

        def ask(one: Visit) -> None:
            self.run(partial(visitors.of_delegate, one, delegate), open_data)

        def open_data(visitor: Visitor) -> None:
            said = self.ui.language.tr("Personal data saved.")
            self._ask(personal_dialog(
                self.ui, self.words, visitors, visitor, saved=lambda _: self.ui.notify(said, None), erase=self._erase
            ))  # fmt: skip

        self._with_current(ask)

    def add_acts(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Add what moves one visit on, and what it is made of."""
        line = self.line_of(ids[0]) if len(ids) == 1 else None
        if line is None:
            return
        icon, tr = self.ui.icons.icon, self.ui.language.tr
        menu.addSeparator()
        for state in next_states(line.state, line.first, self.words.today()):
            menu.addAction(self.words.acts[state], partial(self.step, state, line.id))
        menu.addSeparator()
        menu.addAction(icon("calendar-plus"), f"{tr('Add to the itinerary…')}\tI", self.add_event)
        menu.addAction(icon("list-checks"), f"{tr('Edit the steps…')}\tP", self.edit_steps)
        menu.addAction(icon("printer"), tr("Print"), self.print_one)

    def press(self, event: QKeyEvent) -> bool:
        """I adds to the itinerary, P opens the steps, S moves the request on."""
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_I: self.add_event, Qt.Key.Key_P: self.edit_steps, Qt.Key.Key_S: self._step_on,
        }  # fmt: skip
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            return super().press(event)
        act()
        return True

    def move_cards(self, ids: list[int], state: VisitState, at: QPoint, place: int | None) -> None:
        """Move a dragged visit on; each has its own day and number, so that one is moved at a time."""
        del at, place
        if len(ids) > 1:
            said = self.ui.language.tr("Each request has its own day and number. Move one visit at a time.")
            self.strip.show_text(said, "amb")
        elif ids:
            self.step(state, ids[0])

    def _new(self) -> Visit:
        return Visit(title=Bilingual(), marking=self._sources.profile().default_marking)

    def _open(self, visit: Visit, links: Sequence[RecordRef]) -> None:
        tr, service, sources = self.ui.language.tr, self._service, self._sources
        form = VisitForm(
            self.ui, self.words, sources.outside.suggest, service, visit, sites=sources.sites.in_order,
            delegate_on=sources.outside.delegate_on, visit_of_exercise=sources.outside.visit_of_exercise, links=links,
        )  # fmt: skip

        def commit(one: Visit) -> Visit:
            return service.save_moving(one, form.moving) if one.id else service.save_linked(one, form.links)

        self._ask(record_dialog(
            self.ui, form, visit, (tr("New visit"), tr("Edit visit")), tr("Add visit"), commit=commit, read=service.one,
            saved=lambda one: self.reveal(one.id), width=980,
        ))  # fmt: skip

    def _ask(self, dialog: Any) -> None:
        self.ui.ask.form(dialog)

    def _erase(self, visitor: Visitor) -> None:
        if may_erase(self.ui, visitor):
            self.run(lambda: self._sources.visitors.erase([visitor.id]), self._tell_erased)

    def _tell_erased(self, done: Erased) -> None:
        said, more = said_of(self.ui.language, done, due=False)
        self.ui.notify(said, None)
        if more:
            self.strip.show_text(" ".join(more), "amb")

    def _step_on(self) -> None:
        """Move the request of the visit in hand on by what comes first."""
        number = self.current_id()
        line = self.line_of(number) if number is not None else None
        if line is not None:
            self.step(next_states(line.state, line.first, self.words.today())[0])

    def _step(self, visit: Visit, state: VisitState) -> None:
        if state in {VisitState.SUBMITTED, *ANSWERS} and state in NEXT[visit.state]:
            self._ask(state_dialog(self.ui, self.words, self._service, visit, state, self._reread))
            return
        said = self.words.state(state)
        self.run(lambda: self._service.step(visit, state), lambda _: self.tell(said))

    def _reread(self, _result: object) -> None:
        self.refresh()

    def _with_current(self, act: Any) -> None:
        """Read the visit the keyboard is on, and go on with it."""
        if (number := self.current_id()) is not None:
            self.run(lambda: self._service.one(number), act)
