"""The Briefings page: every change of the form makes the packet anew off the window's thread and shows the file itself."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from liaison_desk.briefings.records import PacketRequest, PacketResult
from liaison_desk.briefings.service.composing import Briefings, Prepared
from liaison_desk.briefings.ui.inspector import InspectorPane
from liaison_desk.briefings.ui.outline import OutlinePane
from liaison_desk.briefings.ui.preview import PreviewPane
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import CancelledError, DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.strips import MessageStrip

_PAUSE = 200
"""Milliseconds of quiet after typing before the packet is made anew."""

_NARROW = 1100
"""Pixels; a page narrower than this has no room for all tools of the preview."""
_LEAST_OUTLINE = 200


class BriefingsPage(Page):
    """Outline, preview and inspector of one packet."""

    kinds = frozenset({"event", "calendar", "meeting", "task", "person", "profile"})

    def __init__(
        self, ui: Ui, briefings: Briefings, profile: DeskProfile, base: PacketRequest | None = None,
        names: Collection[str] = (),
    ) -> None:  # fmt: skip
        """``base`` is what is asked for beyond the form; ``names`` are the templates to choose from, all without it."""
        super().__init__(ui.changes)
        self._ui = ui
        self._briefings = briefings
        self._stop = Event()
        self._result: PacketResult | None = None
        self.setAccessibleName(ui.language.tr("Briefings"))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self.rebuild)
        self.message = MessageStrip(ui)
        self.outline = OutlinePane(ui)
        self.preview = PreviewPane(ui)
        templates = tuple(one for one in briefings.templates() if not names or one.name in names)
        self.inspector = InspectorPane(ui, profile, templates, base or PacketRequest())
        self.outline.page_wanted.connect(self.preview.go_to)
        self.inspector.changed.connect(self._on_changed_form)
        self.inspector.export_wanted.connect(self.export)
        self.inspector.print_wanted.connect(self.print_packet)
        self.inspector.report_wanted.connect(self.save_report)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self.outline.setMinimumWidth(_LEAST_OUTLINE)
        # The others are never narrower than their tools: a set minimum would cut those.
        for pane in (self.outline, self.preview, self.inspector):
            self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(1, 1)
        ui.memory.restore_splitter("briefings.panes", self._splitter, (316, 604, 324))
        self._splitter.splitterMoved.connect(lambda: ui.memory.keep_splitter("briefings.panes", self._splitter))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.message)
        layout.addWidget(self._splitter, 1)
        self.inspector.set_ready(False)
        self._bind_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be missed where there is little room; the outline gives way before the tools do."""
        self.preview.show_percent(self.width() >= _NARROW)
        super().resizeEvent(event)

    def title(self) -> str:
        """Return the packet's title for the window."""
        return self.outline.title.text_whole()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Make the packet anew: at once when the page is opened, after a moment of quiet when records change."""
        if changes is None:
            self.rebuild()
        else:
            self._later.start()

    def rebuild(self) -> None:
        """Make the packet anew from what the form asks for; whatever was being made is dropped."""
        request = self.inspector.request()
        if request is None:
            return
        self._later.stop()
        self._stop.set()
        self._stop = Event()
        self._result = None
        self.inspector.set_ready(False)
        prepare = partial(self._briefings.prepare, request)
        self._ui.jobs.database.run(prepare, self._on_prepared, self._on_failed, "briefings.prepare", self)

    def export(self) -> None:
        """Ask where to, and write the packet that is on show."""
        result = self._result
        if result is None:
            return
        tr = self._ui.language.tr
        path = self._ui.ask.save_file(tr("Export PDF"), result.file_name, "PDF (*.pdf)")
        if path is not None:
            path = path if path.suffix else path.with_suffix(".pdf")
            self._write(lambda: self._briefings.save(result, path), path)

    def save_report(self) -> None:
        """Ask where to, and write the report of what was withheld, for the officer alone."""
        result = self._result
        if result is None:
            return
        language = self._ui.language
        name = f"{Path(result.file_name).stem}_withheld.txt"
        path = self._ui.ask.save_file(language.tr("Save the report"), name, "Text (*.txt);;CSV (*.csv)")
        if path is not None:
            self._write(lambda: self._briefings.save_withheld(result, path, language), path)

    def print_packet(self) -> None:
        """Print the packet that is on show, after asking on which printer."""
        document = self.preview.document
        if self._result is None or document is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from liaison_desk.briefings.ui.printing import print_document

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._result.file_name)
        if self._ui.ask.form(QPrintDialog(printer, self)) and not print_document(document, printer):
            self.message.show_error(DeskError("The printer did not take the packet."))

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+E", self.export),
            ("Ctrl+P", self.print_packet),
            ("Ctrl++", lambda: self.preview.zoom(1)),
            ("Ctrl+=", lambda: self.preview.zoom(1)),
            ("Ctrl+-", lambda: self.preview.zoom(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _write(self, work: Callable[[], None], path: Path) -> None:
        said = self._ui.language.tr("{file} was saved.", file=path.name)
        self._ui.jobs.render.run(work, lambda _: self._ui.notify(said, None), self.message.show_error, owner=self)

    def _on_changed_form(self) -> None:
        self._result = None
        self.inspector.set_ready(False)
        self._later.start()

    def _on_prepared(self, prepared: Prepared) -> None:
        self.inspector.show_period(prepared.since, prepared.until)
        stop = self._stop

        def watch(_done: int, _total: int) -> None:
            if stop.is_set():
                raise CancelledError

        finish = partial(self._briefings.finish, prepared, watch)
        self._ui.jobs.render.run(finish, self._on_finished, self._on_failed, "briefings.finish", self)

    def _on_finished(self, result: PacketResult) -> None:
        if self._stop.is_set():
            return
        language = self._ui.language
        self.message.hide()
        self._result = result
        words = language.count("{n} page", "{n} pages", result.pages)
        made = self._ui.clock.now().astimezone()
        title = self.inspector.form.field("template").input.currentText()  # type: ignore[attr-defined]
        self.outline.show_outline(title, f"{words}  ·  {made:%H:%M}", result.outline)
        self.inspector.show_result(result)
        self.preview.show_pdf(result.pdf)
        self.inspector.set_ready(True)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, CancelledError):
            return
        self.message.show_error(error)
        self.preview.show_nothing(self._ui.language.tr("No packet was made."))
