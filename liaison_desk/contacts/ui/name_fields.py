"""A person's name, and his rank and service, as fields: what one input says, the others are offered."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from liaison_desk.contacts.rules.validity import short_rank
from liaison_desk.contacts.ui.row_fields import EditableChoice, text_input
from liaison_desk.contacts.ui.words import Pairs, Words
from liaison_desk.domain.names import NameOrder, PersonName, natural_order, romanize
from liaison_desk.domain.ranks import Rank, load_ranks
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field, ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

_PARTS = ("family", "given", "native_family", "native_given", "reading_family", "reading_given")
CODES = (
    *(f"OF-{n}" for n in range(10, 0, -1)), "WO", *(f"WO-{n}" for n in range(5, 0, -1)), *(f"OR-{n}" for n in range(9, 0, -1)),
)  # fmt: skip


class NameField(Field):
    """Family and given name in Latin letters, in their own script and as they are read; order, prefix and suffix.

    A reading typed in kana fills Latin inputs that are still empty. The order follows the nation until it is chosen.
    """

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self._order_chosen = False
        self._nation = ""
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self.body.addLayout(self._grid)
        family, given = tr("Family name"), tr("Given name")
        scripts = (tr("Latin letters"), tr("Own script"), tr("Reading in kana"))
        self._heads = (Text(ui, family, Size.META, tone="t3"), Text(ui, given, Size.META, tone="t3"))
        self.inputs: dict[str, ImeLineEdit] = {}
        for number, part in enumerate(_PARTS):
            line = text_input("", self.changed.emit)
            line.setAccessibleName(f"{(family, given)[number % 2]}, {scripts[number // 2]}")
            self.inputs[part] = line
            line.editingFinished.connect(self._on_part_finished)
            self.watch(line)
        for row, script in enumerate(scripts):
            self._grid.addWidget(Text(ui, script, Size.META, tone="t3"), row + 1, 2)
        self.order = ComboBox(ui)
        self.order.addItem(tr("Family name first"), NameOrder.FAMILY_FIRST)
        self.order.addItem(tr("Given name first"), NameOrder.GIVEN_FIRST)
        self.order.setAccessibleName(tr("Order of the names"))
        self.order.activated.connect(self._on_order)
        self.prefix = text_input(tr("Prefix (Dr., Ms.)"), self.changed.emit)
        self.suffix = text_input(tr("Suffix"), self.changed.emit)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.order, 2)
        below.addWidget(self.prefix, 2)
        below.addWidget(self.suffix, 1)
        self.body.addLayout(below)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._arrange()

    def value(self) -> PersonName:
        """Return the name."""
        parts = {part: line.text().strip() for part, line in self.inputs.items()}
        order = self._order()
        return PersonName(**parts, order=order, prefix=self.prefix.text().strip(), suffix=self.suffix.text().strip())

    def set_value(self, value: PersonName) -> None:
        """Show a name."""
        for part, line in self.inputs.items():
            line.setText(getattr(value, part))
        self.prefix.setText(value.prefix)
        self.suffix.setText(value.suffix)
        self._order_chosen = bool(value.latin() or value.native())
        self._set_order(value.order)

    def follow_nation(self, nation: str) -> None:
        """Take the order a nation's people use, unless the user chose one."""
        self._nation = nation
        if not self._order_chosen:
            self._set_order(self._order())

    def _order(self) -> NameOrder:
        """Return the chosen order, else the nation's; of a nation nobody knows, what the script tells."""
        if self._order_chosen:
            return NameOrder(self.order.currentData())
        if self._nation:
            return natural_order(self._nation)
        native = "".join(self.inputs[part].text() for part in _PARTS[2:])
        eastern = any("\u3040" <= letter <= "\u9fff" for letter in native)
        return NameOrder.FAMILY_FIRST if eastern else NameOrder.GIVEN_FIRST

    def _on_order(self) -> None:
        self._order_chosen = True
        self._arrange()
        self.changed.emit()

    def _set_order(self, order: NameOrder) -> None:
        self.order.setCurrentIndex(self.order.findData(order))
        self._arrange()

    def _arrange(self) -> None:
        """Put the part that is said first to the left; Tab follows what is read."""
        swapped = self.order.currentData() == NameOrder.GIVEN_FIRST
        for row in range(3):
            family, given = (self.inputs[part] for part in _PARTS[2 * row : 2 * row + 2])
            for column, line in enumerate((given, family) if swapped else (family, given)):
                self._grid.addWidget(line, row + 1, column)
        for column, head in enumerate(self._heads[::-1] if swapped else self._heads):
            self._grid.addWidget(head, 0, column)
        self.setFocusProxy(self.inputs[_PARTS[1 if swapped else 0]])

    def _on_part_finished(self) -> None:
        self._offer_latin()
        if not self._order_chosen and self._order() != self.order.currentData():
            self._set_order(self._order())

    def _offer_latin(self) -> None:
        for part in ("family", "given"):
            reading, latin = self.inputs[f"reading_{part}"].text().strip(), self.inputs[part]
            spelt = romanize(reading).capitalize()
            if reading and not latin.text() and spelt.isascii():
                latin.setText(spelt)
                self.changed.emit()


class RankField(Field):
    """Service and rank: a rank of the table fills its other wording and its place in precedence; any other is free text.

    ``value`` and ``set_value``: a dict of the record's ``service``, ``rank``, ``rank_home`` and ``rank_code``.
    """

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self._languages = (words.profile().host_language, words.profile().home_language)
        host, home = words.side_names()
        self._table = load_ranks()
        self._offered: tuple[Rank, ...] = ()
        self.service = EditableChoice(ui, _named(self._table.services()), tr("Service"))
        self.rank = EditableChoice(ui, (), tr("Rank, {language}", language=host))
        self.rank_home = text_input(tr("Rank, {language}", language=home), self.changed.emit)
        self.code = ComboBox(ui)
        self.code.setAccessibleName(tr("Precedence, for sorting only"))
        self.code.setToolTip(tr("Precedence, for sorting only"))
        self.code.addItem(tr("No precedence"), "")
        for code in CODES:
            self.code.addItem(code, code)
        for line, placeholder in (
            (self.service.edit, tr("Service")),
            (self.rank.edit, tr("Rank, {language}", language=host)),
        ):
            line.setPlaceholderText(placeholder)
        first, second = QHBoxLayout(), QHBoxLayout()
        for box in (first, second):
            box.setSpacing(6)
        self.service.setFixedWidth(150)
        self.code.setFixedWidth(150)
        first.addWidget(self.service)
        first.addWidget(self.rank, 1)
        second.addWidget(self.code)
        second.addWidget(self.rank_home, 1)
        rows = QVBoxLayout()
        rows.setSpacing(6)
        rows.addLayout(first)
        rows.addLayout(second)
        self.body.addLayout(rows)
        self.watch(self.service.edit)
        self.watch(self.rank.edit)
        self.service.edited.connect(self._on_service)
        self.rank.activated.connect(self._on_rank)
        self.rank.edit.editingFinished.connect(self._on_typed)
        self.rank.edit.textEdited.connect(lambda _: self.changed.emit())
        self.code.activated.connect(lambda _: self.changed.emit())

    def value(self) -> dict[str, Any]:
        """Return the record's four attributes."""
        return {
            "service": self.service.value(),
            "rank": self.rank.edit.text().strip(),
            "rank_home": self.rank_home.text().strip(),
            "rank_code": str(self.code.currentData()),
        }

    def set_value(self, value: dict[str, Any]) -> None:
        """Show them."""
        self.service.set_value(value["service"])
        self._offer_ranks()
        self.rank.edit.setText(value["rank"])
        self.rank_home.setText(value["rank_home"])
        self._set_code(value["rank_code"])

    def follow_nation(self, nation: str) -> None:
        """Offer the services of a nation, or of all when it has none in the table."""
        self.service.set_choices(_named(self._table.services(nation) or self._table.services()))

    def _on_service(self) -> None:
        self._offer_ranks()
        self.changed.emit()

    def _offer_ranks(self) -> None:
        self._offered = self._table.of(self.service.value())
        self.rank.set_choices(tuple((rank.short, self._offer(rank)) for rank in self._offered))

    def _offer(self, rank: Rank) -> str:
        short = short_rank(rank, self._table)
        return f"{rank.title}  {short}" if short != rank.title else short

    def _on_rank(self, number: int) -> None:
        if 0 <= number < len(self._offered):
            self._take(self._offered[number])
            self.changed.emit()

    def _on_typed(self) -> None:
        """Fill what the typed rank tells, without touching what was entered by hand."""
        found = self._table.find(self.rank.edit.text(), self.service.value()) if self.rank.edit.text().strip() else None
        if found is not None and not self.code.currentData():
            self._set_code(found.code)
            self.changed.emit()

    def _take(self, rank: Rank) -> None:
        host, home = (self._wording(rank, code) for code in self._languages)
        self.rank.setCurrentIndex(-1)
        self.rank.edit.setText(host or home)
        self.rank_home.setText(home if host else "")
        self._set_code(rank.code)

    def _wording(self, rank: Rank, language: str) -> str:
        """Return a rank as readers of a language write it; a language the table has no words in gets none."""
        if language == "ja":
            return rank.title_for("ja") if rank.official or rank.japanese else ""
        return short_rank(rank, self._table)

    def _set_code(self, code: str) -> None:
        if self.code.findData(code) < 0:
            self.code.addItem(code, code)
        self.code.setCurrentIndex(self.code.findData(code))


def _named(services: tuple[str, ...]) -> Pairs:
    return tuple((service, service) for service in services)
