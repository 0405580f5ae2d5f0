"""The entry that is edited, in the place of the packet's form: whatever is changed is told at once, field by field."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.briefings.records import FILE, TEXT, Packet, PacketItem, TextLook
from liaison_desk.briefings.rules import chosen_pages
from liaison_desk.briefings.ui.entry.options import option_fields
from liaison_desk.briefings.ui.entry.records import RecordsField
from liaison_desk.briefings.ui.fitting import records_for
from liaison_desk.briefings.ui.outline.deeds import across_words
from liaison_desk.briefings.ui.outside import Outside
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.typed import day_reader
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, CheckRow, Choice, DateField, Field, Form, ParsedField
from liaison_desk.foundation.qt.fields.text import TextArea
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of
from liaison_desk.tasks.ui.words import Words

_OPTION: Final = "option "
_TYPED: Final = (BilingualField, DateField, ParsedField)
ABOUT: Final = ("records", "since", "until")


class EntryPane(QWidget):
    """Edits one entry, or the packet's own title. ``edited`` is the name of a part and its value, and whether it was typed.

    Parts are named as PacketItem's, About's and Packet's fields are; an option by ``option `` and its name.
    """

    edited = Signal(str, object, bool)
    left = Signal()
    """The packet's form shall be shown again."""

    def __init__(self, ui: Ui, words: Words, outside: Outside | None) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._outside = outside
        self._shown: PacketItem | Packet | None = None
        self._filling = False
        self._parts: list[str] = []
        tr = ui.language.tr
        surface(self, "win")
        self.back = IconButton(ui, "arrow-left", tr("Back to the packet"), key="Esc", act=self.left.emit)
        self.title = Text(ui, "", Size.BODY, SEMIBOLD, elide=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        self.hint = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.hint.setContentsMargins(4, 0, 8, 0)
        self._holder = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addWidget(hairline(ui))
        layout.addWidget(self.hint)
        layout.addLayout(self._holder, 1)
        self.form = Form(ui)
        self._holder.addWidget(self.form)

    @property
    def key(self) -> str:
        """The key of the entry that is shown; "" for the packet, or for nothing."""
        return self._shown.key if isinstance(self._shown, PacketItem) else ""

    def show_entry(self, item: PacketItem, called: str) -> None:
        """Show an entry; one that is on show already is filled anew only where it says something else."""
        language = self._ui.language
        hint = dict(item.hint)
        self.hint.set_text(hint.get(language.code) or hint.get("en", ""))
        self.hint.setVisible(bool(self.hint.text_whole()))
        self._show(item, called, partial(self._build_entry, item))

    def show_packet(self, packet: Packet) -> None:
        """Show the packet's own title and marking."""
        self.hint.set_text(
            self._ui.language.tr("The title stands on every page; all who hold the packet must be able to read it.")
        )
        self.hint.show()
        self._show(packet, self._ui.language.tr("Title and marking"), self._build_packet)

    def show_nothing(self) -> None:
        """Forget what was shown."""
        self._shown = None

    def begin(self, *names: str) -> None:
        """Put the keyboard where one writes: into the text, else into the title, or where it is said."""
        names = names or ("text", "title")
        field = next((self.form.field(name) for name in names if name in self._parts), None)
        if isinstance(field, BilingualField):
            field.host.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the packet, unless an input method has it."""
        focus = self.focusWidget()
        composing = isinstance(focus, ImeLineEdit | TextArea) and focus.composing
        if event.key() == Qt.Key.Key_Escape and not composing:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, one: PacketItem | Packet, called: str, build: Callable[[], None]) -> None:
        self.title.set_text(called)
        if self._shown is not None and _same_form(self._shown, one):
            if self._shown != one:
                self._shown = one
                self._fill()
            return
        self._shown = one
        self._parts = []
        old, self.form = self.form, Form(self._ui, label_width=58)
        self._holder.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()
        build()
        self._fill()

    # What there is to fill in -----------------------------------------------------------------------------------------

    def _build_packet(self) -> None:
        tr = self._ui.language.tr
        self._add("title", tr("Packet title"), BilingualField(self._ui, *self._words.side_names()))
        self._add("marking", tr("Marking"), marking_field(self._ui, self._words.profile()))

    def _build_entry(self, item: PacketItem) -> None:
        ui, tr = self._ui, self._ui.language.tr
        sides = self._words.side_names()
        own = item.kind in {TEXT, FILE}
        if item.kind == TEXT:
            self._add("text", tr("Text"), BilingualField(ui, *sides, rows=6))
            looks = (
                (TextLook.PARAGRAPHS, tr("Paragraphs")), (TextLook.NUMBERED, tr("Numbered list")),
                (TextLook.BULLETS, tr("Bullets")), (TextLook.BLUF, tr("Bottom line (BLUF)")),
            )  # fmt: skip
            self._add("look", tr("Look"), Choice(ui, looks))
        if item.kind == FILE:
            self.form.add_wide(Text(ui, item.file_name, Size.SECONDARY, tone="t2", wrap=True))
            self._add("pages", tr("Pages"), ParsedField(ui, _read_pages, str, placeholder=tr("All, or 1-3, 5")))
        if own:
            self._add("marking", tr("Marking"), marking_field(ui, self._words.profile()))
        self._add("title", tr("Heading"), BilingualField(ui, *sides))
        if not own:
            self._add("marking", tr("Its marking"), marking_field(ui, self._words.profile()))
            self._add_section(item)
        self.form.add_wide(hairline(ui))
        self._add("tab", "", CheckRow(ui, tr("Begins a tab")))
        self._add("divider", "", CheckRow(ui, tr("With a divider sheet")))
        self._add("across", tr("Page lies"), Choice(ui, across_words(ui.language)))

    def _add_section(self, item: PacketItem) -> None:
        ui, tr, form = self._ui, self._ui.language.tr, self.form
        options = option_fields(ui, item.options)
        kinds = records_for(item.kind)
        if options or kinds:
            form.add_wide(hairline(ui))
        for name, label, field in options:
            self._add(f"{_OPTION}{name}", label, field)
        if kinds and self._outside is not None:
            self._add("records", tr("Only about"), RecordsField(ui, self._outside.find, kinds))
        if item.kind != "cover":
            read = day_reader(self._words.profile, ui.clock.now, happened=None)
            self._add("since", tr("From"), DateField(ui, read))
            self._add("until", tr("To"), DateField(ui, read))
            for name in ("since", "until"):
                self.form.field(name).input.setPlaceholderText(tr("As the packet"))  # type: ignore[attr-defined]

    def _add(self, name: str, label: str, field: Field) -> None:
        self.form.add(name, label, field)
        self._parts.append(name)
        field.changed.connect(partial(self._on_changed, name, field))

    def _fill(self) -> None:
        one = self._shown
        self._filling = True
        for name in self._parts:
            field, value = self.form.field(name), _part(one, name)
            if isinstance(value, Bilingual):
                value = pair_of(value)
            present = field.understood(field)  # itself: what is being typed there means nothing yet
            if present is not field and present != value:
                field.set_value(value)
        self.form.settle()
        self._filling = False
        self._show_fitting()

    def _show_fitting(self) -> None:
        """Offer a divider sheet of a tab alone, and of a section a marking for what is its heading."""
        one = self._shown
        if isinstance(one, PacketItem):
            self.form.field("divider").setEnabled(one.tab)
            if one.kind not in {TEXT, FILE}:
                self.form.set_shown("marking", bool(one.title))

    def _on_changed(self, name: str, field: Field) -> None:
        if self._filling or self._shown is None:
            return
        try:
            value = field.value()
        except DeskError:
            return  # it says so itself when it is left
        value = bilingual_of(value) if isinstance(field, BilingualField) else value
        value = value or "" if name == "pages" else value
        if value == _part(self._shown, name):
            return
        self._shown = with_part(self._shown, name, value)
        self._show_fitting()
        self.edited.emit(name, value, isinstance(field, _TYPED))


def _same_form(one: PacketItem | Packet, other: PacketItem | Packet) -> bool:
    """Tell whether two are edited in one form: the same entry, whatever it says."""
    if isinstance(one, PacketItem) and isinstance(other, PacketItem):
        return (one.key, one.kind, one.file_name, set(one.options)) == (
            other.key, other.kind, other.file_name, set(other.options),
        )  # fmt: skip
    return isinstance(one, Packet) and isinstance(other, Packet)


def _part(one: Any, name: str) -> Any:
    if name.startswith(_OPTION):
        return one.options[name.removeprefix(_OPTION)]
    value = getattr(one.about if name in ABOUT else one, name)
    return (value or None) if name == "pages" else value


def with_part(one: Any, name: str, value: Any) -> Any:
    """Return an entry, or a packet, of which a part says something else; parts are named as ``EntryPane`` names them."""
    if name.startswith(_OPTION):
        return replace(one, options={**one.options, name.removeprefix(_OPTION): value})
    if name in ABOUT:
        return replace(one, about=replace(one.about, **{name: value}))
    return replace(one, **{name: value})


def _read_pages(text: str) -> str:
    chosen_pages(text)
    return text.strip()
