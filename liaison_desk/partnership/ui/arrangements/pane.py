"""The pane of arrangements: the register, one of them whole beside it, and all that is done with them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.rows import CellDelegate
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    Amendment,
    Arrangement,
    ArrangementFilter,
    ArrangementLine,
    ArrangementSort,
    ArrangementState,
)
from liaison_desk.partnership.rules.standing import ENDED
from liaison_desk.partnership.ui.arrangements.columns import ArrangementCells, arrangement_columns
from liaison_desk.partnership.ui.arrangements.dialogs import LifeDialogs, next_line
from liaison_desk.partnership.ui.arrangements.form import ArrangementForm
from liaison_desk.partnership.ui.arrangements.view import ArrangementView, Look
from liaison_desk.partnership.ui.arrangements.words import ArrangementWords
from liaison_desk.partnership.ui.sources import Sources
from liaison_desk.screens.form import record_dialog
from liaison_desk.screens.narrowing import Narrow
from liaison_desk.screens.pane import Listed, ListPane

_PAPERS = "arrangement-register"


class ArrangementsPane(ListPane[ArrangementLine, ArrangementFilter]):
    """Lists, shows, adds, edits, signs, amends, renews, ends and deletes arrangements."""

    def __init__(self, sources: Sources, ui: Ui) -> None:
        self._sources = sources
        self._service = sources.arrangements
        self._subjects: list[str] = []
        self._nations: list[str] = []
        self.words = words = ArrangementWords(ui.language, sources.profile, ui.clock)
        outside = sources.outside
        view = ArrangementView(ui, words, self._service, outside.suggest, outside.undo)
        super().__init__(ui, self._listed(ui, words), view, outside.undo)
        self.shown_view = view
        self.dialogs = LifeDialogs(ui, words, self._service, outside.suggest, outside.held, self._on_saved)
        view.edit_wanted.connect(self.edit_current)
        view.sign_wanted.connect(lambda _: self.sign())
        view.amendment_sign_wanted.connect(self.sign_amendment)
        view.amend_wanted.connect(self.amend)
        view.amendment_wanted.connect(self.edit_amendment)
        view.amendment_unsign_wanted.connect(self.unsign_amendment)
        view.amendment_unwanted.connect(self.remove_amendment)
        view.renew_wanted.connect(self.renew)
        view.terminate_wanted.connect(self.terminate)
        view.reinstate_wanted.connect(self.reinstate)

    def make_cells(self) -> CellDelegate:
        """Return what paints the cells."""
        return ArrangementCells(self.ui, self.words)

    def read_whole(self, number: int) -> Look:
        """Return an arrangement with what stands around it; on the database lane. Raises NotFoundError."""
        one = self._service.one(number)
        return Look(one, *self._service.stands(one), self._service.around(one))

    def show_whole(self, whole: Look) -> None:
        """Show an arrangement beside the register."""
        self.shown_view.show_look(whole)

    def refresh(self) -> None:
        """Read again what is shown, and what it can be narrowed by."""
        super().refresh()

        def read() -> tuple[list[str], list[str]]:
            return self._service.subjects(), self._service.nations()

        def known(found: tuple[list[str], list[str]]) -> None:
            self._subjects, self._nations = found

        self.ui.jobs.database.run(read, known, self.strip.show_error, ticket_key=f"used {id(self)}", owner=self)

    def changed(self, changes: ChangeSet) -> None:
        """Read again what changes touch: of tasks alone the lines in sight."""
        if changes.touches(ARRANGEMENT):
            self.refresh()
        else:
            self.refresh_lines()
            self._on_current(self.current_id())

    def begin(self, ref: RecordRef) -> None:
        """Open the form of a new arrangement; under another one if that is given."""
        parent = ref if ref.kind == ARRANGEMENT and ref.id else None
        self._new(parent)

    def print_pane(self) -> None:
        """Open the packet of the register."""
        self._sources.outside.print_papers(_PAPERS, None)

    def new_record(self) -> None:
        """Open the form of a new arrangement."""
        self._new(None)

    def edit(self, number: int) -> None:
        """Open the form of an arrangement."""
        service = self._service

        def read() -> tuple[Arrangement, RecordRef | None]:
            one = service.one(number)
            parent = service.by_ids([one.parent_id]).get(one.parent_id)
            ref = RecordRef(ARRANGEMENT, parent.id, self.words.best(parent.title)) if parent is not None else None
            return one, ref

        self.run(read, lambda found: self._open(*found))

    def delete_all(self, ids: Sequence[int]) -> None:
        """Put arrangements into the trash; on the database lane."""
        self._service.delete(ids)

    def sign(self) -> None:
        """Ask for the signature that comes next."""

        def ask(one: Arrangement) -> None:
            coming = next_line(one, one.signatures)
            if coming is None:
                self.strip.show_text(self.ui.language.tr("All have signed."))
            else:
                self._ask(self.dialogs.sign(one, coming[0]))

        self._with_current(ask)

    def unsign(self) -> None:
        """Take the last signature back."""

        def take(one: Arrangement) -> None:
            signed = [n for n, line in enumerate(one.signatures) if line.on is not None]
            if signed:
                said = self.ui.language.tr("The last signature was taken back.")
                self.run(lambda: self._service.unsign(one.id, signed[-1]), lambda _: self.tell(said))

        self._with_current(take)

    def sign_amendment(self, key: str, position: int) -> None:
        """Ask for the signature of an amendment that comes next."""
        self._with_amendment(key, lambda one, each: self._ask(self.dialogs.sign(one, position, each)))

    def unsign_amendment(self, key: str, position: int) -> None:
        """Take the last signature of an amendment back."""
        said, service = self.ui.language.tr("The last signature was taken back."), self._service
        if (number := self.current_id()) is not None:
            self.run(lambda: service.unsign_amendment(number, key, position), lambda _: self.tell(said))

    def amend(self) -> None:
        """Ask for a new amendment."""
        self._with_current(lambda one: self._ask(self.dialogs.amend(one, self._service.new_amendment(one))))

    def edit_amendment(self, key: str) -> None:
        """Open the form of an amendment."""
        self._with_amendment(key, lambda one, each: self._ask(self.dialogs.amend(one, each)))

    def remove_amendment(self, key: str) -> None:
        """Take an amendment out; the toast puts it back."""
        said, service = self.ui.language.tr("Amendment deleted."), self._service
        if (number := self.current_id()) is not None:
            self.run(lambda: service.remove_amendment(number, key), lambda _: self.tell(said))

    def renew(self) -> None:
        """Ask until when it holds; of what is not to be renewed say why."""
        service = self._service

        def read(number: int) -> Arrangement:
            one = service.one(number)
            service.require_renewable(one)
            return one

        if (number := self.current_id()) is not None:
            self.run(lambda: read(number), lambda one: self._ask(self.dialogs.renew(one)))

    def terminate(self) -> None:
        """Ask from when it holds no more, and why."""
        self._with_current(lambda one: self._ask(self.dialogs.terminate(one)))

    def reinstate(self) -> None:
        """Take its end back."""
        said, service = self.ui.language.tr("Arrangement reinstated."), self._service
        if (number := self.current_id()) is not None:
            self.run(lambda: service.reinstate(number), lambda _: self.tell(said))

    def add_acts(self, menu: QMenu, ids: Sequence[int]) -> None:
        """Add what is done in the life of one arrangement."""
        if len(ids) != 1 or (line := self.line_of(ids[0])) is None:
            return
        icon, tr = self.ui.icons.icon, self.ui.language.tr
        menu.addSeparator()
        if line.state is ArrangementState.TERMINATED:
            menu.addAction(icon("undo-2"), tr("Reinstate"), self.reinstate)
            return
        if not line.signing.done:
            menu.addAction(icon("pencil"), f"{tr('Sign…')}\tS", self.sign)
        if line.signing.signed:
            menu.addAction(icon("undo-2"), tr("Take the last signature back"), self.unsign)
        menu.addAction(icon("file-plus"), f"{tr('Amend…')}\tA", self.amend)
        if line.signing.done:
            menu.addAction(icon("refresh-cw"), f"{tr('Renew…')}\tR", self.renew)
        menu.addAction(icon("plus"), tr("New arrangement under this one"), partial(self._under, ids[0]))
        menu.addAction(icon("circle-x"), tr("Terminate…"), self.terminate)
        menu.addAction(icon("printer"), tr("Print"), partial(self._print_one, ids[0]))

    def press(self, event: QKeyEvent) -> bool:
        """S signs, A amends, R renews."""
        acts = {Qt.Key.Key_S: self.sign, Qt.Key.Key_A: self.amend, Qt.Key.Key_R: self.renew}
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            return False
        act()
        return True

    def _listed(self, ui: Ui, words: ArrangementWords) -> Listed[ArrangementLine, ArrangementFilter]:
        tr, service = ui.language.tr, self._service
        by_title = ArrangementSort.TITLE_HOME if words.at_home() else ArrangementSort.TITLE
        states = [((state,), name) for state, name in words.states.items()]
        living = tuple(state for state in ArrangementState if state not in ENDED)
        types = [((kind,), name) for kind, name in words.types.items()]

        def nations() -> list[tuple[Any, str]]:
            return [(code, load_nations().name(code, ui.language.code)) for code in self._nations]

        return Listed(
            kind=ARRANGEMENT, key="arrangements", name=tr("Arrangements"), columns=arrangement_columns(words),
            listing=service.listing, lines=service.lines, spoken=words.spoken, called=lambda line: words.best(line.title), sort=Sort(by_title), none=ArrangementFilter(),
            narrows=(
                Narrow("states", tr("State"), lambda: [(living, tr("All that is alive")), *states], tr("All states")),
                Narrow("types", tr("Type"), lambda: types, tr("All types")),
                Narrow("nation", tr("Party"), nations, tr("All parties")),
                Narrow("subject", tr("Subject area"), lambda: [(one, one) for one in self._subjects], tr("All subject areas")),
            ),
            hint=tr("Filter arrangements"), new=tr("New arrangement"),
            empty=tr("No arrangements yet. The register keeps who signed what, in which order, and until when it holds."),
            nothing=tr("Nothing here matches."), all_of_them=tr("Show all arrangements"),
            gone=tr("This arrangement is not there any more."), counted=words.counted,
            deleted=lambda n: ui.language.count("Arrangement deleted.", "{n} arrangements deleted.", n),
        )  # fmt: skip

    def _new(self, parent: RecordRef | None) -> None:
        one = self._service.new()
        self._open(one, parent)

    def _under(self, number: int) -> None:
        self._new(self.ref_of(number))

    def _print_one(self, number: int) -> None:
        self._sources.outside.print_papers("arrangement-summary", self.ref_of(number))

    def _open(self, one: Arrangement, parent: RecordRef | None) -> None:
        tr, service = self.ui.language.tr, self._service
        if not one.id and parent is not None:
            one = replace(one, parent_id=parent.id)
        form = ArrangementForm(
            self.ui, self.words, self._sources.outside.suggest, service, one, parent=parent, subjects=tuple(self._subjects)
        )  # fmt: skip
        dialog = record_dialog(
            self.ui, form, one, (tr("New arrangement"), tr("Edit arrangement")), tr("Add arrangement"),
            commit=service.save, read=service.one, saved=self._on_saved, width=900,
        )  # fmt: skip
        self._ask(dialog)

    def _ask(self, dialog: FormDialog) -> None:
        self.ui.ask.form(dialog)

    def _on_saved(self, one: Arrangement) -> None:
        self.reveal(one.id)

    def _with_current(self, act: Any) -> None:
        """Read the arrangement the keyboard is on, and go on with it."""
        if (number := self.current_id()) is not None:
            self.run(lambda: self._service.one(number), act)

    def _with_amendment(self, key: str, act: Any) -> None:
        def found(one: Arrangement) -> None:
            each: Amendment | None = next((each for each in one.amendments if each.key == key), None)
            if each is not None:
                act(one, each)

        self._with_current(found)
