"""Distribution lists: who is on them, in which order, and their addresses for a mail."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTreeWidgetItem, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Distribution, Person
from liaison_desk.contacts.rules.addressing import addresses
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.distributions import Distributions
from liaison_desk.contacts.ui.several import Act
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.fields import Choice
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.word_rows import WordRows

_Lists = tuple[Sequence[Distribution], Mapping[int, Person]]


def lists_act(
    ui: Ui, words: Words, lists: Distributions, contacts: Contacts, selected: Callable[[], Sequence[int]],
    show: Callable[[int], None],
) -> Act:  # fmt: skip
    """Return the act of opening the lists for those selected; ``show`` narrows the page to a list."""

    def act() -> None:
        ui.ask.form(ListsDialog(ui, words, lists, contacts, selected(), show))

    return Act("lists", ui.language.tr("Distribution lists…"), "list-checks", act)


class ListsDialog(DeskDialog):
    """The lists at the left, the people of the one chosen at the right. Every change is kept at once and can be undone."""

    def __init__(
        self, ui: Ui, words: Words, lists: Distributions, contacts: Contacts, selected: Sequence[int],
        show: Callable[[int], None],
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(ui, tr("Distribution lists"))
        self._words = words
        self._lists = lists
        self._contacts = contacts
        self._selected = tuple(selected)
        self._show = show
        self._known: dict[int, Distribution] = {}
        self._people: Mapping[int, Person] = {}
        self._wanted = 0
        self.strip = MessageStrip(ui)
        self.names = WordRows(tr("Distribution lists"), [tr("List"), tr("Count")], [210], self.delete)
        self.names.currentItemChanged.connect(lambda *_: self._fill_members())
        self.names.itemChanged.connect(self._on_renamed)
        self.members = WordRows(tr("People of the list"), [tr("Name"), tr("E-mail")], [220], self.take_off)
        networks = [("", tr("Any network"))]
        self.network = Choice(ui, networks)
        self.form = Choice(ui, [(True, tr("Name and address")), (False, tr("Address alone"))])
        self.separator = Choice(ui, [("; ", tr("Semicolon")), (", ", tr("Comma"))])
        self.add_button = PlainButton(
            ui, tr("Add the {n} selected", n=len(self._selected)), icon="plus", act=self.put_on
        )
        self._build()
        self._read()

    def current(self) -> Distribution | None:
        """Return the list on show."""
        return self._known.get(self.names.key())

    def new(self) -> None:
        """Make a list of the selected people, or an empty one, and let its name be typed."""
        name = self.ui.language.tr("New list")
        self._save(Distribution(name=name, members=self._selected), edit=True)

    def put_on(self) -> None:
        """Put the selected people on the list."""
        one = self.current()
        if one is not None:
            self._save(replace(one, members=tuple(dict.fromkeys((*one.members, *self._selected)))))

    def take_off(self) -> None:
        """Take the chosen person off the list."""
        one, gone = self.current(), self.members.key()
        if one is not None and gone is not None:
            self._save(replace(one, members=tuple(id_ for id_ in one.members if id_ != gone)))

    def shift(self, step: int) -> None:
        """Move the chosen person up or down."""
        one, item = self.current(), self.members.currentItem()
        row = self.members.indexOfTopLevelItem(item) if item is not None else -1
        if one is None or row < 0 or not 0 <= row + step < len(one.members):
            return
        members = list(one.members)
        members[row], members[row + step] = members[row + step], members[row]
        self._save(replace(one, members=tuple(members)), row=row + step)

    def delete(self) -> None:
        """Put the list into the trash; its people stay."""
        one = self.current()
        if one is not None:
            self._run(lambda: self._lists.delete([one.id]))

    def copy(self) -> None:
        """Copy the list as the addresses of a mail, and say who has none."""
        one = self.current()
        if one is None:
            return
        people = [self._people[id_] for id_ in one.members if id_ in self._people]
        text, without = addresses(
            people, self.network.value(), named=self.form.value(), separator=self.separator.value()
        )
        QGuiApplication.clipboard().setText(text)
        language = self.ui.language
        told = language.count("{n} e-mail address copied.", "{n} e-mail addresses copied.", len(people) - without)
        if without:
            told = f"{told} {language.tr('{n} without one.', n=without)}"
        self.strip.show_text(told, "amb" if without else "grn")

    def act(self) -> None:
        """Ctrl+Return copies."""
        self.copy()

    def _build(self) -> None:
        ui, tr = self.ui, self.ui.language.tr
        self.content.addWidget(self.strip)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        left, right = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.names, 1)
        row = QHBoxLayout()
        row.addWidget(PlainButton(ui, tr("New list"), icon="plus", act=self.new))
        row.addWidget(PlainButton(ui, tr("Rename"), act=self._rename))
        row.addWidget(PlainButton(ui, tr("Delete"), act=self.delete))
        row.addStretch(1)
        column.addLayout(row)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.members, 1)
        row = QHBoxLayout()
        self.add_button.setEnabled(bool(self._selected))
        row.addWidget(self.add_button)
        row.addWidget(PlainButton(ui, tr("Take off"), act=self.take_off))
        row.addWidget(PlainButton(ui, tr("Up"), act=lambda: self.shift(-1)))
        row.addWidget(PlainButton(ui, tr("Down"), act=lambda: self.shift(1)))
        row.addStretch(1)
        column.addLayout(row)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([330, 480])
        self.content.addWidget(split, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field, label in (
            (self.network, tr("Network")), (self.form, tr("Written as")), (self.separator, tr("Separator")),
        ):  # fmt: skip
            field.name(label)
            row.addWidget(Text(ui, label, tone="t2"))
            row.addWidget(field)
        row.addStretch(1)
        self.content.addLayout(row)
        self.foot.addWidget(PlainButton(ui, tr("Close"), act=self.reject))
        self.foot.addWidget(PlainButton(ui, tr("Show in the list of contacts"), act=self._on_show))
        self.foot.addWidget(PrimaryButton(ui, tr("Copy as addresses"), key="Ctrl+Enter", act=self.copy))
        self.resize(860, 560)

    def _rename(self) -> None:
        item = self.names.currentItem()
        if item is not None:
            self.names.editItem(item, 0)

    def _on_show(self) -> None:
        one = self.current()
        if one is not None:
            self._show(one.id)
            self.accept()

    def _on_renamed(self, item: QTreeWidgetItem, _column: int) -> None:
        one = self._known.get(self.names.key(item))
        name = item.text(0).strip()
        if one is not None and name != one.name:
            self._save(replace(one, name=name))

    def _save(self, one: Distribution, *, edit: bool = False, row: int = -1) -> None:
        def saved(kept: Distribution) -> None:
            self._wanted = kept.id
            self._read(edit=edit, row=row)

        self._run(lambda: self._lists.save(one), saved)

    def _run(self, work: Callable[[], object], done: Callable[..., None] | None = None) -> None:
        self.strip.hide()

        def failed(error: Exception) -> None:
            self._read()
            self.strip.show_error(error)

        self.ui.jobs.database.run(work, done or (lambda _: self._read()), failed, owner=self)

    def _read(self, *, edit: bool = False, row: int = -1) -> None:
        def read() -> _Lists:
            found = self._lists.lists()
            return found, self._contacts.people_by_ids(sorted({id_ for one in found for id_ in one.members}))

        def show(answer: _Lists) -> None:
            self._fill(*answer, row)
            if edit:
                self._rename()

        self.ui.jobs.database.run(read, show, owner=self)

    def _fill(self, lists: Sequence[Distribution], people: Mapping[int, Person], row: int) -> None:
        self._known, self._people = {one.id: one for one in lists}, people
        networks = dict.fromkeys(email.network for person in people.values() for email in person.emails)
        self.network.set_choices(
            [("", self.ui.language.tr("Any network")), *((name, name) for name in networks if name)]
        )
        self.names.blockSignals(True)
        self.names.clear()
        for one in lists:
            item = self.names.add([one.name, str(len(one.members))], one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.names.choose_key(self._wanted)
        self.names.blockSignals(False)
        self._fill_members(row)

    def _fill_members(self, row: int = -1) -> None:
        one = self.current()
        self.members.clear()
        self._wanted = one.id if one is not None else 0
        for id_ in one.members if one is not None else ():
            person = self._people.get(id_)
            if person is None:
                continue
            email = person.emails[0].address if person.emails else self.ui.language.tr("no address")
            self.members.add([self._words.called(person), email], id_)
        self.members.choose(row)
