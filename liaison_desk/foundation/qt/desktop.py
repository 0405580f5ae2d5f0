"""What the desktop around the program must be told, before and after the application object is made."""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication


def prepare_input_method(environment: MutableMapping[str, str] = os.environ) -> None:
    """Let Japanese be typed where fcitx is the input method; call before the application object is made.

    The PySide wheels bring a plug-in for ibus but none for fcitx, which understands ibus's protocol.
    """
    if "fcitx" not in environment.get("XMODIFIERS", "") + environment.get("QT_IM_MODULE", ""):
        return
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforminputcontexts"
    if not any(plugins.glob("*fcitx*")):
        environment["QT_IM_MODULE"] = "ibus"


def keep_singletons_alive() -> None:
    """Give None, True and their like more references than a program can lose; call once a process, soon after its first paint.

    PySide 6.12 returns them without a reference of their own, as is right only since Python 3.12 made them immortal
    (6.11 was careful). On 3.11 the interpreter would end with "deallocating None" after some ten thousand painted lines.
    """
    if sys.version_info < (3, 12):
        import ctypes

        for one in (None, True, False, NotImplemented, ...):
            ctypes.c_ssize_t.from_address(id(one)).value += 1 << (40 if sys.maxsize > 1 << 32 else 28)


def translate_qt(app: QApplication, code: str) -> None:
    """Let Qt's own words (the menu of a text input, file dialogs) speak the interface's language."""
    if code == "en":
        return
    translator = QTranslator(app)
    if translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
