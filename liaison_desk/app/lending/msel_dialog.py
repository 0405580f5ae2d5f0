"""The screen before a table of injects is taken in: what it would add and change, and what stays out, line by line."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QAbstractItemView, QWidget

from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.word_rows import WordRows

if TYPE_CHECKING:
    from liaison_desk.app.incoming.msel import MselPlan

_SHOWN: Final = 1000
"""Rows that are listed; the counts are of all."""


class MselDialog(DeskDialog):
    """What a file would do to a MSEL. ``agreed`` tells that it shall be taken in."""

    def __init__(self, ui: Ui, plan: "MselPlan", parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Take in {file}", file=plan.path.name), parent)
        self.agreed = False
        self.told = Text(ui, self._counts(plan), weight=SEMIBOLD, wrap=True)
        self.content.addWidget(self.told)
        headings = [tr("Line"), tr("Number"), tr("Kind"), tr("What it says")]
        self.rows = WordRows(tr("Injects of the file"), headings, (56, 90, 130), height=Size.FIELD)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.content.addWidget(self.rows, 1)
        for line, number, what, text in self._listed(plan):
            row = self.rows.add([str(line or ""), number, what, text], line)
            row.setToolTip(3, plain_tip(text[:500]))
            if not number:
                row.setForeground(2, ui.theme.color("amb"))
        total = len(plan.entries) + len(plan.problems)
        if total > _SHOWN:
            more = tr("Listed are the first {shown} of {total} rows.", shown=_SHOWN, total=total)
            self.content.addWidget(Text(ui, more, Size.SECONDARY, tone="t2", wrap=True))
        self.take_button = PrimaryButton(ui, tr("Take in"), key="Ctrl+Enter", act=self.act)
        self.take_button.setEnabled(bool(plan.entries))
        self.foot.addWidget(PlainButton(ui, tr("Cancel"), act=self.reject))
        self.foot.addWidget(self.take_button)
        self.resize(820, 560)

    def act(self) -> None:
        """Agree to what is shown."""
        if self.take_button.isEnabled():
            self.agreed = True
            self.accept()

    def _counts(self, plan: "MselPlan") -> str:
        return self.ui.language.tr(
            "{read} rows read: {added} new, {changed} changed, {unchanged} as they stand here, {skipped} left out.",
            read=plan.read,
            added=plan.added,
            changed=plan.changed,
            unchanged=plan.unchanged,
            skipped=plan.skipped,
        )

    def _listed(self, plan: "MselPlan") -> list[tuple[int, str, str, str]]:
        """Return the rows to list, by line: what is told of the file, and each inject it brings."""
        tr, side = self.ui.language.tr, self.ui.language.code
        rows = [(one.line, "", tr("Note"), tr(one.text, **one.values)) for one in plan.problems]
        for entry in plan.entries:
            one = entry.record
            words = one.text.home if side == "ja" and one.text.home else one.text.host or one.text.home
            rows.append((entry.line, one.number, tr("Changes") if one.id else tr("New"), " ".join(words.split())))
        return sorted(rows, key=lambda row: row[0])[:_SHOWN]
