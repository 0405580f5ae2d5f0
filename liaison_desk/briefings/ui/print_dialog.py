"""Print from another page: a packet of what is on show there, previewed, released and printed as every other packet."""

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from liaison_desk.briefings.records import PacketRequest
from liaison_desk.briefings.service.composing import Briefings
from liaison_desk.briefings.ui.page import PacketPage
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog

_SIZE = (1180, 780)


class PrintDialog(DeskDialog):
    """One request previewed and printed, without what composes packets. ``names`` are the templates that print it."""

    def __init__(
        self, ui: Ui, briefings: Briefings, profile: DeskProfile, base: PacketRequest, names: Collection[str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui, ui.language.tr("Print"), parent)
        self.page = PacketPage(ui, briefings, lambda: profile, base, names)
        self.content.setContentsMargins(0, 12, 0, 0)
        self.heading.setContentsMargins(20, 0, 20, 0)
        self.content.addWidget(self.page, 1)
        self.foot.addWidget(PlainButton(ui, ui.language.tr("Close"), act=self.reject))
        self.resize(*_SIZE)

    def act(self) -> None:
        """Ctrl+Return prints."""
        self.page.print_packet()
