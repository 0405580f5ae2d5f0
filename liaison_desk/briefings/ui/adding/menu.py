"""The menu of what can be added, and the entries that are added as they are."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.briefings.records import PacketItem, TextLook
from liaison_desk.briefings.sections import SectionKind
from liaison_desk.briefings.ui.fitting import section_groups
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.qt.buttons import literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu

_FRONT = "cover"


def adding_menu(
    ui: Ui, parent: QWidget, marking: Marking | None, add: Callable[[PacketItem], object],
    ask_record: Callable[[], object], ask_file: Callable[[], object],
) -> QMenu:  # fmt: skip
    """Return the menu; ``add`` takes the entry that was chosen. ``marking`` is that of what is written here."""
    tr, icon = ui.language.tr, ui.icons.icon
    menu = popup_menu(parent)
    texts = menu.addMenu(icon("pencil"), tr("&Text"))
    for look, words in (
        (TextLook.PARAGRAPHS, tr("&Paragraphs")), (TextLook.NUMBERED, tr("&Numbered list")),
        (TextLook.BULLETS, tr("&Bullets")), (TextLook.BLUF, tr("Bottom &line (BLUF)")),
    ):  # fmt: skip
        texts.addAction(words, partial(add, PacketItem(look=look, marking=marking)))
    menu.addAction(icon("search"), tr("A single &record…"), ask_record)
    menu.addAction(icon("paperclip"), tr("A picture or P&DF file…"), ask_file)
    menu.addSeparator()
    for heading, kinds in section_groups(ui.language):
        some = [kind for kind in kinds if kind.name != _FRONT]
        if some:
            _add_sections(ui, menu.addMenu(heading), some, add)
    menu.addSeparator()
    menu.addAction(tr("&Cover with contents"), partial(add, PacketItem(_FRONT, {"contents": True})))
    return menu


def _add_sections(ui: Ui, menu: QMenu, kinds: Iterable[SectionKind], add: Callable[[PacketItem], object]) -> None:
    for kind in kinds:
        menu.addAction(literal(ui.language.tr(kind.title)), partial(add, PacketItem(kind.name, dict(kind.options))))
