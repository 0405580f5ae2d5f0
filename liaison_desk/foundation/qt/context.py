"""What every page is handed: the language, the look, the lanes, and the few things only the window can do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.relay import ChangeRelay
from liaison_desk.foundation.qt.settings import Memory
from liaison_desk.foundation.qt.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

Notify = Callable[[str, Callable[[], None] | None], None]


class Asker(Protocol):
    """Whoever asks the user questions; the real one opens dialogs, the one of tests and pictures has answers ready."""

    def confirm(self, title: str, text: str, action: str, *, destructive: bool = False) -> bool:
        """Ask whether to do what ``action`` (a verb on the button) says; false when the user steps back."""
        ...

    def choose(self, title: str, text: str, actions: Sequence[str], *, destructive: bool = False) -> int | None:
        """Ask which of several actions to take, narrowest first; None when the user steps back."""
        ...

    def open_files(self, title: str, filters: str, *, several: bool = True) -> tuple[Path, ...]:
        """Ask for files to read; ``filters`` in Qt's form ``Calendars (*.ics)``. Empty when the user steps back."""
        ...

    def save_file(self, title: str, suggestion: str, filters: str) -> Path | None:
        """Ask where to write; None when the user steps back."""
        ...

    def form(self, dialog: "QDialog") -> bool:
        """Let the user fill in (or read) a dialog; true when it was saved."""
        ...


def _nothing(_: RecordRef) -> QWidget:
    widget = QWidget()
    widget.hide()
    return widget


@dataclass(frozen=True, slots=True)
class Ui:
    """The surroundings of a page, made once by the shell and passed through constructors.

    ``notify`` shows a toast, with an Undo button when given what undoes; ``open`` shows a record wherever it lives;
    ``beside`` makes what the rest of the desk has to say of a record, for whichever view shows it whole.
    """

    language: Language
    theme: Theme
    icons: Icons
    jobs: Jobs
    clock: Clock
    changes: ChangeRelay
    memory: Memory
    ask: Asker
    notify: Notify
    open: Callable[[RecordRef], None]
    beside: Callable[[RecordRef], QWidget] = _nothing

    def words(self, error: Exception) -> str:
        """Return an error's sentence in the user's language; a bug gets a general one, for its details are in the log."""
        if isinstance(error, DeskError):
            return self.language.error(error)
        return self.language.tr(
            "Something went wrong inside the program. Nothing was changed; the details are in the log."
        )
