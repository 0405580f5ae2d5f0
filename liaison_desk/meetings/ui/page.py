"""The meetings page: meetings by month at the left, one of them with its notes at the right."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.style import surface
from liaison_desk.meetings.records import MEETING, PORTION, Meeting, PromisedTask
from liaison_desk.meetings.service import Meetings
from liaison_desk.meetings.service.minutes import MinutesBook
from liaison_desk.meetings.ui.attendees import Freeze
from liaison_desk.meetings.ui.belongings import BelongingsDialog
from liaison_desk.meetings.ui.detail import MeetingView
from liaison_desk.meetings.ui.form import Invited, Suggest, meeting_dialog, new_meeting
from liaison_desk.meetings.ui.meeting_list import MeetingsPane
from liaison_desk.meetings.ui.notes.linking import Find
from liaison_desk.meetings.ui.notes.view import Attach, NotesView
from liaison_desk.meetings.ui.previous import PreviousPane
from liaison_desk.meetings.ui.versions.finalizing import Finalizing
from liaison_desk.meetings.ui.words import Words

_PANES: Final = (360, 884)
Dossier = tuple[Meeting, dict[int, PromisedTask]]


class MeetingsPage(Page):
    """Lists, shows, adds, edits and deletes meetings, and takes their notes.

    ``suggest`` finds contacts; ``freeze`` gives a contact as an attendee with rank and post of a day. Both run on the
    database lane. ``print_seating`` prints who sits where at a meeting; it is not offered unless the window lends it; nor is
    ``print_minutes``, which prints what was noted.
    ``put_into_calendar`` makes an event of a meeting; ``invited`` gives those whom its event invites, as they are that day.
    """

    kinds = frozenset({MEETING, PORTION, "task"})

    def __init__(
        self, meetings: Meetings, ui: Ui, profile: Callable[[], DeskProfile], suggest: Suggest, freeze: Freeze,
        print_seating: Callable[[int], None] | None = None, *, minutes: MinutesBook, find: Find = lambda _: (),
        attach: Attach | None = None, linked: Callable[[str, str], RecordRef | None] = lambda *_: None,
        put_into_calendar: Callable[[int], None] | None = None, invited: Invited | None = None,
        print_minutes: Callable[[Meeting], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui.changes)
        self._meetings = meetings
        self._ui = ui
        self._suggest = suggest
        self._freeze = freeze
        self._print = print_seating
        self._print_notes = print_minutes
        self._put_into_calendar = put_into_calendar
        self._invited = invited
        self._linked = linked
        self._meeting: Meeting | None = None
        # A meeting, and the note the keyboard goes to there; "" for a new one.
        self._goal: tuple[int, str] | None = None
        self._told: Counter[int] = Counter()
        self.words = Words(ui.language, profile, ui.clock)
        self.finalizing = Finalizing(ui, self.words, minutes, meetings)
        self.search_hint = ui.language.tr("Filter by title, person, words said")
        self.list = MeetingsPane(meetings, ui, self.words)
        self.notes = NotesView(ui, self.words, meetings, find, attach)
        self.view = MeetingView(ui, self.words, self.notes)
        self.previous = PreviousPane(ui, self.words, meetings)
        self.view.beside.add(self.previous)
        self.nothing = EmptyState(ui, ui.language.tr("Choose a meeting, or take notes of a new one."))
        self.right = QStackedWidget()
        surface(self.right, "surf")
        self.right.addWidget(self.nothing)
        self.right.addWidget(self.view)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for number, (pane, least) in enumerate(((self.list, 280), (self.right, 480))):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(number, number)
        ui.memory.restore_splitter("meetings/panes", self.splitter, _PANES)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        surface(self, "win")
        self._connect()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list again when meetings changed, and the meeting on show if it or its tasks may have changed."""
        if changes is None or MEETING in changes.ids:
            self.list.reload(self._choose_one)
        if changes is not None and MEETING in changes.ids:
            self.list.model.refresh(changes.ids[MEETING])
        if self._meeting is None:
            return
        if changes is not None and PORTION in changes.ids:
            self.list.model.refresh([self._meeting.id])
        if changes is not None and set(changes.ids) == {PORTION} and self.notes.keeper.is_saving:
            self._told.update(changes.ids[PORTION])  # perhaps only what is being saved; seen when that has landed
        elif changes is None or changes.touches("task", PORTION) or self._meeting.id in changes.ids.get(MEETING, ()):
            self._read(self._meeting.id)

    def title(self) -> str:
        """Return the title of the meeting on show."""
        return self.words.best(self._meeting.title) if self._meeting is not None else ""

    def on_show(self) -> RecordRef | None:
        """Return the meeting on show, to which a mail that arrives may go."""
        return RecordRef(MEETING, self._meeting.id, self.title()) if self._meeting is not None else None

    def show_record(self, record_id: int) -> None:
        """Show a meeting, whatever the list is narrowed to."""

        def listed() -> None:
            if not self.list.list.select_id(record_id):
                self.list.clear(lambda: self.list.list.select_id(record_id))

        self.list.reload(listed)

    def show_other(self, ref: RecordRef) -> None:
        """Show a note where it stands."""
        self._ui.jobs.database.run(
            lambda: self._meetings.meeting_of(ref.id), lambda where: self._go(*where), owner=self
        )

    def new_record(self) -> None:
        """Open the form of a new meeting; its notes can be taken as soon as it is saved."""
        self._open_new(new_meeting(self.words))

    def new_about(self, about: Sequence[RecordRef]) -> None:
        """Begin a note in the meeting among these records, else open the form of a new one with these contacts, as they are today."""
        held = next((ref.id for ref in about if ref.kind == MEETING), 0)
        if held:
            self._go(held, "")
            return
        meeting = new_meeting(self.words)
        people = [ref.id for ref in about if ref.kind == "person"]
        self._ui.jobs.database.run(
            lambda: tuple(self._freeze(id_, meeting.start.date()) for id_ in people),
            lambda attendees: self._open_new(replace(meeting, attendees=attendees)),
            owner=self,
        )

    def _open_new(self, meeting: Meeting) -> None:
        def saved(meeting: Meeting) -> None:
            self._go(meeting.id, "")

        self._open_form(meeting, saved)

    def edit_current(self) -> None:
        """Open the form of the meeting on show."""
        number = self.list.list.current_id()
        if number is not None:
            self._ui.jobs.database.run(
                lambda: self._meetings.meeting(number),
                lambda meeting: self._open_form(meeting, lambda saved: self.show_record(saved.id)),
                owner=self,
            )

    def toggle_final(self) -> None:
        """Make the minutes on show final, or a draft again."""
        if self._meeting is not None:
            self.notes.keeper.save()  # what is being typed belongs to what is frozen
            self.finalizing.toggle(self._meeting)

    def delete_selected(self) -> None:
        """Put the selected meetings into the trash; the toast takes them out again."""
        ids = self.list.list.selected_ids()
        if not ids:
            return
        self.notes.keeper.save()  # what is being typed goes with it, and comes back with it
        told = self._ui.language.count("Meeting deleted.", "{n} meetings deleted.", len(ids))

        def undo() -> None:
            self._ui.jobs.database.run(
                lambda: self._meetings.restore(ids), lambda _: self.show_record(ids[0]), owner=self
            )

        self._ui.jobs.database.run(
            lambda: self._meetings.delete(ids), lambda _: self._ui.notify(told, undo), owner=self
        )

    def may_close(self) -> bool:
        """Ask before the window closes on words that could not be saved."""
        tr = self._ui.language.tr
        said = tr("What you typed last could not be saved. It is lost when the window closes.")
        return not self.notes.keeper.at_risk or self._ui.ask.confirm(
            tr("Notes not saved"), said, tr("Close all the same"), destructive=True
        )

    def print_seating(self) -> None:
        """Print who sits where at the selected meeting, if it is one."""
        ids = self.list.list.selected_ids()
        if self._print is not None and len(ids) == 1:
            self._print(ids[0])

    def print_minutes(self) -> None:
        """Print what was noted at the meeting on show, on the paper that its template asks for."""
        if self._print_notes is None:
            self.print_seating()
        elif self._meeting is not None and len(self.list.list.selected_ids()) == 1:
            self.notes.keeper.save()
            self._print_notes(self._meeting)

    def make_tasks(self, uids: Sequence[str]) -> None:
        """Make tasks of portions that promise something."""
        meeting = self._meeting
        if meeting is None:
            return

        def made(_: object) -> None:
            if len(uids) > 1:  # of one its state shows where it is typed, and must not be hidden by a message
                self._ui.notify(self._ui.language.tr("{n} tasks were made of the notes.", n=len(uids)), None)

        self._ui.jobs.database.run(lambda: self._meetings.make_tasks(meeting.id, uids), made, owner=self)

    def show_belongings(self) -> None:
        """Show the files and links of the meeting on show."""
        if self._meeting is not None:
            self._ui.ask.form(BelongingsDialog(self._ui, self._meetings, self._suggest, self._meeting))

    def context_menu(self) -> QMenu:
        """Return what can be done with the selected meetings."""
        ui, tr = self._ui, self._ui.language.tr
        menu = popup_menu(self)
        if len(self.list.list.selected_ids()) == 1:
            menu.addAction(ui.icons.icon("notebook-pen"), tr("Take notes"), self.notes.write)
            menu.addAction(ui.icons.icon("pencil"), f"{tr('Edit')}\tF2", self.edit_current)
            menu.addAction(ui.icons.icon("paperclip"), tr("Files and links…"), self.show_belongings)
            if self._print_notes is not None:
                menu.addAction(ui.icons.icon("printer"), f"{tr('Print minutes…')}\tCtrl+P", self.print_minutes)
            if self._print is not None:
                words = tr("Print seating list…") if self._print_notes else f"{tr('Print seating list…')}\tCtrl+P"
                menu.addAction(ui.icons.icon("printer"), words, self.print_seating)
            if self._meeting is not None:
                self.finalizing.add_actions(menu, self._meeting)
            if self._put_into_calendar is not None and self._meeting is not None and not self._meeting.event_id:
                act = partial(self._put_into_calendar, self._meeting.id)
                menu.addAction(ui.icons.icon("calendar-plus"), tr("Put into the calendar"), act)
            menu.addSeparator()
        menu.addAction(ui.icons.icon("copy"), f"{tr('Copy as text')}\tCtrl+C", self.list.list.copy_rows)
        menu.addAction(ui.icons.icon("trash-2", "red"), f"{tr('Delete')}\tDel", self.delete_selected)
        return menu

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        self.list.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys outside text fields: N goes to the next note, / to the filter; Esc steps back to the list."""
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and key == Qt.Key.Key_N and self._meeting is not None:
            self.notes.write()
        elif event.text() == "/":
            self.focus_search()
        elif plain and key == Qt.Key.Key_Escape and not self.list.list.hasFocus():
            self.list.go_to_list()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        rows, view, notes = self.list.list, self.view, self.notes
        self.list.new_wanted.connect(self.new_record)
        self.list.listed.connect(self._on_listed)
        rows.opened.connect(lambda _: notes.write())
        rows.menu_wanted.connect(lambda _, at: self.context_menu().popup(at))
        rows.current_changed.connect(self._on_current)
        view.edit_wanted.connect(self.edit_current)
        view.state_wanted.connect(self.toggle_final)
        view.previous_wanted.connect(self.previous.toggle)
        self.previous.left.connect(notes.write)
        view.menu_wanted.connect(lambda at: self.context_menu().popup(at))
        notes.tasks_wanted.connect(self.make_tasks)
        notes.keeper.landed.connect(self._on_landed)
        notes.keeper.outdated.connect(self._read_again)
        notes.left.connect(self.list.go_to_list)
        notes.link_opened.connect(self._open_link)
        self.splitter.splitterMoved.connect(lambda *_: self._ui.memory.keep_splitter("meetings/panes", self.splitter))
        for keys, holder, act in (
            (Qt.Key.Key_F2, rows, self.edit_current),
            (Qt.Key.Key_F6, self, lambda: self._next_pane(1)),
            (QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F6), self, lambda: self._next_pane(-1)),
            (Qt.Key.Key_Delete, rows, self.delete_selected),
            (QKeySequence.StandardKey.Find, self, self.focus_search),
            (QKeySequence.StandardKey.Print, self, self.print_minutes),
            (QKeySequence("Ctrl+J"), self, self.previous.go_on),
        ):
            on_keys(holder, keys, act)

    def _on_landed(self, ids: frozenset[int]) -> None:
        """Read the notes again if others have changed some while mine were saved."""
        told, self._told = self._told, Counter()
        if told - Counter(ids):  # one that was told of twice has been changed by somebody else, too
            self._read_again()

    def _read_again(self) -> None:
        if self._meeting is not None:
            self._read(self._meeting.id)

    def _open_link(self, kind: str, uid: str) -> None:
        def found(ref: RecordRef | None) -> None:
            if ref is not None and ref.kind == ATTACHMENT:
                self.show_belongings()
            elif ref is None:
                self._ui.notify(self._ui.language.tr("What this links to is not there any more."), None)
            else:
                self._ui.open(ref)

        self._ui.jobs.database.run(lambda: self._linked(kind, uid), found, owner=self)

    def _choose_one(self) -> None:
        if self.list.list.current_id() is None:
            self.list.list.select_first()

    def _on_listed(self) -> None:
        if self.list.list.current_id() is None:
            self._choose_one()
        if not len(self.list.model.listing):
            self._on_current(None)

    def _on_current(self, number: int | None) -> None:
        if number is None:
            self._meeting = None
            self.right.setCurrentWidget(self.nothing)
        elif self._meeting is None or self._meeting.id != number:
            self._read(number)

    def _read(self, number: int) -> None:
        def read() -> Dossier | None:
            try:
                meeting = self._meetings.meeting(number)
            except NotFoundError:
                return None
            return meeting, self._meetings.promised(meeting)

        self._ui.jobs.database.run(read, self._show, ticket_key=f"meeting {id(self)}", owner=self)

    def _show(self, dossier: Dossier | None) -> None:
        if dossier is None or dossier[0].id != self.list.list.current_id():
            return
        self._meeting = dossier[0]
        self.view.show_meeting(*dossier)
        self.finalizing.show_state(self.view.state_chip, dossier[0])
        self.previous.show_meeting(dossier[0])
        self.right.setCurrentWidget(self.view)
        self._reach(dossier[0])

    def _go(self, number: int, uid: str) -> None:
        """Show a meeting, and put the keyboard on one of its notes or, without one, where the next is typed."""
        self._goal = number, uid
        if self._meeting is not None and self._meeting.id == number:
            self._reach(self._meeting)
        self.show_record(number)

    def _reach(self, meeting: Meeting) -> None:
        """Put the keyboard where it was to go in a meeting; another may come on show before that one."""
        if self._goal is None or self._goal[0] != meeting.id:
            return
        uid, self._goal = self._goal[1], None
        self.notes.go_to(uid)

    def _open_form(self, meeting: Meeting, saved: Callable[[Meeting], None]) -> None:
        self._ui.ask.form(
            meeting_dialog(
                self._ui, self.words, self._meetings, self._suggest, self._freeze, meeting, saved, self._invited
            )
        )

    def _next_pane(self, step: int) -> None:
        notes = self.notes
        owners: list[QWidget] = [self.list, notes.editor, notes.strip]
        acts = (self.list.go_to_list, notes.editor.setFocus, notes.strip.setFocus)
        acts[(part_in_hand(owners) + step) % len(acts)]()
