"""Fields of the two logs: a marking as it was written, an amount of money, a nation, the permissions to pass something on."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from liaison_desk.domain.currencies import Currencies
from liaison_desk.domain.typed import day_reader
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ParsedField, TextField
from liaison_desk.foundation.qt.fields.records import Search
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.partnership.records import Onward
from liaison_desk.partnership.ui.logs.words import LogWords
from liaison_desk.screens.editing.field import RowsField
from liaison_desk.screens.editing.model import EditColumn, Kind, Typed
from liaison_desk.screens.nations import nation_finder, nation_typed

_BETWEEN = re.compile(r"[\s,;、，；]+")


class AsWrittenField(TextField):
    """A marking to the letter, blanks and all; below it what the desk's grammar makes of it."""

    def __init__(self, ui: Ui, words: LogWords, originator: Callable[[], str]) -> None:
        super().__init__(ui, words.language.tr("As it stands on the paper"), limit=500)
        self._log = words
        self._originator = originator
        self.echo_line = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.echo_line.hide()
        self.body.addWidget(self.echo_line)
        self.input.textChanged.connect(lambda _: self.read_again())

    def value(self) -> str:
        """Return the text as it was typed."""
        return self.input.text()

    def read_again(self) -> None:
        """Say anew what is understood."""
        said = self._log.understood(self.value(), self._originator())
        self.echo_line.set_text(said)
        self.echo_line.setVisible(bool(said))


class MoneyField(ParsedField):
    """An amount with its currency, as ``(amount in the smallest unit, code)``; one typed without takes the ``usual``."""

    def __init__(self, ui: Ui, currencies: Currencies, usual: str) -> None:
        code = ui.language.code
        self._currencies = currencies
        super().__init__(
            ui,
            lambda text: currencies.read(text, usual),
            lambda value: currencies.said(value[0], value[1], code),
            self._echoed,
            f"{currencies.said(12000, 'JPY', code)}, {currencies.said(8500, 'USD', code)}",
        )

    def _echoed(self, value: tuple[int, str]) -> str:
        """Return what was understood, unless it was typed so."""
        said = self._currencies.said(value[0], value[1], self.ui.language.code)
        return "" if said == self.input.text().strip() else said


class NationField(ParsedField):
    """A nation by its trigraph or its name; below it what it is called."""

    def __init__(self, ui: Ui, words: LogWords) -> None:
        super().__init__(ui, nation_typed, str, words.nation, words.language.tr("JPN, or a name"))

    def value(self) -> str:
        """Return the trigraph; empty for none."""
        return super().value() or ""

    def set_value(self, value: str) -> None:
        """Show a nation."""
        super().set_value(value or None)


def nations_typed(said: str) -> tuple[str, ...]:
    """Return the trigraphs of nations typed one after the other. Raises DeskError for what is no nation, and for none."""
    codes = [nation_typed(one) for one in _BETWEEN.split(said.strip()) if one]
    if not codes:
        raise DeskError("Say which nations it may be passed on to.")
    return tuple(dict.fromkeys(codes))


def onward_field(ui: Ui, words: LogWords, suggest: Callable[[str, str], list[RecordRef]]) -> RowsField:
    """Return the table of permissions; a new row begins with what the host gives today."""

    def empty() -> Onward:
        return Onward(words.profile().host, (), "", words.today(), "")

    tr = words.language.tr
    return RowsField(
        ui,
        onward_columns(words, partial(suggest, "person")),
        empty,
        tr("Nations, such as AUS, GBR"),
        tr("Permissions to pass it on"),
    )


def onward_columns(words: LogWords, people: Search) -> Sequence[EditColumn]:
    """Return the columns of the permissions: whom it may be given, who permitted that, from when until when, on what basis."""
    tr = words.language.tr
    read = day_reader(words.profile, words.clock.now, happened=None)
    ahead = day_reader(words.profile, words.clock.now, happened=False)

    def on(one: Onward, typed: Typed) -> Onward:
        return replace(one, on=read(typed.words)) if typed.words.strip() else one

    def until(one: Onward, typed: Typed) -> Onward:
        return replace(one, until=ahead(typed.words) if typed.words.strip() else None)

    def named(one: Onward, typed: Typed) -> Onward:
        return replace(one, name=typed.words, contact_id=typed.picked.id if typed.picked else 0)

    def nothing(one: Onward, _typed: Typed) -> Onward:
        return one

    def written(day: date | None) -> str:
        return words.list_day(day) if day is not None else ""

    def tone(one: Any) -> str:
        return {"neutral": "t3"}.get(found := words.onward_chip(one).tone, found)

    return [
        EditColumn(tr("To nations"), 104, lambda one: ", ".join(one.nations), lambda one, typed: replace(one, nations=nations_typed(typed.words))),
        EditColumn(
            tr("By"), 54, lambda one: one.originator, lambda one, typed: replace(one, originator=nation_typed(typed.words)), Kind.FOUND,
            nation_finder(words.nation), tone=lambda _: "t2",
        ),
        EditColumn(tr("Permitted by"), 130, lambda one: one.name, named, Kind.FOUND, people, tone=lambda one: "acc" if one.contact_id else "t1"),
        EditColumn(tr("On"), 84, lambda one: written(one.on), on, typed=lambda one: one.on.isoformat(), tone=lambda _: "t2"),
        EditColumn(
            tr("Until"), 90, lambda one: written(one.until), until, typed=lambda one: one.until.isoformat() if one.until else "", tone=lambda _: "t2"
        ),
        EditColumn(tr("Basis"), 124, lambda one: one.basis, lambda one, typed: replace(one, basis=typed.words)),
        EditColumn(tr("Stands"), 92, words.onward_state, nothing, tone=tone),
    ]  # fmt: skip
