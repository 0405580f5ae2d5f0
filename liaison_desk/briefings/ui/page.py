"""A packet on a page: every change of the form makes it anew off the window's thread and shows the file itself."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.briefings.records import PacketItem, PacketLanguage, PacketRequest, Template
from liaison_desk.briefings.rules import keyed
from liaison_desk.briefings.service.composing import Briefings, Prepared
from liaison_desk.briefings.ui.building import Building, Made
from liaison_desk.briefings.ui.going_out import GoingOut, Keep
from liaison_desk.briefings.ui.inspector.pane import InspectorPane
from liaison_desk.briefings.ui.outline.pane import OutlinePane
from liaison_desk.briefings.ui.outline.rows import Told, rows_of, told_of
from liaison_desk.briefings.ui.outside import Outside
from liaison_desk.briefings.ui.panes import PacketPanes
from liaison_desk.briefings.ui.preview import PreviewPane
from liaison_desk.briefings.words import entry_title
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.strips import MessageStrip

_NARROW = 1200
"""Pixels; a page narrower than this has no room for all tools of the preview."""

RECORDS = frozenset(
    {
        "event", "calendar", "meeting", "portion", "minutes", "task", "person", "organization", "billet", "profile",
        "exercise", "milestone", "inject", "lesson", "arrangement", "opportunity", "site", "visit", "visitor", "validity",
        "disclosure", "gift", "turnover", "turnover note", "link", "attachment",
    }
)  # fmt: skip
"""The kinds of records a packet is made of."""


class PacketPage(Page):
    """Outline, preview and inspector of one packet. ``right`` is what stands at the right, by default the inspector."""

    kinds = RECORDS
    titled = Signal()
    """The page is called otherwise: another packet is on show, or this one has another title."""

    def __init__(
        self, ui: Ui, briefings: Briefings, profile: Callable[[], DeskProfile], base: PacketRequest | None = None,
        names: Collection[str] = (), outside: Outside | None = None,
    ) -> None:  # fmt: skip
        """``base`` is what is asked for beyond the form; ``names`` are the templates to choose from, all without it.

        A page that composes is lent something from ``outside``.
        """
        super().__init__(ui.changes)
        self._ui = ui
        self._briefings = briefings
        self._profile_now = profile
        self._languages = {ui.language.code: ui.language}  # those that are needed, for each reads its words once
        self._profile = profile()
        self._made: Made | None = None
        self._last: Made | None = None
        self._told: Told | None = None
        self._failure: Exception | None = None
        self._grammar = load_grammar(self._profile.policy)
        self.setAccessibleName(ui.language.tr("Briefings"))
        self.message = MessageStrip(ui)
        self.outline = OutlinePane(ui, editable=outside is not None)
        self.preview = PreviewPane(ui)
        templates = tuple(one for one in briefings.templates() if not names or one.name in names)
        self.inspector = InspectorPane(ui, self._profile, templates, base or PacketRequest(), outside)
        self.building = Building(ui, briefings, self.request, self)
        self.going_out = GoingOut(ui, briefings, self, self.message.show_error, self._make_anew, self._keeps())
        self.panes = PacketPanes(ui, self.outline, self.preview, self._right())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(self.panes, 1)
        self._connect()
        self.inspector.set_ready(False)
        self.building.warm_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be missed where there is little room; the outline gives way before the tools do."""
        self.preview.show_all_tools(self.width() >= _NARROW)
        super().resizeEvent(event)

    def title(self) -> str:
        """Return the packet's title for the window."""
        return self.outline.title.text_whole()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Make the packet anew: at once when the page is opened, after a moment of quiet when records change."""
        if changes is not None and changes.touches("profile"):
            self._profile = self._profile_now()
            self._grammar = load_grammar(self._profile.policy)
            self.inspector.take_profile(self._profile)
        if changes is None:
            self.building.start(anew=True)
        elif changes.touches(*RECORDS):
            self.building.soon(anew=True)

    def rebuild(self) -> None:
        """Make the packet anew from what the form asks for; whatever was being made is dropped."""
        self._set_unmade()
        self.building.start()

    def request(self) -> PacketRequest | None:
        """Return what is asked for; None while a field holds something that means nothing."""
        return self.inspector.request()

    def items(self) -> Sequence[PacketItem]:
        """Return the outline that is on show."""
        return keyed(self.template().sections)

    def template(self) -> Template:
        """Return the template that the packet is made by."""
        return self.inspector.template

    def export(self) -> None:
        """Ask where to, and write the packet that is on show."""
        if (made := self._ready()) is not None:
            self.going_out.export(made)

    def print_packet(self) -> None:
        """Print the packet that is on show, after asking on which printer."""
        if (made := self._ready()) is not None:
            self.going_out.print(made)

    def save_report(self) -> None:
        """Ask where to, and write the report of what was withheld, for the officer alone."""
        if (made := self._ready()) is not None:
            self.going_out.save_report(made)

    # For a page that composes -----------------------------------------------------------------------------------------

    def _right(self) -> QWidget:
        return self.inspector

    def _keeps(self) -> Keep | None:
        return None

    def _called(self) -> str:
        return self.inspector.template_words()

    def _front(self) -> Marking | None:
        """Return the marking of the title; None for fixed words."""
        return None

    def _summary(self) -> str:
        return "  ·  ".join([*self._pages(), f"{self._ui.clock.now().astimezone():%H:%M}"])

    def _pages(self) -> list[str]:
        """Return how many pages the packet had when it was made last; nothing before."""
        last = self._last
        return [self._ui.language.count("{n} page", "{n} pages", last.result.pages)] if last is not None else []

    def _on_changed_form(self) -> None:
        self._set_unmade()
        self.building.soon()

    def _make_anew(self) -> None:
        self._set_unmade()
        self.building.start(anew=True)

    def _on_prepared(self, prepared: Prepared) -> None:
        self.inspector.show_period(prepared.since, prepared.until)
        zones = three_zones(prepared.document.as_of, self._profile.host_zone, self._profile.home_zone)
        self.inspector.as_of.show_line(zones.line)

    def _hush(self) -> None:
        """Take the message away: what it said is so no longer."""
        self.message.hide()

    def _on_made(self, made: Made) -> None:
        self._hush()
        self._failure = None
        self._made = self._last = made
        self._told = told_of(made.result)
        self.inspector.show_result(made.result)
        self.preview.show_pdf(made.result.pdf)
        self.show_outline()
        self.inspector.set_ready(True)

    def _on_failed(self, error: Exception) -> None:
        self._failure, self._last = error, None
        self.message.show_error(error)
        self.inspector.show_nothing()
        self.preview.show_nothing(self._ui.language.tr("No packet was made."))
        self.show_outline()

    # Inside -----------------------------------------------------------------------------------------------------------

    def show_outline(self) -> None:
        """Show the entries with what the finished file says of them, and as the file calls them: those it has no heading of, too."""
        language, before = self._paper_language(), self.title()
        self.outline.show_title(self._called(), self._summary())
        if self.title() != before:
            self.titled.emit()
        # While another is being made, what the last one said still tells the most.
        told = self._told if self._last is not None else None
        self.outline.show_rows(
            rows_of(
                self.items(),
                told,
                lambda item: entry_title(item, language, self._profile),
                self._grammar.portion,
                self._grammar.portion(self._front() or Marking(self._profile.home)),
            )
        )

    def _paper_language(self) -> Language:
        """Return the language of the packet, the first of two; the window's while a field holds something that means nothing."""
        asked, profile = self.request(), self._profile
        if asked is None:
            return self._ui.language
        code = profile.home_language if asked.language is PacketLanguage.HOME else profile.host_language
        return self._languages.setdefault(code, Language(code))

    def _connect(self) -> None:
        self.outline.page_wanted.connect(self.preview.go_to)
        inspector, building = self.inspector, self.building
        inspector.changed.connect(self._on_changed_form)
        inspector.export_wanted.connect(self.export)
        inspector.print_wanted.connect(self.print_packet)
        inspector.report_wanted.connect(self.save_report)
        inspector.withheld.open_wanted.connect(self._ui.open)
        building.prepared.connect(self._on_prepared)
        building.made.connect(self._on_made)
        building.failed.connect(self._on_failed)
        for keys, act in (
            ("Ctrl+E", self.export),
            ("Ctrl+P", self.print_packet),
            ("Ctrl++", lambda: self.preview.zoom(1)),
            ("Ctrl+=", lambda: self.preview.zoom(1)),
            ("Ctrl+-", lambda: self.preview.zoom(-1)),
            ("F6", lambda: self._next_pane(1)),
            ("Shift+F6", lambda: self._next_pane(-1)),
        ):
            on_keys(self, keys, act)

    def _ready(self) -> Made | None:
        """Return the packet that is on show; where there is none, say why: it could not be made, asked for, or is not made yet."""
        if self._made is not None:
            self._hush()  # what went wrong the last time
        elif self._failure is not None:
            self.message.show_error(self._failure)
        elif not self.inspector.form.check():
            self.panes.show_right()
        else:
            self._ui.notify(self._ui.language.tr("The packet is still being made. Try again in a moment."), None)
        return self._made

    def _set_unmade(self) -> None:
        self._made = None
        self.inspector.set_ready(False)

    def _next_pane(self, step: int) -> None:
        """Put the keyboard into the next pane."""
        panes = (self.outline, self.preview, self._right())
        focus = self.window().focusWidget()
        at = next((n for n, one in enumerate(panes) if focus is not None and one.isAncestorOf(focus)), -1)
        there = panes[(at + step) % len(panes)]
        if there is self.outline:
            self.panes.show_left()
            if not self.outline.list.currentIndex().isValid():
                self.outline.list.setCurrentIndex(self.outline.list.rows_model.index(0, 0))
            self.outline.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif there is self.preview:
            self.preview.sheets.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.panes.show_right()
            self._enter_right()

    def _enter_right(self) -> None:
        self.inspector.form.focus_first()
