"""The chips above the list: what it is narrowed to, and the menus that narrow it further."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.contacts.records import ORGANIZATION, Facets, PersonFilter, PersonSort, SavedSearch
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ranks import load_ranks
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import literal
from liaison_desk.foundation.qt.chips import FilterChip
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import CheckRow, Form, PickRecord
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.menus import add_choices, choice_menu, open_below, popup_menu

MOST_TAGS = 40
MOST_HOUSES = 25  # the rest are asked for by name
Value = TypeVar("Value", int, str)
Choices = Sequence[tuple[str, str, int]]


class NarrowingBar(QWidget):
    """The chips. It asks for another filter by ``wanted`` and shows the one it is given."""

    wanted = Signal(object)
    """A ``PersonFilter``."""
    search_wanted = Signal(object)
    """A ``SavedSearch`` to take over."""
    save_wanted = Signal()
    """Keep the present filter under a name."""
    manage_wanted = Signal()
    """Look after the saved searches."""

    def __init__(self, ui: Ui, words: Words, contacts: Contacts, *, saves: bool = False) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._contacts = contacts
        self._saves = saves
        self._facets = Facets()
        self._filter = PersonFilter()
        self._house = ""
        self.searches: Sequence[tuple[SavedSearch, int]] = ()
        tr = ui.language.tr
        flow = FlowLayout(self)
        self.group_chip = FilterChip(ui, tr("By organization"))
        self.overdue_chip = FilterChip(ui, tr("Overdue"))
        self.overdue_chip.clicked.connect(lambda on: self.wanted.emit(replace(self._filter, overdue=on)))
        self.nation_chip = FilterChip(ui, tr("Nation"), menu=True)
        self.nation_chip.clicked.connect(lambda: self._open(self.nation_chip, self.nation_menu()))
        self.tag_chip = FilterChip(ui, tr("Tag"), menu=True)
        self.tag_chip.clicked.connect(lambda: self._open(self.tag_chip, self.tag_menu()))
        self.more_chip = FilterChip(ui, tr("Filter"), menu=True)
        self.more_chip.clicked.connect(lambda: self._open(self.more_chip, self.more_menu()))
        self.more_chip.hide()  # the button beside the order leads here too
        for chip in (self.group_chip, self.overdue_chip, self.nation_chip, self.tag_chip, self.more_chip):
            flow.addWidget(chip)

    def show_filter(self, wanted: PersonFilter, facets: Facets, sort: PersonSort) -> None:
        """Show what the list is narrowed to and ordered by."""
        self._filter, self._facets = wanted, facets
        tr, words = self._ui.language.tr, self._words
        self.group_chip.show_value(tr("By organization"), on=sort is PersonSort.ORGANIZATION)
        self.overdue_chip.show_value(tr("Overdue {n}", n=facets.overdue), on=wanted.overdue)
        self.nation_chip.show_value(
            words.nation(wanted.nation) if wanted.nation else tr("Nation"), on=bool(wanted.nation)
        )
        self.tag_chip.show_value(wanted.tag or tr("Tag"), on=bool(wanted.tag))
        self.nation_chip.setEnabled(bool(facets.nations) or bool(wanted.nation))
        self.tag_chip.setVisible(bool(facets.tags) or bool(wanted.tag))
        houses = {id_: words.best(Bilingual(host, home)) for id_, host, home, _ in facets.houses}
        lists = {id_: name for id_, name, _ in facets.lists}
        further = [
            (houses.get(wanted.organization_id) or self._house or tr("Organization")) if wanted.organization_id else "",
            (lists.get(wanted.list_id) or tr("Distribution list")) if wanted.list_id else "",
            wanted.service,
            words.spoken_name(wanted.language) if wanted.language else "",
            tr("Moved") if wanted.moved else "",
        ]
        said = ", ".join(filter(None, further))
        self.more_chip.show_value(said or tr("Filter"), on=bool(said))
        self.more_chip.setVisible(bool(said))

    def nation_menu(self) -> QMenu:
        """Return the nations with their counts."""
        choices = [(code, self._words.nation(code), count) for code, count in self._facets.nations]
        return self._values(self._filter.nation, self._ui.language.tr("All nations"), choices, "nation")

    def tag_menu(self) -> QMenu:
        """Return the tags with their counts."""
        choices = [(tag, tag, count) for tag, count in self._facets.tags[:MOST_TAGS]]
        return self._values(self._filter.tag, self._ui.language.tr("All tags"), choices, "tag")

    def more_menu(self) -> QMenu:
        """Return what else narrows the list: organization, service, language, list, who moved; and the saved searches."""
        tr, menu = self._ui.language.tr, popup_menu(self)
        facets = self._facets
        most = sorted(facets.houses, key=lambda house: -house[3])[:MOST_HOUSES]
        named = [(id_, self._words.best(Bilingual(host, home)), count) for id_, host, home, count in most]
        every_house = (0, tr("All organizations"), facets.people)
        choose = partial(self._choose_house, {id_: label for id_, label, _ in named})
        houses = self._submenu(menu, tr("Organization"), [every_house, *named], self._filter.organization_id, choose)
        houses.addSeparator()
        houses.addAction(tr("Another organization…"), self._ask_house)
        services = [(one, one) for one in load_ranks().services()]
        every = ("", tr("All services"), facets.people)
        self._submenu(menu, tr("Service"), [every, *_used_first(services, facets.services)], self._filter.service, partial(self._narrow, "service"))  # fmt: skip
        every = ("", tr("All languages"), facets.people)
        self._submenu(menu, tr("Language"), [every, *_used_first(self._words.spoken, facets.languages)], self._filter.language, partial(self._narrow, "language"))  # fmt: skip
        if facets.lists:
            self._submenu(menu, tr("Distribution list"), [(0, tr("No list"), 0), *facets.lists], self._filter.list_id, partial(self._narrow, "list_id"))  # fmt: skip
        moved = menu.addAction(tr("Moved since last contact"))
        moved.setCheckable(True)
        moved.setChecked(self._filter.moved)
        moved.triggered.connect(lambda on: self.wanted.emit(replace(self._filter, moved=on)))
        if self.searches:
            menu.addSeparator()
            kept = menu.addMenu(tr("Saved searches"))
            for one, count in self.searches:
                kept.addAction(literal(f"{one.name}\t{count}"), partial(self.search_wanted.emit, one))
            kept.addSeparator()
            kept.addAction(tr("Manage saved searches…"), self.manage_wanted.emit)
        if self._saves:
            menu.addAction(self._ui.icons.icon("bookmark"), tr("Save this search…"), self.save_wanted.emit)
        if self._filter != PersonFilter():
            menu.addSeparator()
            menu.addAction(tr("Show all contacts"), lambda: self.wanted.emit(PersonFilter()))
        return menu

    def show_searches(self, searches: Sequence[tuple[SavedSearch, int]]) -> None:
        """Take over the saved searches, each with how many people it finds."""
        self.searches = searches

    def narrow_to_house(self, house: RecordRef | None, *, below: bool = False) -> None:
        """Show only the people of an organization, with those under it if asked; None for all."""
        self._house = house.label if house is not None else ""
        number = house.id if house is not None else 0
        self.wanted.emit(replace(self._filter, organization_id=number, with_below=below and bool(number)))

    def _ask_house(self) -> None:
        dialog = HouseDialog(self._ui, self._contacts, self._ui.language.tr("People of an organization"))
        if self._ui.ask.form(dialog):
            self.narrow_to_house(dialog.house, below=dialog.below)

    def _values(self, present: str, all_words: str, choices: Choices, name: str) -> QMenu:
        counted = [("", all_words, self._facets.people), *choices]
        words = [(value, f"{label}  {count}") for value, label, count in counted]
        return choice_menu(self, words, present, partial(self._narrow, name))

    def _submenu(
        self,
        menu: QMenu,
        title: str,
        choices: Sequence[tuple[Value, str, int]],
        present: Value,
        act: Callable[[Value], object],
    ) -> QMenu:
        """Add a menu of choices with their counts at the right, where other menus have their keys."""
        counted = [(value, f"{label}\t{count}" if count else label) for value, label, count in choices]
        added = menu.addMenu(title)
        add_choices(added, counted, present, act)
        return added

    def _choose_house(self, names: Mapping[int, str], number: int) -> None:
        self.narrow_to_house(RecordRef(ORGANIZATION, number, names[number]) if number else None)

    def _narrow(self, name: str, value: str | int) -> None:
        changed: dict[str, Any] = {name: value}
        self.wanted.emit(replace(self._filter, **changed))

    def _open(self, chip: FilterChip, menu: QMenu) -> None:
        chip.setChecked(not chip.isChecked())  # the click itself must not change the look: the choice does
        open_below(menu, chip)


def _used_first(known: Sequence[tuple[str, str]], counts: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str, int]]:
    """Yield what can be chosen with its count: what people here have, the most frequent first, then the rest of the table."""
    names, used = dict(known), dict(counts)
    for value, count in counts:
        yield value, names.get(value, value), count
    for value, label in known:
        if value not in used:
            yield value, label, 0


class HouseDialog(FormDialog):
    """Asks which organization to show."""

    def __init__(self, ui: Ui, contacts: Contacts, title: str, *, asks_below: bool = True) -> None:
        tr = ui.language.tr
        form = Form(ui, label_width=110)

        def find(typed: str) -> list[RecordRef]:
            return contacts.suggest(typed, kinds=(ORGANIZATION,))

        pick = form.add("house", tr("Organization"), PickRecord(ui, find, tr("Organization")))
        under = form.add("below", "", CheckRow(ui, tr("With those under it"))) if asks_below else None
        super().__init__(ui, title, form, action=tr("Show"), collect=lambda: None, commit=lambda _: None, width=480)  # fmt: skip
        self._pick, self._under = pick, under

    @property
    def house(self) -> RecordRef | None:
        """The organization picked."""
        found = self._pick.value()
        return found if isinstance(found, RecordRef) and found.id else None

    @property
    def below(self) -> bool:
        """Whether those under it are meant too."""
        return self._under is not None and bool(self._under.value())
