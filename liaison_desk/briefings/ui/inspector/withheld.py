"""What stayed out of the packet, for the officer's eyes: the count always, the reasons when he asks why, record by record."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.briefings.records import PACKET, Withheld, WithheldReport
from liaison_desk.briefings.withheld import gap_words, rule_words
from liaison_desk.domain.kinds import kind_words
from liaison_desk.domain.marking import list_order
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import LinkButton, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, Size

_SHOWN = 20
_SLACK = 4
"""Pixels; letters are measured in parts of one."""


class WithheldBox(QWidget):
    """A panel with the number of records withheld, the rules that did it with their records, and a way to save the report.

    A record that is chosen tells the way to the decision: record, portion, audience, rule.
    """

    report_wanted = Signal()
    open_wanted = Signal(object)
    """A RecordRef shall be shown."""
    entry_wanted = Signal(str)
    """An entry of the outline shall be shown, by its key."""

    def __init__(self, ui: Ui, *, opens: bool = False) -> None:
        """With ``opens`` a record may be opened from here: not in a dialog, behind which it would stand."""
        super().__init__()
        self._ui = ui
        self._opens = opens
        self._report = WithheldReport(frozenset())
        self.records: list[WithheldRow] = []
        surface(self, "panel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.icon = Text(ui)
        self.count = Text(ui, "", Size.BODY, MEDIUM)
        self.why = LinkButton(ui, ui.language.tr("Why?"), self._on_why)
        row.addWidget(self.icon)
        row.addWidget(self.count, 1)
        row.addWidget(self.why)
        self._open = False
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(2)
        self._line = hairline(ui)
        self.save = LinkButton(ui, ui.language.tr("Save the report of what was withheld…"), self.report_wanted.emit)
        layout.addLayout(row)
        layout.addWidget(self._line)
        layout.addLayout(self._reasons)
        layout.addWidget(self.save)
        self._show_icon(False)
        self._show_reasons()
        self.why.hide()

    @property
    def is_open(self) -> bool:
        """Whether the reasons are shown."""
        return self._open

    def show_report(self, report: WithheldReport) -> None:
        """Show another packet's report; the reasons stay open if they were."""
        language = self._ui.language
        same, self._report = self._report == report, report
        words = language.count("{n} record withheld", "{n} records withheld", report.records)
        self.count.set_text(words if report.records else language.tr("Nothing withheld"))
        self._show_icon(bool(report.records))
        self.why.setVisible(bool(report.entries))
        self._open = self._open and bool(report.entries)
        if not same or not self._open:
            self._show_reasons()

    def text(self) -> str:
        """Return everything that is shown below the count."""
        texts = [one.text_whole() for one in self.findChildren(Text) if one not in (self.icon, self.count)]
        return "\n".join(texts)

    def show_why(self, key: str) -> None:
        """Tell why an entry of the outline stays out."""
        self._open = True
        self._show_reasons()
        for row in self.records:
            if row.withheld.record.kind == PACKET and row.withheld.uid == key:
                row.toggle(shown=True)

    def _on_why(self) -> None:
        self._open = not self._open
        self._show_reasons()

    def _show_icon(self, withheld: bool) -> None:
        # Amber is a warning; a packet with all its records warns of nothing.
        name, tone = ("eye-off", "amb") if withheld else ("circle-check", "grn")
        self.icon.setPixmap(self._ui.icons.icon(name, tone).pixmap(Size.ICON, Size.ICON))
        self.icon.setObjectName(name)

    def _show_reasons(self) -> None:
        focus = self.window().focusWidget()
        if focus is not None and any(row.isAncestorOf(focus) for row in self.records):
            self.why.setFocus()  # the row goes, and the keyboard with it
        while (item := self._reasons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.records = []
        if self._open:
            for widget in self._made_reasons():
                self._reasons.addWidget(widget)
        for widget in (self._line, self.save):
            widget.setVisible(self._open)

    def _made_reasons(self) -> Iterator[QWidget]:
        ui, language = self._ui, self._ui.language
        if gaps := gap_words(self._report, language):
            yield Text(ui, gaps, Size.SECONDARY, tone="t2", wrap=True)
        by_rule: dict[str, list[Withheld]] = {}
        for entry in self._report.entries:
            by_rule.setdefault(rule_words(entry, language), []).append(entry)
        for rule, entries in by_rule.items():
            yield Text(ui, rule, Size.SECONDARY, tone="t2", wrap=True)
            for entry in entries[:_SHOWN]:
                row = WithheldRow(ui, entry, self._report.audience, opens=self._opens)
                row.open_wanted.connect(self.open_wanted)
                row.entry_wanted.connect(self.entry_wanted)
                self.records.append(row)
                yield row
            if len(entries) > _SHOWN:
                yield Text(ui, language.tr("… and {n} more", n=len(entries) - _SHOWN), Size.SECONDARY, tone="t3")


class WithheldRow(QWidget):
    """One record that stayed out; a click tells why."""

    open_wanted = Signal(object)
    entry_wanted = Signal(str)

    def __init__(self, ui: Ui, withheld: Withheld, audience: frozenset[str], *, opens: bool) -> None:
        super().__init__()
        self._opens = opens
        self.withheld = withheld
        label = called(withheld, ui.language)
        self.button = _RecordLink(ui, label, self.toggle)
        self.button.setAccessibleName(ui.language.tr("Why is {record} withheld?", record=label))
        self.button.setToolTip(ui.language.tr("Why?"))
        self.detail = Text(
            ui, "\n".join(way_to(withheld, audience, ui.language)), Size.SECONDARY, wrap=True, selectable=True
        )
        self.detail.setContentsMargins(12, 0, 0, 0)
        tr = ui.language.tr
        own = withheld.record.kind == PACKET
        self.open_button = LinkButton(ui, tr("Go to the entry") if own else tr("Open the record"), self._on_open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 0, 0, 2)
        layout.setSpacing(2)
        for widget in (self.button, self.detail, self.open_button):
            layout.addWidget(widget)
        self.toggle(shown=False)

    def toggle(self, *, shown: bool | None = None) -> None:
        """Tell why, or no longer."""
        shown = self.detail.isHidden() if shown is None else shown
        self.detail.setVisible(shown)
        can_open = bool(self.withheld.record.id) or (self.withheld.record.kind == PACKET and bool(self.withheld.uid))
        self.open_button.setVisible(shown and can_open and self._opens)

    def _on_open(self) -> None:
        if self.withheld.record.kind == PACKET:
            self.entry_wanted.emit(self.withheld.uid)
        else:
            self.open_wanted.emit(self.withheld.record)


class _RecordLink(LinkButton):
    """The name of a record, cut where the pane is narrower."""

    def __init__(self, ui: Ui, label: str, act: Callable[[], object]) -> None:
        super().__init__(ui, literal(label), act)
        self._label = label
        self.setMaximumWidth(super().sizeHint().width() + _SLACK)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its words."""
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words for the new width."""
        super().resizeEvent(event)
        self.setText(literal(self.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, self.width() + 1)))


def called(withheld: Withheld, language: Language) -> str:
    """Return what a record that stayed out is called."""
    return " ".join(withheld.record.label.split()) or kind_words(language, withheld.record.kind)


def way_to(withheld: Withheld, audience: frozenset[str], language: Language) -> Sequence[str]:
    """Return the way to a decision, a line each: record, portion, audience, rule, and who could permit it."""
    tr = language.tr
    kind = kind_words(language, withheld.record.kind) if withheld.record.kind else ""
    extent = (
        tr("the whole record") if withheld.whole else language.count("{n} portion", "{n} portions", withheld.portions)
    )
    said = [f"“{' '.join(one.split())}”" for one in withheld.said]
    lines = [
        tr("Record: {record}", record=": ".join(filter(None, (kind, called(withheld, language))))),
        tr("Portion: {portion}", portion=" ".join([extent, *said])),
        tr("Audience: {nations}", nations=", ".join(list_order(audience))),
        tr("Rule: {rule}", rule=rule_words(withheld, language)),
    ]
    if withheld.blocked:
        lines.insert(3, tr("May not read it: {nations}", nations=", ".join(withheld.blocked)))
    if withheld.may_permit:
        lines.append(tr("Could permit it: {nation}", nation=withheld.may_permit))
    return lines
