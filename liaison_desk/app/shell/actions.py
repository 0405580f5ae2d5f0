"""Every action of the window, once: in the menu, by its key, and in the palette."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu

from liaison_desk.app.features import FEATURES, page_keys
from liaison_desk.app.shell.handing_over import ENDING, HandingOver
from liaison_desk.app.shell.opening_desks import OpeningDesks
from liaison_desk.app.shell.palette import Command
from liaison_desk.app.shell.taking_in import TakingIn
from liaison_desk.app.shell.writing_out import WritingOut
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.location import is_shared
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import ThemeSetting

if TYPE_CHECKING:
    from pathlib import Path

    from liaison_desk.app.desk import Desk
    from liaison_desk.app.shell.window import MainWindow


@runtime_checkable
class _TakesBack(Protocol):
    """A page with changes that the desk has not kept; ``take_back`` returns the label of the one that is taken back, "" for none."""

    def take_back(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Spec:
    key: str
    menu: str
    text: str
    icon: str
    keys: Sequence[str]
    act: Callable[[], object]


class Actions:
    """The window's actions; a page's own are the page's."""

    def __init__(self, ui: Ui, window: "MainWindow") -> None:
        self._ui = ui
        self._window = window
        self.taking = TakingIn(ui, window)
        self.writing = WritingOut(ui, window)
        self.handing = HandingOver(ui, window)
        self.opening = OpeningDesks(ui, window)
        self._actions: dict[str, QAction] = {}
        self._specs = self._all()
        for spec in self._specs:
            action = QAction(ui.language.tr(spec.text), window)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.triggered.connect(lambda _checked=False, act=spec.act: act())
            self._actions[spec.key] = action
            window.addAction(action)
        window.take_files_with(self._take_files)
        ui.changes.changed.connect(self._on_changed)
        ui.changes.changed.connect(window.refresh_counts)
        self._name_undo((None, None))

    def menu(self) -> QMenu:
        """Return the whole menu, by its headings."""
        top = QMenu(self._window)
        menus: dict[str, QMenu] = {}
        for spec in self._specs:
            if spec.menu not in menus:
                menus[spec.menu] = top.addMenu(self._ui.language.tr(spec.menu))
            menus[spec.menu].addAction(self._actions[spec.key])
        return top

    def commands(self) -> list[Command]:
        """Return what the palette offers now."""
        return [
            Command(
                self._actions[spec.key].text().replace("&", ""),
                spec.icon,
                spec.keys[0] if spec.keys else "",
                self._actions[spec.key].trigger,
            )
            for spec in self._specs
            if self._actions[spec.key].isEnabled() and spec.key != "search"
        ]

    def trigger(self, key: str) -> None:
        """Do an action by its key."""
        self._actions[key].trigger()

    def action(self, key: str) -> QAction:
        """Return an action by its key, for tests."""
        return self._actions[key]

    def _all(self) -> list[_Spec]:
        window = self._window
        pages = [
            _Spec(f"go-{one.key}", "Go", one.name, one.icon, [page_keys(n)], partial(window.go, one.key))
            for n, one in enumerate(FEATURES, 1)
        ]
        new = [
            _Spec("new", "File", "New on this page", "plus", ["Ctrl+N"], self._new_here),
            _Spec("new-person", "File", "New contact…", "user-plus", ["Ctrl+Shift+C"], lambda: self._new("contacts")),
            _Spec("new-event", "File", "New event…", "calendar-plus", ["Ctrl+Shift+A"], lambda: self._new("calendar")),
            _Spec(
                "new-meeting",
                "File",
                "New meeting note…",
                "notebook-pen",
                ["Ctrl+Shift+M"],
                lambda: self._new("meetings"),
            ),
            _Spec("new-task", "File", "New task…", "list-checks", ["Ctrl+Shift+K"], lambda: self._new("tasks")),
            _Spec("new-exercise", "File", "New exercise…", "flag", [], self._new_exercise),
            _Spec("new-disclosure", "File", "Log a disclosure…", "eye", ["Ctrl+Shift+D"], self._log_disclosure),
        ]
        return [
            *new,
            _Spec("open-desk", "File", "Open a desk…", "folder-open", ["Ctrl+O"], self.opening.ask_open),
            _Spec("import", "File", "Import files…", "file-down", ["Ctrl+I"], self.taking.ask),
            _Spec("export", "File", "Export…", "file-up", ["Ctrl+Shift+E"], self.writing.ask_export),
            _Spec(
                "backup", "File", "Back up the desk…", "hard-drive-download", ["Ctrl+Shift+B"], self.writing.ask_backup
            ),
            _Spec("hand-over", "File", "Hand over the desk…", "upload", [], self.handing.ask_hand_over),
            _Spec("take-over", "File", "Take over an archive…", "download", [], self.handing.ask_take_over),
            _Spec("begin-desk", "File", "Begin a desk with an archive…", "file-plus", [], self.opening.ask_begin),
            _Spec("quit", "File", "Quit", "log-out", ["Ctrl+Q"], window.close),
            _Spec("undo", "Edit", "Undo", "undo-2", ["Ctrl+Z"], self._undo),
            _Spec("redo", "Edit", "Redo", "redo-2", ["Ctrl+Shift+Z", "Ctrl+Y"], self._redo),
            _Spec("trash", "Edit", "Trash…", "trash-2", [], self._show_trash),
            _Spec("history", "Edit", "History…", "history", ["Ctrl+H"], self._show_history),
            _Spec("turnover-note", "Edit", "Turnover note…", "repeat", ["Ctrl+Shift+T"], self._ask_turnover_note),
            *pages,
            _Spec(
                "search",
                "Go",
                "Search and commands",
                "search",
                ["Ctrl+K", "Ctrl+Shift+F", "Ctrl+Shift+P"],
                window.search.start,
            ),
            _Spec("back", "Go", "Back", "arrow-left", ["Alt+Left"], window.step_back),
            _Spec("forward", "Go", "Forward", "arrow-right", ["Alt+Right"], window.step_forward),
            _Spec("reminders", "Go", "Reminders", "bell", ["Ctrl+Shift+R"], window.bell.click),
            _Spec("refresh", "View", "Read again", "refresh-cw", ["F5"], self._refresh),
            _Spec("fold", "View", "Fold the navigation", "panel-left", ["Ctrl+B"], window.toggle_navigation),
            _Spec("light", "View", "Light theme", "sun", [], lambda: self._theme(ThemeSetting.LIGHT)),
            _Spec("dark", "View", "Dark theme", "moon", [], lambda: self._theme(ThemeSetting.DARK)),
            _Spec("system", "View", "Theme of the desktop", "monitor", [], lambda: self._theme(ThemeSetting.SYSTEM)),
            _Spec("full", "View", "Full screen", "monitor", ["F11"], self._full_screen),
            _Spec("reset", "View", "Reset the layout", "rotate-ccw", [], self._reset),
            _Spec("settings", "Tools", "Settings…", "settings", ["Ctrl+,"], self._show_settings),
            _Spec("check", "Tools", "Check the desk", "shield-check", [], self._check),
            _Spec("guide", "Help", "Guide", "book-open", ["F1"], self._show_guide),
            _Spec("keys", "Help", "Keys", "keyboard", ["Ctrl+?"], self._show_keys),
            _Spec("about", "Help", "About Liaison Desk", "info", [], self._show_about),
        ]

    def _take_files(self, files: "Sequence[Path]") -> None:
        """Take over archives that are dropped on the window, and take all other files in."""
        for archive in (one for one in files if one.suffix.lower() == ENDING):
            self.handing.take_over(archive)
        if others := [one for one in files if one.suffix.lower() != ENDING]:
            self.taking.files(others)

    # New --------------------------------------------------------------------------------------------------------------

    def _new_here(self) -> None:
        page = self._window.page()
        new = getattr(page, "new_record", None)
        if new is not None:
            new()
        else:
            self._new("tasks")

    def _new(self, key: str) -> None:
        new = getattr(self._window.go(key), "new_record", None)
        if new is not None:
            new()

    def _new_exercise(self) -> None:
        """Begin an exercise, whatever of another one is on show."""
        new = getattr(self._window.go("exercises"), "new_exercise", None)
        if new is not None:
            new()

    def _log_disclosure(self) -> None:
        """Begin an entry of the disclosure log about the record in hand."""
        here = self._window.in_hand()
        about = (here,) if here is not None and here.id else ()
        self._window.open(RecordRef("disclosure", 0, about=about))

    # Undo -------------------------------------------------------------------------------------------------------------

    def _undo(self) -> None:
        page, tr = self._window.page(), self._ui.language.tr
        label = page.take_back() if isinstance(page, _TakesBack) else ""
        if label:
            self._ui.notify(tr("Undone: {what}", what=tr(label)), None)
            return
        self._step("Undone: {what}", lambda desk: desk.history.undo(), "There is nothing to undo.")

    def _redo(self) -> None:
        self._step("Done again: {what}", lambda desk: desk.history.redo(), "There is nothing to do again.")

    def undo(self) -> None:
        """Take the last action back; a toast's button calls it."""
        self._undo()

    def _step(self, said: str, step: "Callable[[Desk], str | None]", nothing: str) -> None:
        desk = self._window.desk
        if desk is None:
            return
        tr = self._ui.language.tr

        def done(label: str | None) -> None:
            self._ui.notify(tr(said, what=tr(label)) if label else tr(nothing), None)

        self._ui.jobs.database.run(lambda: step(desk), done, owner=self._window)

    def _on_changed(self, changes: ChangeSet) -> None:
        desk = self._window.desk
        if desk is not None and changes.touches("profile"):  # also when undone, or changed by another seat
            self._ui.jobs.database.run(
                desk.profile.get, self._window.show_profile, ticket_key="actions.profile", owner=self._window
            )
        if desk is not None:
            self._ui.jobs.database.run(
                desk.history.labels, self._name_undo, ticket_key="actions.labels", owner=self._window
            )

    def _name_undo(self, labels: tuple[str | None, str | None]) -> None:
        tr = self._ui.language.tr
        for key, plain, named, label in (
            ("undo", "Undo", "Undo: {what}", labels[0]),
            ("redo", "Redo", "Redo: {what}", labels[1]),
        ):
            self._actions[key].setText(tr(named, what=tr(label)) if label else tr(plain))

    # View -------------------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        page = self._window.page()
        refresh = getattr(page, "refresh", None)
        if refresh is not None:
            refresh(None)

    def _theme(self, setting: ThemeSetting) -> None:
        self._ui.theme.choose(setting)
        self._ui.memory.keep("window/theme", str(setting))

    def _full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _reset(self) -> None:
        self._ui.memory.forget()
        self._ui.notify(self._ui.language.tr("The layout is as new from the next start."), None)

    # Dialogs ----------------------------------------------------------------------------------------------------------

    def _show_settings(self) -> None:
        desk = self._window.desk
        if desk is not None:
            from liaison_desk.profile.ui.settings import show_settings

            show_settings(self._ui, desk.profile, self._window, self._window.show_profile)

    def _show_trash(self) -> None:
        desk = self._window.desk
        if desk is not None:
            from liaison_desk.app.shell.trash import TrashDialog

            shared = is_shared(desk.location)
            self._show(TrashDialog(self._ui, desk.history, self._say_time, self._window, shared=shared))

    def _show_history(self) -> None:
        desk = self._window.desk
        if desk is not None:
            from liaison_desk.app.shell.past import HistoryDialog

            about = self._window.in_hand()
            self._show(HistoryDialog(self._ui, desk.history, self._say_time, self._window, about))

    def _ask_turnover_note(self) -> None:
        """Open the turnover note of the record in hand."""
        desk, about = self._window.desk, self._window.in_hand()
        if desk is not None and about is not None:
            from liaison_desk.partnership.ui.turnover.note_form import ask_note

            ask_note(self._ui, desk.turnover_notes, desk.profile.get, about)
        elif desk is not None:
            self._ui.notify(self._ui.language.tr("Choose a record first; its turnover note opens then."), None)

    def _say_time(self, at: datetime) -> str:
        from liaison_desk.domain.dtg import three_zones

        desk = self._window.desk
        assert desk is not None
        profile = desk.profile.get()
        return three_zones(at, profile.host_zone, profile.home_zone).line

    def _check(self) -> None:
        desk = self._window.desk
        if desk is None:
            return
        tr = self._ui.language.tr

        def done(problems: Sequence[object]) -> None:
            from liaison_desk.app.reports import CheckReport

            if problems:
                self._show(CheckReport(self._ui, problems, self._window))
            else:
                self._ui.notify(tr("All is well: file, history and search index agree."), None)

        self._ui.jobs.database.run(desk.check, done, owner=self._window)

    def _show_guide(self) -> None:
        from liaison_desk.app.shell.help import HelpDialog

        self._show(HelpDialog(self._ui, self._window))

    def _show_keys(self) -> None:
        from liaison_desk.app.reports import KeysDialog

        rows = [
            (self._ui.language.tr(spec.text).replace("&", ""), " / ".join(spec.keys))
            for spec in self._specs
            if spec.keys
        ]
        self._show(KeysDialog(self._ui, rows, self._window))

    def _show_about(self) -> None:
        from liaison_desk.app.reports import AboutDialog

        self._show(AboutDialog(self._ui, self._window))

    def _show(self, dialog: QDialog) -> None:
        self._ui.ask.form(dialog)
