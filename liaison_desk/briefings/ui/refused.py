"""What the desk refuses to keep of a packet: said on the page as long as it is so, and not lost without asking."""

from collections.abc import Callable

from liaison_desk.briefings.ui.keeping import PacketKeeper
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.strips import MessageStrip


class Refused:
    """Watches the changes that ``keeper`` could not keep; ``message`` says why.

    ``take`` changes the packet by what is being typed, and tells whether all of that means something.
    """

    def __init__(self, ui: Ui, keeper: PacketKeeper, message: MessageStrip, take: Callable[[], bool]) -> None:
        self._ui = ui
        self._keeper = keeper
        self._message = message
        self._take = take
        self._said = ""
        keeper.refused.connect(lambda _: self.say())
        keeper.kept.connect(self._on_kept)

    def say(self) -> None:
        """Say why something is not kept, also after a packet could be made of it all the same."""
        error = self._keeper.refusal
        if error is not None:
            self._message.show_error(error)
            self._said = self._message.text()

    def forget(self) -> None:
        """Another packet is on show."""
        self._said = ""
        self._message.hide()

    def may_close(self) -> bool:
        """Keep what was typed last; ask before the window closes on what the desk refuses to keep."""
        tr = self._ui.language.tr
        said = tr("What you typed last could not be saved. It is lost when the window closes.")
        return self._may_lose(said, tr("Close all the same"))

    def may_leave(self) -> bool:
        """Keep what was typed last; ask before another packet is shown in place of what the desk refuses to keep."""
        tr = self._ui.language.tr
        said = tr("What you typed last could not be saved. It is lost when another packet is opened.")
        return self._may_lose(said, tr("Open all the same"))

    def _may_lose(self, said: str, action: str) -> bool:
        whole = self._take()
        self._keeper.save()
        return (whole and not self._keeper.at_risk) or self._ui.ask.confirm(
            self._ui.language.tr("Packet not saved"), said, action, destructive=True
        )

    def _on_kept(self) -> None:
        if self._said and self._message.text() == self._said:  # what else went wrong is still to be read
            self.forget()
