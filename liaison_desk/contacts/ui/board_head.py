"""The head of the cadence board: its counts, whether of people or posts, the chips that narrow it, and its order."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from liaison_desk.contacts.records import BoardSort, Facets, PersonFilter
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.narrowing import MOST_HOUSES, MOST_TAGS, HouseDialog
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.buttons import PlainButton, Segments
from liaison_desk.foundation.qt.chips import FilterChip
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.menus import choice_menu, open_below
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

NEGLECTED = Sort(BoardSort.NEGLECT)


class BoardHead(QWidget):
    """Says what the board shall show; view, order and chips are remembered.

    Not so organization and tag: those are words of the desk's own records, which never leave it for the window's memory.
    """

    changed = Signal()
    """Something else shall be shown."""
    sort_wanted = Signal(object)
    """Another order than by a column."""

    def __init__(self, ui: Ui, words: Words, contacts: Contacts, export: Callable[[], object]) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._contacts = contacts
        self._facets = Facets()
        self._house = ""
        tr, memory = ui.language.tr, ui.memory
        kept = memory.words("cadence/chips")
        self._filter = PersonFilter(
            with_interval=True, overdue="overdue" in kept, nation=memory.text("cadence/nation")
        )  # fmt: skip
        self._unplanned = "unplanned" in kept
        self.rows = Segments(ui, [("people", tr("By person")), ("posts", tr("By post"))], tr("Rows of the board"))
        self.rows.set_value("posts" if memory.text("cadence/rows") == "posts" else "people")
        self.count = Text(ui, "", Size.SUBJECT, tone="t3", tabular=True)
        self.export_button = PlainButton(ui, tr("Export…"), icon="file-up", act=export)
        self.export_button.setToolTip(tr("Export what the board shows as a table"))
        self.neglect_chip = FilterChip(ui, tr("Most neglected first"))
        self.neglect_chip.setToolTip(tr("Ordered by the share of the interval that has passed"))
        self.overdue_chip = FilterChip(ui, tr("Overdue"))
        self.unplanned_chip = FilterChip(ui, tr("Nothing planned"))
        self.nation_chip = FilterChip(ui, tr("Nation"), menu=True)
        self.house_chip = FilterChip(ui, tr("Organization"), menu=True)
        self.tag_chip = FilterChip(ui, tr("Tag"), menu=True)
        self._arrange()
        self.rows.chosen.connect(self._on_rows)
        self.neglect_chip.clicked.connect(self._on_neglect)
        self.overdue_chip.clicked.connect(lambda on: self._narrow(overdue=on))
        self.unplanned_chip.clicked.connect(self._on_unplanned)
        for chip, menu in (
            (self.nation_chip, self.nation_menu),
            (self.house_chip, self.house_menu),
            (self.tag_chip, self.tag_menu),
        ):
            chip.clicked.connect(lambda _, chip=chip, menu=menu: self._open(chip, menu()))

    @property
    def of_posts(self) -> bool:
        """Whether the rows are posts."""
        return self.rows.value() == "posts"

    @property
    def unplanned(self) -> bool:
        """Whether only those with no engagement to come are wanted."""
        return self._unplanned

    @property
    def narrowed(self) -> bool:
        """Whether some chip leaves rows out."""
        bare = PersonFilter(with_interval=True)
        return self._unplanned or (replace(self._filter, tag="") if self.of_posts else self._filter) != bare

    def wanted(self) -> PersonFilter:
        """Return what the board is narrowed to."""
        return self._filter

    def show_listing(self, shown: int, overdue: int, facets: Facets) -> None:
        """Say how many rows there are and are overdue, and take over what they can be narrowed to."""
        self._facets = facets
        self.count.set_text(self._ui.language.tr("{n} overdue of {all}", n=overdue, all=shown))

    def show_chips(self, sort: Sort[BoardSort]) -> None:
        """Show what the board is narrowed to and ordered by."""
        tr, wanted, posts = self._ui.language.tr, self._filter, self.of_posts
        self.neglect_chip.show_value(tr("Most neglected first"), on=sort == NEGLECTED)
        self.overdue_chip.show_value(tr("Overdue"), on=wanted.overdue)
        self.unplanned_chip.show_value(tr("Nothing planned"), on=self._unplanned)
        nation = self._words.nation(wanted.nation) if wanted.nation else tr("Nation")
        self.nation_chip.show_value(nation, on=bool(wanted.nation))
        house = (self._house or tr("Organization")) if wanted.organization_id else tr("Organization")
        self.house_chip.show_value(house, on=bool(wanted.organization_id))
        tag = tr("Posts have no tags") if posts else wanted.tag or tr("Tag")
        self.tag_chip.setEnabled(not posts)
        self.tag_chip.show_value(tag, on=bool(wanted.tag) and not posts)

    def clear(self) -> None:
        """Take all narrowing away."""
        self._unplanned, self._house = False, ""
        self._ask(PersonFilter(with_interval=True))

    def nation_menu(self) -> QMenu:
        """Return the nations the board can be narrowed to."""
        names = [(code, self._words.nation(code)) for code, _ in self._facets.nations]
        every = ("", self._ui.language.tr("All nations"))
        return choice_menu(self, [every, *names], self._filter.nation, lambda code: self._narrow(nation=code))

    def house_menu(self) -> QMenu:
        """Return the organizations where most people serve, each with those below it; any other is asked for by name."""
        tr, words = self._ui.language.tr, self._words
        most = sorted(self._facets.houses, key=lambda house: -house[3])[:MOST_HOUSES]
        names = {0: tr("All organizations")} | {id_: words.best(Bilingual(host, home)) for id_, host, home, _ in most}
        menu = choice_menu(
            self, names.items(), self._filter.organization_id, lambda id_: self._narrow_to_house(id_, names[id_])
        )
        menu.addSeparator()
        menu.addAction(tr("Another organization…"), self._ask_house)
        return menu

    def tag_menu(self) -> QMenu:
        """Return the tags the people can be narrowed to."""
        tags = [("", self._ui.language.tr("All tags")), *((tag, tag) for tag, _ in self._facets.tags[:MOST_TAGS])]
        return choice_menu(self, tags, self._filter.tag, lambda tag: self._narrow(tag=tag))

    def _arrange(self) -> None:
        ui = self._ui
        top, below, chips = QHBoxLayout(), QHBoxLayout(), QWidget()
        top.setSpacing(8)
        top.addWidget(Text(ui, ui.language.tr("Cadence"), Size.TITLE, SEMIBOLD))
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.export_button)
        chips.setContentsMargins(0, 3, 0, 3)  # their middle is that of the segments beside them
        flow = FlowLayout(chips)
        for chip in (
            self.neglect_chip, self.overdue_chip, self.unplanned_chip, self.nation_chip, self.house_chip, self.tag_chip,
        ):  # fmt: skip
            flow.addWidget(chip)
        below.setSpacing(12)
        below.addWidget(self.rows)
        below.addWidget(chips, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, 12)
        outer.setSpacing(10)
        outer.addLayout(top)
        outer.addLayout(below)

    def _ask_house(self) -> None:
        tr = self._ui.language.tr
        dialog = HouseDialog(self._ui, self._contacts, tr("An organization and those under it"), asks_below=False)
        if self._ui.ask.form(dialog):
            house = dialog.house
            self._narrow_to_house(house.id if house else 0, house.label if house else "")

    def _narrow_to_house(self, number: int, name: str) -> None:
        self._house = name
        self._narrow(organization_id=number, with_below=bool(number))

    def _narrow(self, **changed: Any) -> None:
        self._ask(replace(self._filter, **changed))

    def _ask(self, wanted: PersonFilter) -> None:
        self._filter = wanted
        chips = (("overdue", wanted.overdue), ("unplanned", self._unplanned))
        self._ui.memory.keep("cadence/chips", [name for name, on in chips if on])
        self._ui.memory.keep("cadence/nation", wanted.nation)
        self.changed.emit()

    def _on_rows(self, value: object) -> None:
        self._ui.memory.keep("cadence/rows", str(value))
        self.changed.emit()

    def _on_unplanned(self, on: bool) -> None:
        self._unplanned = on
        self._ask(self._filter)

    def _on_neglect(self) -> None:
        self.neglect_chip.setChecked(True)
        self.sort_wanted.emit(NEGLECTED)

    def _open(self, chip: FilterChip, menu: QMenu) -> None:
        chip.setChecked(not chip.isChecked())  # the click itself must not change the look: the choice does
        open_below(menu, chip)
