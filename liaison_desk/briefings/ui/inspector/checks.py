"""The checks before a packet goes out: what asks for a look, with the way there, and what is well."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.briefings.checks import Check, Tone
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import SectionTitle, Text
from liaison_desk.foundation.qt.theme import Size

_ICONS = {Tone.STOPS: "circle-alert", Tone.LOOK: "triangle-alert", Tone.WELL: "circle-check"}
_SHOWN = 30


class ChecksBox(QWidget):
    """A line a check; ``go_wanted`` is the check whose place shall be shown."""

    go_wanted = Signal(object)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._checks: tuple[Check, ...] = ()
        self.go_buttons: list[LinkButton] = []
        self.title = SectionTitle(ui, ui.language.tr("Checks before export"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.title)
        layout.addLayout(self._lines)

    @property
    def checks(self) -> tuple[Check, ...]:
        """What is shown."""
        return self._checks

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show other checks."""
        if tuple(checks) == self._checks:
            return
        self._checks = tuple(checks)
        asking = [one for one in checks if one.tone is not Tone.WELL]
        self.title.set_count(str(len(asking)) if asking else "")
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.go_buttons = []
        for check in (*asking[:_SHOWN], *(one for one in checks if one.tone is Tone.WELL)):
            self._lines.addWidget(self._line(check))
        if len(asking) > _SHOWN:
            rest = self._ui.language.tr("… and {n} more", n=len(asking) - _SHOWN)
            self._lines.addWidget(Text(self._ui, rest, Size.SECONDARY, tone="t3"))

    def _line(self, check: Check) -> QWidget:
        ui, language = self._ui, self._ui.language
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon = Text(ui)
        icon.setPixmap(ui.icons.icon(_ICONS[check.tone], str(check.tone)).pixmap(Size.ICON, Size.ICON))
        said = check.say(language)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(ui, said, Size.SECONDARY, wrap=True), 1)
        if check.tone is not Tone.WELL and (check.problem.field or check.page):
            go = LinkButton(ui, language.tr("Go to"), lambda: self.go_wanted.emit(check))
            go.setAccessibleName(language.tr("Go to: {what}", what=said))
            self.go_buttons.append(go)
            row.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return holder
