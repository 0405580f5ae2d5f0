"""The window: banners above and below, header, navigation, one page at a time, toasts and the progress of long work.

It is painted before any database is opened; the desk arrives from the database lane and the first page is made then.
"""

import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.app.features import FEATURES, Feature, page_keys
from liaison_desk.app.shell.bell import Bell
from liaison_desk.app.shell.frame import Banner, Clocks, Place
from liaison_desk.app.shell.navigation import Destination, Navigation
from liaison_desk.app.shell.palette import SearchField
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import EmptyState, hairline
from liaison_desk.foundation.qt.strips import MessageStrip, ProgressStrip, Toast
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import Size

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from liaison_desk.app.desk import Desk
    from liaison_desk.app.shell.palette import Command
    from liaison_desk.domain.profile import DeskProfile

_LEAST = QSize(1024, 700)
_USUAL = QSize(1440, 900)
_NARROW = 1200
_DEEDS = frozenset({"hand-over", "take-over"})
"""Actions of the window that pages have buttons for."""


@runtime_checkable
class _ShowsRecords(Protocol):
    """A page that opens its records and makes new ones."""

    def show_record(self, record_id: int) -> None: ...

    def new_record(self) -> None: ...


@runtime_checkable
class _ShowsOthers(Protocol):
    """A page that opens records of a second kind too, such as organizations among contacts."""

    def show_other(self, ref: RecordRef) -> None: ...


@runtime_checkable
class _BeginsWith(Protocol):
    """A page whose new records may begin with others, such as a meeting with the contact who was met."""

    def new_about(self, about: "Sequence[RecordRef]") -> None: ...


@runtime_checkable
class _BeginsKinds(Protocol):
    """A page that begins records of several kinds."""

    def begin(self, ref: RecordRef) -> None: ...


@runtime_checkable
class _TellsWhatItShows(Protocol):
    """A page that tells which record it shows, so that what arrives can go there."""

    def on_show(self) -> RecordRef | None: ...


@runtime_checkable
class _TellsWhatIsInHand(Protocol):
    """A page that tells which of the records it shows the keyboard is on."""

    def in_hand(self) -> RecordRef | None: ...


@runtime_checkable
class _CalledOtherwise(Protocol):
    """A page that is called otherwise while it is open, and tells so."""

    @property
    def titled(self) -> "SignalInstance": ...


class ActsOnKeys(Protocol):
    """What the window asks of its actions: what the palette may offer, and to do one by its key."""

    def commands(self) -> "Sequence[Command]":
        """Return what can be done now."""
        ...

    def trigger(self, key: str) -> None:
        """Do an action."""
        ...


class MainWindow(QWidget):
    """The whole window of one desk."""

    desk_wanted = Signal(str)
    """The desk at this place shall be opened instead."""

    def __init__(self, ui: Ui, location: str) -> None:
        super().__init__()
        self._ui = ui
        self._location = location
        self.desk: Desk | None = None
        self._pages: dict[str, QWidget] = {}
        self._back: list[str] = []
        self._forward: list[str] = []
        self._current = ""
        self._folded_by_hand = ui.memory.flag("window/folded")
        self.actions_: ActsOnKeys | None = None
        self._on_files: Callable[[Sequence[Path]], None] | None = None
        tr = ui.language.tr
        self.setWindowTitle("Liaison Desk")
        self.setMinimumSize(_LEAST)
        surface(self, "win")
        self.top_banner, self.bottom_banner = Banner(ui), Banner(ui)
        self.search = SearchField(ui, self._palette_commands, self)
        self.clocks = Clocks(ui)
        self.bell = Bell(ui)
        pages = [Destination(one.key, one.icon, tr(one.name), page_keys(n)) for n, one in enumerate(FEATURES, 1)]
        tools = [
            Destination("backup", "hard-drive-download", tr("Backup")),
            Destination("settings", "settings", tr("Settings"), "Ctrl+,"),
        ]
        self.navigation = Navigation(ui, pages, tools)
        self.navigation.chosen.connect(self._on_chosen)
        self.navigation.folded_changed.connect(self._on_folded)
        self.message = MessageStrip(ui)
        self.progress = ProgressStrip(ui)
        self.stack = QStackedWidget()
        self.stack.addWidget(QWidget())
        ui.jobs.long_started.connect(self.progress.follow)
        ui.jobs.refused.connect(self.message.show_error)
        self._lay_out()
        self.toast = Toast(ui, self)
        self.setAcceptDrops(True)
        ui.memory.restore_window("window/place", self, _USUAL)
        self.navigation.fold(self._folded_by_hand or self.width() < _NARROW)
        self._show_remembered()

    # What the rest of the program asks of the window --------------------------------------------------------------

    def show_desk(self, desk: "Desk", profile: "DeskProfile", page: str = "") -> None:
        """Take the opened desk and show its first page."""
        self.desk = desk
        self.show_profile(profile)
        self.search.search_with(desk.search)
        self.go(page or self._ui.memory.text("window/page", "today") or "today")
        self.refresh_counts()

    def show_profile(self, profile: "DeskProfile") -> None:
        """Say the ceiling, the zones and the officer of the desk, and remember them for the next first paint."""
        from liaison_desk.domain.grammar import load_grammar
        from liaison_desk.domain.marking import Marking

        words = load_grammar(profile.policy).banner(Marking(profile.host, profile.ceiling))
        words = words.split("//")[0]
        side = profile.side_of(self._ui.language.code)
        host = profile.host_place.best(side) or profile.host_zone.rsplit("/", 1)[-1].replace("_", " ")
        home = profile.home_place.best(side) or profile.home_zone.rsplit("/", 1)[-1].replace("_", " ")
        self._say(
            words,
            profile.ceiling.name.lower(),
            (Place(profile.host_zone, host), Place("UTC", "Zulu"), Place(profile.home_zone, home)),
        )
        self.navigation.show_officer(*profile.officer_said(self._ui.language.code))
        memory = self._ui.memory
        memory.keep(self._key("banner"), words)
        memory.keep(self._key("level"), profile.ceiling.name.lower())
        memory.keep(self._key("zones"), [profile.host_zone, profile.home_zone])
        memory.keep(self._key("places"), f"{host}\t{home}")

    def show_failure(self, error: Exception, ways: "Sequence[tuple[str, Callable[[], None]]]") -> None:
        """Say why the desk did not open, and offer what can be done about it."""
        state = EmptyState(self._ui, self._ui.words(error), *ways[0])
        for way in ways[1:]:
            state.add_way(*way)
        if isinstance(before := self.stack.currentWidget(), EmptyState):
            before.deleteLater()
        self.stack.setCurrentIndex(self.stack.addWidget(state))

    def go(self, key: str, *, remember: bool = True) -> QWidget | None:
        """Open a page; it is made at its first opening. Returns it, or ``None`` while no desk is open."""
        feature = next((one for one in FEATURES if one.key == key), FEATURES[0])
        if self.desk is None:
            return None
        page = self._pages.get(feature.key) or self._make(feature)
        if remember and self._current and self._current != feature.key:
            self._back.append(self._current)
            self._forward.clear()
        self._current = feature.key
        self.navigation.select(feature.key)
        self.stack.setCurrentWidget(page)
        page.setFocus()
        self._ui.memory.keep("window/page", feature.key)
        self._say_title()
        return page

    def open(self, ref: RecordRef) -> None:
        """Open a record wherever it lives; with id 0 a page or a deed by its key, or the form for a new record of a kind."""
        if ref.id == 0 and ref.kind in _DEEDS and self.actions_ is not None:
            self.actions_.trigger(ref.kind)
            return
        if ref.id == 0 and any(one.key == ref.kind for one in FEATURES):
            self.go(ref.kind)
            return
        feature = next((one for one in FEATURES if ref.kind in one.kinds), None)
        page = self.go(feature.key) if feature else None
        if isinstance(page, _ShowsRecords):
            if ref.id == 0 and isinstance(page, _BeginsKinds):
                page.begin(ref)
            elif ref.id == 0 and ref.about and isinstance(page, _BeginsWith):
                page.new_about(ref.about)
            elif ref.id == 0:
                page.new_record()
            elif ref.kind == feature.kinds[0] or not isinstance(page, _ShowsOthers):
                page.show_record(ref.id)
            else:
                page.show_other(ref)

    def page(self) -> QWidget | None:
        """Return the open page."""
        return self._pages.get(self._current)

    def page_key(self) -> str:
        """Return the key of the open page; empty before the first."""
        return self._current

    def on_show(self) -> RecordRef | None:
        """Return the record that the open page shows, where it tells."""
        page = self.page()
        return page.on_show() if isinstance(page, _TellsWhatItShows) else None

    def in_hand(self) -> RecordRef | None:
        """Return the record that the keyboard is on in the open page, where it tells; else the one it shows."""
        page = self.page()
        return page.in_hand() if isinstance(page, _TellsWhatIsInHand) else self.on_show()

    def step_back(self) -> None:
        """Open the page that was open before."""
        if self._back:
            self._forward.append(self._current)
            self.go(self._back.pop(), remember=False)

    def step_forward(self) -> None:
        """Open the page that was stepped back from."""
        if self._forward:
            self._back.append(self._current)
            self.go(self._forward.pop(), remember=False)

    def take_files_with(self, take: "Callable[[Sequence[Path]], None]") -> None:
        """Have files that are dropped on the window imported."""
        self._on_files = take

    def refresh_counts(self, changes: ChangeSet | None = None) -> None:
        """Show how many tasks are overdue, beside their page."""
        desk = self.desk
        if desk is not None and (changes is None or changes.touches("task")):
            self._ui.jobs.database.run(desk.tasks.counts, self._on_counts, ticket_key="window.counts", owner=self)

    def toggle_navigation(self) -> None:
        """Fold or unfold the navigation."""
        self.navigation.toggle()

    # Qt -----------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation where the window is narrow."""
        super().resizeEvent(event)
        self.navigation.fold(self._folded_by_hand or self.width() < _NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the place; a page with unsaved words may refuse."""
        for page in self._pages.values():
            if hasattr(page, "may_close") and not page.may_close():
                event.ignore()
                return
        self._ui.memory.keep_window("window/place", self)
        self._ui.memory.flush()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of other programs; what was dragged out of this window and comes back is no import."""
        if (
            self._on_files is not None
            and event.source() is None
            and any(url.isLocalFile() for url in event.mimeData().urls())
        ):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the files dropped here."""
        from pathlib import Path

        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if self._on_files is not None and files:
            event.acceptProposedAction()
            take = self._on_files
            QTimer.singleShot(0, self, lambda: take(files))

    # Inside -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        header = QWidget()
        header.setFixedHeight(Size.HEADER)
        surface(header, "surf")
        row = QHBoxLayout(header)
        row.setContentsMargins(Size.GUTTER, 0, Size.GUTTER, 0)
        self.search.setMaximumWidth(420)
        row.addWidget(self.search, 2)
        row.addStretch(1)
        row.addWidget(self.bell)
        row.addSpacing(8)
        row.addWidget(self.clocks)
        right = QVBoxLayout()
        right.setSpacing(0)
        for widget in (header, hairline(self._ui), self.message, self.progress):
            right.addWidget(widget)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(hairline(self._ui, upright=True))
        middle.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.top_banner)
        outer.addLayout(middle, 1)
        outer.addWidget(self.bottom_banner)

    def _make(self, feature: Feature) -> QWidget:
        assert self.desk is not None
        page = feature.make(self.desk, self._ui)
        page.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        if isinstance(page, _CalledOtherwise):
            page.titled.connect(self._say_title)
        self._pages[feature.key] = page
        self.stack.addWidget(page)
        return page

    def _say_title(self) -> None:
        """Call the window by what is open."""
        feature = next((one for one in FEATURES if one.key == self._current), FEATURES[0])
        title = getattr(self.page(), "title", str)()
        self.setWindowTitle(f"{title or self._ui.language.tr(feature.name)} — Liaison Desk")

    def _palette_commands(self) -> "Sequence[Command]":
        return self.actions_.commands() if self.actions_ else ()

    def _on_chosen(self, key: str) -> None:
        if self.actions_ is not None and key in {"backup", "settings"}:
            self.actions_.trigger(key)
        else:
            self.go(key)

    def _on_folded(self, folded: bool) -> None:
        self._folded_by_hand = folded
        self._ui.memory.keep("window/folded", folded)

    def _on_counts(self, counts: object) -> None:
        overdue = getattr(counts, "overdue", 0)
        self.navigation.button("tasks").set_count(str(overdue) if overdue else "", "red")

    def _key(self, name: str) -> str:
        return f"desks/{zlib.crc32(self._location.encode()):08x}/{name}"

    def _show_remembered(self) -> None:
        memory = self._ui.memory
        zones = memory.words(self._key("zones"))
        names = memory.text(self._key("places")).split("\t")
        if len(zones) == len(names) == 2:
            places = (Place(zones[0], names[0]), Place("UTC", "Zulu"), Place(zones[1], names[1]))
            self._say(memory.text(self._key("banner")), memory.text(self._key("level"), "unclassified"), places)

    def _say(self, words: str, level: str, places: tuple[Place, ...]) -> None:
        for banner in (self.top_banner, self.bottom_banner):
            banner.say(words, level)
        self.clocks.show_places(places)
