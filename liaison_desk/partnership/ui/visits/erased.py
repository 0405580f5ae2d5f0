"""What is said of an erasing of personal data: how many were erased, and what it could not reach."""

from typing import Final

from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.partnership.service.visitors import Erased
from liaison_desk.screens.erased import left_behind

_KEPT: Final = "visits/erased"


def said_of(language: Language, done: Erased, *, due: bool = True) -> tuple[str, list[str]]:
    """Return what was erased, on its day or because somebody asked, and in further sentences what could not be reached."""
    tr, count = language.tr, language.count
    if due:
        said = count(
            "Personal data of {n} visitor were erased on their day.",
            "Personal data of {n} visitors were erased on their day.", done.count,
        )  # fmt: skip
    else:
        said = count(
            "Personal data of {n} visitor are erased.", "Personal data of {n} visitors are erased.", done.count
        )
    more = []
    if done.files:
        more.append(count("The file of {n} packet that went out with them is erased, too.", "The files of {n} packets that went out with them are erased, too.", done.files))  # fmt: skip
    if done.copies:
        files = ", ".join(done.copies)
        more.append(
            tr("Copies beside the desk may still hold them. Delete those you do not need: {files}.", files=files)
        )
    return said, [*more, *left_behind(language, traceless=done.traceless, shared=done.shared)]


def keep_told(ui: Ui, said: str) -> None:
    """Keep what was said until it is read on the pane of visits, for a toast is gone after some seconds."""
    ui.memory.keep(_KEPT, said)


def told(ui: Ui) -> str:
    """Return what was said and is not read yet, once."""
    said = ui.memory.text(_KEPT)
    if said:
        ui.memory.keep(_KEPT, "")
    return said
