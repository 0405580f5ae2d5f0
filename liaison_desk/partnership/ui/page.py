"""The partnership page: arrangements, what ends when, opportunities, visits, the two logs and the turnover, a pane each."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.partnership.ui.panes import TABS, PartnershipPane, Tab, as_pane, make_pane, tab_names
from liaison_desk.partnership.ui.sources import Sources


class PartnershipPage(Page):
    """Shows one pane at a time; a pane is made when it is first shown, and reads again what was changed while it was hidden."""

    kinds = frozenset(kind for tab in TABS for kind in (*tab.kinds, *tab.shows))

    def __init__(self, sources: Sources, ui: Ui) -> None:
        super().__init__(ui.changes)
        self._sources = sources
        self._ui = ui
        self._panes: dict[str, QWidget] = {}
        self._behind: dict[str, ChangeSet | None] = {}
        self._day = sources.radar.today()
        minutes = QTimer(self, interval=60_000)
        minutes.timeout.connect(self.pass_minute)
        minutes.start()
        tr = ui.language.tr
        self._names = tab_names(ui.language)
        self.segments = Segments(
            ui, [(tab.key, self._names[tab.key]) for tab in TABS], tr("What is shown of partnership")
        )
        self.segments.chosen.connect(self._on_segment)
        self.stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_head())
        outer.addWidget(hairline(ui))
        outer.addWidget(self.stack, 1)
        surface(self, "win")
        for keys, act in (
            (QKeySequence(Qt.Key.Key_F6), partial(self._next_part, 1)),
            (QKeySequence(Qt.Modifier.SHIFT | Qt.Key.Key_F6), partial(self._next_part, -1)),
            (QKeySequence.StandardKey.Find, lambda: self.pane().focus_search()),
            (QKeySequence("Ctrl+PgDown"), partial(self._step, 1)),
            (QKeySequence("Ctrl+PgUp"), partial(self._step, -1)),
            (QKeySequence.StandardKey.Print, lambda: self.pane().print_pane()),
        ):
            on_keys(self, keys, act)
        kept = ui.memory.text("partnership/pane")
        self.show_pane(kept if kept in self._names else TABS[0].key)

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read again what is shown and may have changed; the panes behind it do so when they are next shown."""
        for tab in TABS:
            if tab.key in self._panes and (changes is None or changes.touches(*tab.kinds, *tab.shows)):
                self._behind[tab.key] = changes if tab.key not in self._behind else None
        self._freshen()

    def pass_minute(self) -> None:
        """Read everything again once it is another day at the host: what holds, is due or overdue follows from the day."""
        if (today := self._sources.radar.today()) != self._day:
            self._day = today
            self.mark_stale()

    @property
    def shown(self) -> str:
        """The key of the pane on show."""
        return str(self.segments.value())

    def pane(self, key: str = "") -> PartnershipPane:
        """Return a pane, or the one on show; it is made at its first showing."""
        return as_pane(self._pane(key or self.shown))

    def show_pane(self, key: str) -> None:
        """Show another pane, and remember it."""
        self.segments.set_value(key)
        self._ui.memory.keep("partnership/pane", key)
        self.stack.setCurrentWidget(self._pane(key))
        self._freshen()

    def title(self) -> str:
        """Return the name of the pane on show."""
        return self._names[self.shown]

    def in_hand(self) -> RecordRef | None:
        """Return the record the keyboard is on."""
        return self.pane().in_hand()

    def on_show(self) -> RecordRef | None:
        """Return the record on show, to which a file that arrives may go."""
        return self.in_hand()

    def show_record(self, record_id: int) -> None:
        """Show an arrangement."""
        self.show_other(RecordRef(TABS[0].kinds[0], record_id))

    def show_other(self, ref: RecordRef) -> None:
        """Show a record of any kind of this page in its pane."""
        tab = _tab_of(ref.kind)
        self.show_pane(tab.key)
        self.pane().reveal(ref)

    def begin(self, ref: RecordRef) -> None:
        """Begin a record of a kind in its pane, about other records if they are given."""
        self.show_pane(_tab_of(ref.kind).key)
        self.pane().begin(ref)

    def new_record(self) -> None:
        """Begin what the pane on show is about."""
        self.pane().begin(RecordRef("", 0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the pane on show."""
        super().focusInEvent(event)
        self.pane().take_focus()

    def _pane(self, key: str) -> QWidget:
        if key not in self._panes:
            pane = make_pane(next(tab for tab in TABS if tab.key == key), self._sources, self._ui)
            self._panes[key] = pane
            self._behind[key] = None
            self.stack.addWidget(pane)
        return self._panes[key]

    def _freshen(self) -> None:
        if self.shown in self._behind:
            changes = self._behind.pop(self.shown)
            if changes is None:
                self.pane().refresh()
            else:
                self.pane().changed(changes)

    def _on_segment(self, key: object) -> None:
        self.show_pane(str(key))
        self.pane().take_focus()

    def _step(self, by: int) -> None:
        keys = [tab.key for tab in TABS]
        self.show_pane(keys[(keys.index(self.shown) + by) % len(keys)])
        self.pane().take_focus()

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(Size.PAGE_HEADER)
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(10)
        row.addWidget(Text(self._ui, self._ui.language.tr("Partnership"), Size.TITLE, SEMIBOLD))
        row.addStretch(1)
        row.addWidget(self.segments)
        return head

    def _next_part(self, step: int) -> None:
        pane = self._pane(self.shown)
        if pane.isAncestorOf(self.window().focusWidget()) and self.pane().next_part(step):
            return
        owners: list[QWidget] = [self.segments, self.stack]
        if owners[(part_in_hand(owners) + step) % len(owners)] is self.stack:
            self.pane().take_focus()
        else:
            self.segments.button(self.shown).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _tab_of(kind: str) -> Tab:
    return next((tab for tab in TABS if kind in tab.kinds), TABS[0])
