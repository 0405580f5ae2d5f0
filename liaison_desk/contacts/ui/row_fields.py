"""Fields of several rows: telephones, e-mail, addresses, languages. A row left empty is no row."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Address, Email, Phone, Skill
from liaison_desk.contacts.rules.validity import is_address
from liaison_desk.contacts.ui.words import Pairs, Words
from liaison_desk.foundation.qt.buttons import IconButton, LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field, ImeLineEdit

Item = TypeVar("Item")

PHONE_NETWORKS = ("civil", "DSN", "VoSIP", "extension")
EMAIL_NETWORKS = ("internet", "official")


class Row(QWidget, Generic[Item]):
    """One row: an item of the record as inputs side by side."""

    changed = Signal()
    left = Signal()
    """The focus left an input that can be wrong."""

    @abstractmethod
    def value(self) -> Item | None:
        """Return the item, None when nothing was entered."""

    @abstractmethod
    def set_value(self, item: Item) -> None:
        """Show an item."""

    def check(self) -> bool:
        """Show below its input what means nothing; true when all is well."""
        return True

    def wrong(self) -> str:
        """Return what is wrong with the row and how to mend it, empty when nothing is; the field shows it."""
        return ""


class RowsField(Field, Generic[Item]):
    """Rows one below the other, each with a button that takes it away, and words below that add one."""

    def __init__(self, ui: Ui, add_words: str, make_row: Callable[[], Row[Item]]) -> None:
        super().__init__(ui)
        self._make_row = make_row
        self.rows: list[Row[Item]] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self.add_button = LinkButton(ui, add_words, self._on_add)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.watch(self.add_button)

    def value(self) -> tuple[Item, ...]:
        """Return the items in their order."""
        return tuple(item for row in self.rows if (item := row.value()) is not None)

    def set_value(self, value: Sequence[Item]) -> None:
        """Show items."""
        for row in list(self.rows):
            self._remove(row)
        for item in value:
            self.add_row().set_value(item)

    def check(self) -> bool:
        """Check every row, so that each shows its own problem."""
        wrong = [row for row in self.rows if not row.check()]
        told = next((words for row in self.rows if (words := row.wrong())), "")
        if told:
            self.set_problem(told)
        return not wrong and not told

    def add_row(self) -> Row[Item]:
        """Add an empty row at the end; returns it."""
        row = self._make_row()
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(row, 1)
        remove = IconButton(self.ui, "x", self.ui.language.tr("Take this row out"), act=lambda: self._on_remove(row))
        line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        row.changed.connect(self.changed)
        row.left.connect(self.left)
        self.rows.append(row)
        self._lines.addWidget(holder)
        return row

    def _on_add(self) -> None:
        self.add_row().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_remove(self, row: Row[Item]) -> None:
        self._remove(row)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _remove(self, row: Row[Item]) -> None:
        self.rows.remove(row)
        holder = row.parentWidget()
        assert holder is not None
        self._lines.removeWidget(holder)
        holder.hide()
        holder.deleteLater()


class EditableChoice(ComboBox):
    """A choice whose words can also be typed: a known word means its value, any other stands for itself."""

    edited = Signal()

    def __init__(self, ui: Ui, choices: Pairs, name: str) -> None:
        super().__init__(ui)
        self._choices = choices
        self.edit = ImeLineEdit()
        self.edit.setProperty("bare", "true")
        self.edit.setTextMargins(7, 0, 0, 0)
        self.edit.setAccessibleName(name)
        self.setEditable(True)
        self.setLineEdit(self.edit)
        self.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type] # Qt's way to have none
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.set_choices(choices)
        self.edit.textEdited.connect(lambda _: self.edited.emit())
        self.activated.connect(lambda _: self.edited.emit())

    def set_choices(self, choices: Pairs) -> None:
        """Offer other choices; what is typed stays."""
        typed = self.edit.text()
        self._choices = choices
        self.clear()
        self.addItems([words for _, words in choices])
        self.setCurrentIndex(-1)
        self.edit.setText(typed)

    def value(self) -> str:
        """Return the chosen value, or what was typed."""
        typed = self.edit.text().strip()
        return next((value for value, words in self._choices if words == typed), typed)

    def set_value(self, value: str) -> None:
        """Show a value by its words."""
        self.setCurrentIndex(-1)
        self.edit.setText(dict(self._choices).get(value, value))


def text_input(placeholder: str, changed: Callable[[], Any]) -> ImeLineEdit:
    """Return one input of a row; its placeholder is also its name."""
    line = ImeLineEdit()
    line.setPlaceholderText(placeholder)
    line.setAccessibleName(placeholder)
    line.setMaxLength(2000)
    line.textEdited.connect(lambda _: changed())
    return line


def put(line: ImeLineEdit, text: str) -> None:
    """Show a text from its beginning, however long it is."""
    line.setText(text)
    line.setCursorPosition(0)


def _side_by_side(row: QWidget, *widgets: tuple[QWidget, int]) -> None:
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    for widget, stretch in widgets:
        line.addWidget(widget, stretch)


class PhoneRow(Row[Phone]):
    """A telephone: kind, network, number, note."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        tr = ui.language.tr
        self.kind = EditableChoice(ui, words.phone_kinds, tr("Kind"))
        self.kind.set_value("work")
        networks: Pairs = (("civil", tr("civil")), *((one, one) for one in PHONE_NETWORKS[1:]))
        self.network = EditableChoice(ui, networks, tr("Network"))
        self.network.set_value("civil")
        self.number = text_input(tr("Number"), self.changed.emit)
        self.note = text_input(tr("Note"), self.changed.emit)
        for choice in (self.kind, self.network):
            choice.edited.connect(self.changed)
            choice.setFixedWidth(112)
        _side_by_side(self, (self.kind, 0), (self.network, 0), (self.number, 3), (self.note, 2))
        self.setFocusProxy(self.number)

    def value(self) -> Phone | None:
        """Return the telephone, None without a number."""
        number = self.number.text().strip()
        return Phone(number, self.kind.value(), self.network.value(), self.note.text().strip()) if number else None

    def set_value(self, item: Phone) -> None:
        """Show a telephone."""
        self.kind.set_value(item.kind)
        self.network.set_value(item.network)
        put(self.number, item.number)
        put(self.note, item.note)


class EmailRow(Row[Email]):
    """An e-mail address: kind, network, address."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        tr = ui.language.tr
        self.kind = EditableChoice(ui, words.place_kinds, tr("Kind"))
        self.kind.set_value("work")
        networks: Pairs = (("internet", tr("internet")), ("official", tr("official")))
        self.network = EditableChoice(ui, networks, tr("Network"))
        self.network.set_value("internet")
        self._language = ui.language
        self.address = text_input(tr("Address"), self.changed.emit)
        self.address.editingFinished.connect(self.left)
        for choice in (self.kind, self.network):
            choice.edited.connect(self.changed)
            choice.setFixedWidth(112)
        _side_by_side(self, (self.kind, 0), (self.network, 0), (self.address, 1))
        self.setFocusProxy(self.address)

    def value(self) -> Email | None:
        """Return the address, None when it is empty."""
        address = self.address.text().strip()
        return Email(address, self.kind.value(), self.network.value()) if address else None

    def wrong(self) -> str:
        """An address of the internet needs a name and a domain; other networks have forms of their own."""
        item = self.value()
        if item is None or item.network != "internet" or is_address(item.address):
            return ""
        return self._language.tr("{address} is no e-mail address. Write it as name@example.org.", address=item.address)

    def set_value(self, item: Email) -> None:
        """Show an address."""
        self.kind.set_value(item.kind)
        self.network.set_value(item.network)
        put(self.address, item.address)


class AddressRow(Row[Address]):
    """A postal address on two lines; parts that only address books know (box, label) are kept as they are."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        tr = ui.language.tr
        self._kept = Address()
        self.kind = EditableChoice(ui, words.place_kinds, tr("Kind"))
        self.kind.set_value("work")
        self.kind.setFixedWidth(112)
        self.kind.edited.connect(self.changed)
        names = (
            ("street", tr("Street")), ("extended", tr("Building, room")), ("code", tr("Postal code")),
            ("city", tr("City")), ("region", tr("State or prefecture")), ("country", tr("Country")),
        )  # fmt: skip
        self.inputs = {key: text_input(name, self._on_edited) for key, name in names}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        first, second = QWidget(), QWidget()
        _side_by_side(first, (self.kind, 0), (self.inputs["street"], 3), (self.inputs["extended"], 2))
        self.inputs["code"].setFixedWidth(112)
        below = [(self.inputs[key], 1) for key in ("city", "region", "country")]
        _side_by_side(second, (self.inputs["code"], 0), *below)
        outer.addWidget(first)
        outer.addWidget(second)
        self.setFocusProxy(self.inputs["street"])

    def value(self) -> Address | None:
        """Return the address, None when every part is empty."""
        texts = {key: line.text().strip() for key, line in self.inputs.items()}
        place = replace(self._kept, kind=self.kind.value(), **texts)
        return None if replace(place, kind="") == Address(kind="") else place

    def set_value(self, item: Address) -> None:
        """Show an address."""
        self._kept = item
        self.kind.set_value(item.kind)
        for key, line in self.inputs.items():
            put(line, getattr(item, key))

    def _on_edited(self) -> None:
        self._kept = replace(self._kept, label="")  # a label written out no longer says the same
        self.changed.emit()


class SkillRow(Row[Skill]):
    """A language and how well it is spoken."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        tr = ui.language.tr
        self.code = EditableChoice(ui, words.spoken, tr("Language"))
        self.level = text_input(tr("Level, such as native or 3/3"), self.changed.emit)
        self.code.setFixedWidth(230)
        self.code.edited.connect(self.changed)
        _side_by_side(self, (self.code, 0), (self.level, 1))
        self.setFocusProxy(self.code)

    def value(self) -> Skill | None:
        """Return the language, None when none is named."""
        code = self.code.value()
        return Skill(code, self.level.text().strip()) if code else None

    def set_value(self, item: Skill) -> None:
        """Show a language."""
        self.code.set_value(item.code)
        put(self.level, item.level)


class LineRow(Row[str]):
    """A line of text, such as a web address."""

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.line = text_input(placeholder, self.changed.emit)
        _side_by_side(self, (self.line, 1))
        self.setFocusProxy(self.line)

    def value(self) -> str | None:
        """Return the text, None when it is empty."""
        return self.line.text().strip() or None

    def set_value(self, item: str) -> None:
        """Show a text."""
        put(self.line, item)
