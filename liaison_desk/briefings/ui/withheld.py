"""What stayed out of the packet, for the officer's eyes: the count always, the reasons when he asks why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.briefings.records import WithheldReport
from liaison_desk.briefings.withheld import gap_words, rule_words
from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, Size

_SHOWN = 20


class WithheldBox(QWidget):
    """A panel with the number of records withheld, the rules that did it, and a way to save the report."""

    report_wanted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._report = WithheldReport(frozenset())
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
        self.reasons = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True, selectable=True)
        self._line = hairline(ui)
        self.save = LinkButton(ui, ui.language.tr("Save the report of what was withheld…"), self.report_wanted.emit)
        layout.addLayout(row)
        layout.addWidget(self._line)
        layout.addWidget(self.reasons)
        layout.addWidget(self.save)
        self._show_icon(False)
        self._show_reasons(False)
        self.why.hide()

    def show_report(self, report: WithheldReport) -> None:
        """Show another packet's report; the reasons stay open if they were."""
        language = self._ui.language
        self._report = report
        words = language.count("{n} record withheld", "{n} records withheld", report.records)
        self.count.set_text(words if report.records else language.tr("Nothing withheld"))
        self._show_icon(bool(report.records))
        self.why.setVisible(bool(report.entries))
        self._show_reasons(not self.reasons.isHidden() and bool(report.entries))

    def _on_why(self) -> None:
        self._show_reasons(self.reasons.isHidden())

    def _show_icon(self, withheld: bool) -> None:
        # Amber is a warning; a packet with all its records warns of nothing.
        name, tone = ("eye-off", "amb") if withheld else ("circle-check", "grn")
        self.icon.setPixmap(self._ui.icons.icon(name, tone).pixmap(Size.ICON, Size.ICON))
        self.icon.setObjectName(name)

    def _show_reasons(self, shown: bool) -> None:
        language = self._ui.language
        by_rule: dict[str, list[str]] = {}
        for entry in self._report.entries:
            by_rule.setdefault(rule_words(entry, language), []).append(
                entry.record.label or kind_words(language, entry.record.kind)
            )
        paragraphs = list(filter(None, [gap_words(self._report, language)]))
        for rule, labels in by_rule.items():
            rest = len(labels) - _SHOWN
            more = [language.tr("… and {n} more", n=rest)] if rest > 0 else []
            paragraphs.append("\n".join([rule, *(f"  {label}" for label in labels[:_SHOWN]), *more]))
        self.reasons.set_text("\n\n".join(paragraphs))
        for widget in (self._line, self.reasons, self.save):
            widget.setVisible(shown)
