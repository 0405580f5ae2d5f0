"""The pane of opportunities: on a board by their states, or as a list, with the one the keyboard is on beside them."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStyledItemDelegate

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.question import TextQuestion
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    OPPORTUNITY,
    Arrangement,
    Opportunity,
    OpportunityFilter,
    OpportunityLine,
    OpportunitySort,
    OpportunityState,
)
from liaison_desk.partnership.ui.opportunities.columns import OpportunityCards, OpportunityCells, opportunity_columns
from liaison_desk.partnership.ui.opportunities.detail import Look, OpportunityView
from liaison_desk.partnership.ui.opportunities.form import opportunity_dialog
from liaison_desk.partnership.ui.opportunities.words import Words
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.partnership.ui.turnover.note_form import ask_note
from liaison_desk.screens.board_pane import BOARD, Boarded, BoardPane
from liaison_desk.screens.narrowing import Narrow
from liaison_desk.screens.pane import Listed

_COLUMN: Final = 118
_BOARD: Final = 5 * (_COLUMN + 8) + 24  # as wide as all columns are at least


class OpportunitiesPane(BoardPane[OpportunityState, OpportunityLine, OpportunityFilter]):
    """Lists opportunities, and moves them from an idea to an arrangement."""

    view: OpportunityView

    def __init__(self, sources: Sources, ui: Ui) -> None:
        self._sources = sources
        self._book = sources.opportunities
        self.words = Words(ui.language, sources.profile, ui.clock)
        self._subjects: Sequence[str] = ()
        tr, book, words = ui.language.tr, sources.opportunities, self.words
        listed = Listed(
            OPPORTUNITY, "opportunities", tr("Opportunities"), opportunity_columns(words), book.listing, book.lines,
            words.spoken, lambda line: words.best(line.title), Sort(OpportunitySort.STATE), OpportunityFilter(),
            (
                Narrow("states", tr("State"), lambda: [((state,), name) for state, name in words.states], tr("All states")),
                Narrow("subject", tr("Subject area"), lambda: [(one, one) for one in self._subjects], tr("All subjects")),
            ),
            hint=tr("Filter by words"), new=tr("New opportunity"),
            empty=tr("No opportunities yet. Write down what both sides might do together, however early."),
            nothing=tr("No opportunity matches."), all_of_them=tr("Show all opportunities"),
            gone=tr("This opportunity is not there any more."),
            counted=lambda n: ui.language.count("{n} opportunity", "{n} opportunities", n),
            deleted=lambda n: ui.language.count("Opportunity put into the trash", "{n} opportunities put into the trash", n),
        )  # fmt: skip
        boarded: Boarded[OpportunityState, OpportunityLine, OpportunityFilter] = Boarded(
            words.states, book.board, lambda: OpportunityCards(ui, words), self._held, tr("How opportunities are shown"),
            first=BOARD, ordered=True, least=_COLUMN,
        )  # fmt: skip
        super().__init__(
            ui, listed, boarded, OpportunityView(ui, words, sources), sources.outside.undo, sizes=(860, 400)
        )
        self.stack.setMinimumWidth(_BOARD)
        self.view.edit_wanted.connect(self.edit_current)
        self.view.arrangement_wanted.connect(self._begin_current)

    # What the list asks ----------------------------------------------------------------------------------------------

    def make_cells(self) -> QStyledItemDelegate | None:
        """Return what paints the cells."""
        return OpportunityCells(self.ui, self.words)

    def read_whole(self, number: int) -> Look:
        """Return what the view shows of an opportunity."""
        one = self._book.one(number)
        return Look(one, self._arrangement_of(one), tuple(self._book.states(number)))

    def show_whole(self, whole: Look) -> None:
        """Show an opportunity beside the board."""
        self.view.show_look(whole)

    def delete_all(self, ids: Sequence[int]) -> None:
        """Put opportunities into the trash."""
        self._book.delete(ids)

    def new_record(self) -> None:
        """Open the form of a new opportunity, between the two nations of the desk."""
        profile = self._sources.profile()
        self._ask(Opportunity(title=Bilingual(), nations=(profile.host, profile.home), marking=profile.default_marking))

    def edit(self, number: int) -> None:
        """Open the form of an opportunity."""

        def read() -> tuple[Opportunity, RecordRef | None]:
            one = self._book.one(number)
            return one, self._arrangement_of(one)

        self.run(read, lambda found: self._ask(*found))

    def add_acts(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Add where opportunities can be put, and what can be made of one."""
        icon, tr = self.ui.icons.icon, self.ui.language.tr
        states = menu.addMenu(icon("arrow-right"), tr("Put into"))
        for state, name in self.words.states:
            states.addAction(name, partial(self._put, ids, state))
        if len(ids) == 1:
            menu.addAction(icon("stamp"), tr("Begin the arrangement"), partial(self.begin_arrangement, ids[0]))
            menu.addAction(icon("repeat"), f"{tr('Turnover note…')}\tCtrl+Shift+T", partial(self._ask_note, ids[0]))

    # What the page asks ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read again what is shown, and what it can be narrowed by."""
        self.ui.jobs.database.run(self._book.subjects, self._offer, ticket_key=f"subjects {id(self)}", owner=self)
        super().refresh()

    def begin(self, ref: RecordRef) -> None:
        """Open the form of a new opportunity."""
        del ref
        self.new_record()

    def print_pane(self) -> None:
        """Open the packet of opportunities."""
        self._sources.outside.print_papers("opportunities", None)

    # Moving ----------------------------------------------------------------------------------------------------------

    def begin_arrangement(self, number: int) -> None:
        """Begin the arrangement an opportunity becomes, and open it."""
        tr = self.ui.language.tr

        def begun(arrangement: Arrangement) -> None:
            self.tell(tr("An arrangement was begun; the opportunity is agreed."))
            self.ui.open(RecordRef(ARRANGEMENT, arrangement.id))

        self.run(lambda: self._book.become_arrangement(number), begun)

    def move_cards(self, ids: list[int], state: OpportunityState, at: QPoint, place: int | None) -> None:
        """Put opportunities where their cards were moved to."""
        self._put(ids, state, at, place)

    def _put(
        self, ids: Sequence[int], state: OpportunityState, at: QPoint | None = None, place: int | None = None
    ) -> None:
        """Put opportunities into a state; of what is dropped, ask why first."""
        if not ids:
            return
        if state is not OpportunityState.DROPPED or self._in_column(ids, state):
            self._move(ids, state, place, "")
            return
        tr = self.ui.language.tr
        question = TextQuestion(
            self.ui, tr("Why is it dropped?"), tr("Drop"), self, tr("No money this year, no interest on one side …")
        )
        question.answered.connect(lambda reason: self._move(ids, state, place, reason))
        question.show_at(at or (self.board.below_current() if self.mode == BOARD else self.mapToGlobal(QPoint(60, 90))))

    def _in_column(self, ids: Sequence[int], state: OpportunityState) -> bool:
        return self.mode == BOARD and set(ids) <= set(self.board.column(state).model.listing.ids)

    def _move(self, ids: Sequence[int], state: OpportunityState, place: int | None, reason: str) -> None:
        same, book = self._in_column(ids, state), self._book
        name = self.words.state(state)
        said = self.ui.language.count("Put into “{state}”", "{n} put into “{state}”", len(ids), state=name)

        def moved(_: object) -> None:
            self._wanted = ids[0]
            self.refresh()
            if not same:
                self.tell(said)

        self.run(lambda: book.move(ids, state, place, reason=reason), moved)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _arrangement_of(self, one: Opportunity) -> RecordRef | None:
        """Return the arrangement an opportunity became, if it is there; on the database lane."""
        found = self._sources.arrangements.by_ids([one.arrangement_id] if one.arrangement_id else [])
        known = found.get(one.arrangement_id)
        if known is None or known.deleted_at is not None:
            return None
        return RecordRef(ARRANGEMENT, known.id, self.words.best(known.title))

    def _ask(self, one: Opportunity, arrangement: RecordRef | None = None) -> None:
        dialog = opportunity_dialog(
            self.ui,
            self.words,
            self._sources,
            one,
            arrangement=arrangement,
            subjects=self._subjects,
            saved=self._on_saved,
        )
        self.ui.ask.form(dialog)

    def _on_saved(self, one: Opportunity) -> None:
        self.reveal(one.id)

    def _ask_note(self, number: int) -> None:
        ask_note(self.ui, self._sources.turnover_notes, self._sources.profile, RecordRef(OPPORTUNITY, number))

    def _begin_current(self) -> None:
        if (number := self.current_id()) is not None:
            self.begin_arrangement(number)

    def _offer(self, subjects: Sequence[str]) -> None:
        self._subjects = subjects

    def _held(self, count: int, line: OpportunityLine | None) -> str:
        if count > 1 or line is None:
            return self.ui.language.count("{n} opportunity", "{n} opportunities", count)
        return self.words.best(line.title)
