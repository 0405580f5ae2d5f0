"""Amounts of money in the smallest unit of their currency: shown and typed as each language does. Nothing here knows a rate."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.files import read_whole
from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.core.toml import read_toml

MOST: Final = 2_000_000_000
"""The largest amount, in the smallest unit: it fits into a column of whole numbers on every engine."""
_LARGEST: Final = 64_000
_CODE: Final = re.compile("[A-Z]{3}")
_AMOUNT: Final = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d*))?")


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: its code, how many digits stand behind the point, how an amount is written in English and in Japanese."""

    code: str
    digits: int
    en: str
    ja: str
    also: tuple[str, ...] = ()


class Currencies:
    """The known currencies, in the order of their file."""

    def __init__(self, currencies: Iterable[Currency]) -> None:
        self.all = tuple(currencies)
        self._known = {one.code: one for one in self.all}
        self._meant: dict[str, str] = {}
        for one in self.all:
            for word in (one.code, *one.also, *(form.replace("{amount}", "") for form in (one.en, one.ja))):
                self._meant.setdefault(_plain(word), one.code)

    def find(self, code: str) -> Currency | None:
        """Return a currency by its code, or None."""
        return self._known.get(code)

    def said(self, amount: int, code: str, language_code: str) -> str:
        """Return an amount as readers of a language write it: ``USD 85.00``, 12,000円; an unknown currency has no digits behind the point."""
        currency = self._known.get(code) or Currency(
            code, 0, f"{code} {{amount}}".strip(), f"{{amount}} {code}".strip()
        )
        form = currency.ja if language_code == "ja" else currency.en
        return form.replace("{amount}", _figures(amount, currency.digits))

    def typed(self, amount: int | None, code: str, language_code: str) -> str:
        """Return an amount as a field shows it, which ``read`` understands again; empty for none."""
        return "" if amount is None else self.said(amount, code, language_code)

    def read(self, text: str, usual: str) -> tuple[int, str]:
        """Return the amount, in its smallest unit, and the currency that typed words mean; without one it is the ``usual``.

        Raises DeskError for an unknown currency, for more digits than it has, and for what is no amount.
        """
        plain = unicodedata.normalize("NFKC", text).strip()
        found = _AMOUNT.search(plain)
        if found is None or len(plain) > 60:
            raise DeskError("“{text}” is no amount. Write it as 12000, ¥12,000 or USD 85.00.", text=text.strip()[:40])
        word = f"{plain[: found.start()]}{plain[found.end() :]}".strip()
        code = self._meant.get(_plain(word), "") if word else usual
        currency = self._known.get(code)
        if currency is None:
            known = ", ".join(one.code for one in self.all)
            raise DeskError("“{text}” is no known currency. Known: {known}.", text=word[:20] or code, known=known)
        part = (found["part"] or "").rstrip("0") if currency.digits == 0 else found["part"] or ""
        if len(part) > currency.digits:
            raise DeskError("{code} has {n} digits behind the point.", code=code, n=currency.digits)
        amount = int(found["whole"].replace(",", "") + part.ljust(currency.digits, "0"))
        if amount > MOST:
            raise DeskError("This amount is too large for the log.")
        return amount, code


def _figures(amount: int, digits: int) -> str:
    whole, part = divmod(abs(amount), 10**digits)
    minus = "-" if amount < 0 else ""
    return f"{minus}{whole:,}.{part:0{digits}d}" if digits else f"{minus}{whole:,}"


def _plain(word: str) -> str:
    return fold(unicodedata.normalize("NFKC", word)).replace(" ", "").replace(".", "")


@cache
def load_currencies() -> Currencies:
    """Return the currencies of the program's data (editable)."""
    return read_currencies(resource("policies", "currencies.toml"))


def read_currencies(path: Path) -> Currencies:
    """Read a file of currencies; one that is spoilt raises UnreadableError that names it and says what to mend."""
    try:
        content = read_toml(
            read_whole(path, _LARGEST, "The list of currencies {file} is too large.").decode("utf-8-sig")
        )
        return Currencies(_currency(code, given) for code, given in content.items())
    except (DeskError, ValueError, RecursionError) as error:
        raise UnreadableError(
            "The list of currencies {name} cannot be read: {why}", name=path.name, why=error
        ) from error


def _currency(code: str, given: Any) -> Currency:
    form = given if isinstance(given, Mapping) else {}
    digits, also = form.get("digits"), form.get("also", [])
    if not _CODE.fullmatch(code) or type(digits) is not int or not 0 <= digits <= 4:
        raise DeskError("“{code}” needs three capital letters and its digits, 0 to 4.", code=code[:20])
    words = [form.get("en"), form.get("ja")]
    if not all(isinstance(word, str) and word.count("{amount}") == 1 for word in words):
        raise DeskError("“{code}” needs en and ja, each with one {sign} in it.", code=code, sign="{amount}")
    if not isinstance(also, list) or not all(isinstance(word, str) and word for word in also):
        raise DeskError("“{code}” has an “also” that is no list of words.", code=code)
    return Currency(code, digits, form["en"], form["ja"], tuple(also))
