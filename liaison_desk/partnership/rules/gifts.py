"""Whether a gift has to be reported, and by when: rules as data (``resources/gifts``), which bind nobody but those who check them.

Amounts in different currencies are never compared: no rate is known here, and a guessed one would decide about a report.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from liaison_desk.domain.currencies import Currencies
from liaison_desk.domain.dates import LAST_YEAR, year_problems
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.text import shows
from liaison_desk.foundation.core.errors import DeskError, Problem, UnreadableError
from liaison_desk.foundation.core.files import read_whole
from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.core.toml import read_toml
from liaison_desk.partnership.records import Gift, Passing

BY_HAND: Final = "by-hand"
"""What stands as the rule of a gift whose report an officer dated himself, or said is not needed."""
_LARGEST, _MOST_RULES, _MOST_DAYS, _LONGEST = 64_000, 60, 3660, 300
_LAST_DAY: Final = date(LAST_YEAR, 12, 31)
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_WORDS: Final = ("en", "ja", "source", "source_ja")
_KNOWN: Final = frozenset({"key", "way", "over", "yearly_over", "days", "from", *_WORDS})


class CountedFrom(StrEnum):
    """From which day the days of a rule are counted."""

    GIFT = "gift"
    VISIT = "visit"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class GiftRule:
    """A reporting rule of a nation for gifts that went one way. ``over`` and ``yearly_over`` are amounts in the smallest unit of ``currency``.

    Without ``over`` every gift is reported. ``en`` and ``ja`` say the rule, ``source`` whence it is; it is no authority.
    """

    key: str
    nation: str
    way: Passing
    days: int
    counted_from: CountedFrom
    over: int | None = None
    yearly_over: int | None = None
    currency: str = ""
    en: str = ""
    ja: str = ""
    source: str = ""
    source_ja: str = ""

    def text(self, language_code: str) -> str:
        """Return the rule in words for readers of a language."""
        return self.ja if language_code == "ja" else self.en

    def whence(self, language_code: str) -> str:
        """Return where the rule is said to come from, for readers of a language."""
        return self.source_ja if language_code == "ja" else self.source


class Look(StrEnum):
    """What an officer has to look at himself before he can rely on the answer."""

    NOTHING = ""
    NO_VALUE = "no-value"
    OTHER_CURRENCY = "other-currency"
    NO_RULES = "no-rules"


@dataclass(frozen=True, slots=True)
class Reporting:
    """What the rules say of a gift: the rule that applies (``None``: none) and the day it gives, and what asks for a look.

    ``by_year`` tells that it applies because of what the giver gave in the year together.
    """

    rule: GiftRule | None = None
    due: date | None = None
    look: Look = Look.NOTHING
    by_year: bool = False


def reporting(
    gift: Gift,
    rules: Sequence[GiftRule],
    home: str,
    *,
    others: Collection[Gift] = (),
    visit_ends: date | None = None,
) -> Reporting:
    """Return what the rules say of a gift; of several that apply the one that is due first.

    ``others`` are gifts of the same giver in the same calendar year; those in other currencies or without a value are not added up,
    which asks for a look. ``visit_ends`` is the last day of the visit it belongs to.
    """
    binding = [one for one in rules if one.way is gift.passing and one.nation == bound(gift, home)]
    if not binding:
        return Reporting(look=Look.NO_RULES)
    same = [one for one in others if one.id != gift.id and one.currency == gift.currency and one.amount is not None]
    mixed = len(same) < len([one for one in others if one.id != gift.id])
    applies: list[tuple[date, int, GiftRule, bool]] = []
    look = Look.NOTHING
    for number, rule in enumerate(binding):
        limited = rule.over is not None or rule.yearly_over is not None
        by_year = False
        if limited and gift.amount is None:
            look = Look.NO_VALUE
            continue
        if limited and gift.currency != rule.currency:
            look = Look.OTHER_CURRENCY
            continue
        if limited:
            amount = gift.amount or 0
            over = rule.over is not None and amount > rule.over
            year = amount + sum(one.amount or 0 for one in same)
            by_year = not over and rule.yearly_over is not None and year > rule.yearly_over
            if not over and not by_year:
                if rule.yearly_over is not None and mixed:
                    look = Look.OTHER_CURRENCY
                continue
        applies.append((due_day(rule, gift.on, visit_ends), number, rule, by_year))
    if not applies:
        return Reporting(look=look)
    due, _, rule, by_year = min(applies, key=lambda one: one[:2])
    return Reporting(rule, due, by_year=by_year)


def bound(gift: Gift, home: str) -> str:
    """Return the nation whose rules bind: that of who received a gift that came, or gave one that went; home's unless it is said."""
    return (gift.receiver_nation if gift.passing is Passing.RECEIVED else gift.giver_nation) or home


def due_day(rule: GiftRule, on: date, visit_ends: date | None) -> date:
    """Return the day until which a gift of a day has to be reported."""
    start = on
    if rule.counted_from is CountedFrom.VISIT and visit_ends is not None:
        start = max(on, visit_ends)
    elif rule.counted_from is CountedFrom.QUARTER:
        month = (on.month - 1) // 3 * 3 + 4
        start = date(on.year + (month > 12), (month - 1) % 12 + 1, 1) - timedelta(days=1)
    return start + min(timedelta(days=rule.days), _LAST_DAY - start)


def gift_money_problems(one: Gift, currencies: Currencies) -> list[Problem]:
    """Return what is wrong with the value and the days of a gift."""
    problems = year_problems("on", one.on) + year_problems("report_due", one.report_due)
    problems += year_problems("reported", one.reported) + year_problems("disposed", one.disposed)
    for name, day in (("reported", one.reported), ("disposed", one.disposed)):
        if one.passing is Passing.RECEIVED and day is not None and day < one.on:
            problems.append(Problem(name, "This lies before the day the gift was received. Look at both days again."))
    if one.on.year >= LAST_YEAR - 12:  # no report is due after the calendar ends
        problems.append(Problem("on", "This day is too far ahead for a gift."))
    if one.amount is not None and one.amount < 0:
        problems.append(Problem("amount", "A gift is worth nothing or more."))
    if one.amount is not None and currencies.find(one.currency) is None:
        values = (("code", one.currency),)
        problems.append(Problem("amount", "Say in which currency the value is: “{code}” is not known.", values))
    return problems


def load_gift_rules(currencies: Currencies, own: Path | None = None) -> tuple[list[GiftRule], list[DeskError]]:
    """Return the reporting rules, and what is wrong with files that cannot be used; one of the user's takes the place of its namesake."""
    folders = [resource("gifts"), *([own] if own is not None else [])]
    files = {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}
    rules: list[GiftRule] = []
    wrong: list[DeskError] = []
    for _, path in sorted(files.items()):
        try:
            rules += read_gift_rules(path, currencies)
        except DeskError as error:
            wrong.append(error)
    return rules, wrong


def read_gift_rules(path: Path, currencies: Currencies) -> list[GiftRule]:
    """Read a file of rules. One that is spoilt raises UnreadableError that names the file and says what to mend."""
    try:
        text = read_whole(path, _LARGEST, "The rules for gifts {file} are too large.").decode("utf-8-sig")
        content = read_toml(text)
        nation, given = str(content.get("nation", "")), content.get("rule", [])
        load_nations().require(nation)
        if set(content) - {"nation", "rule"} or not isinstance(given, list) or not 0 < len(given) <= _MOST_RULES:
            raise DeskError("it needs a nation and one [[rule]] or more.")
        found = [_rule(one, nation, currencies) for one in given]
        if len({one.key for one in found}) < len(found):
            raise DeskError("two rules have the same key.")
    except (DeskError, ValueError, RecursionError) as error:
        raise UnreadableError("The rules for gifts {name} cannot be read: {why}", name=path.name, why=error) from error
    return found


def _rule(given: Any, nation: str, currencies: Currencies) -> GiftRule:
    form: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    key = form.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key) or key == BY_HAND:
        raise DeskError("a rule needs a key of small letters, figures and hyphens.")
    if odd := sorted(set(form) - _KNOWN):
        raise DeskError("“{key}” has “{name}”, which no rule has.", key=key, name=odd[0][:40])
    days, way, counted = form.get("days"), form.get("way"), form.get("from", CountedFrom.GIFT.value)
    if type(days) is not int or not 0 <= days <= _MOST_DAYS:
        raise DeskError("“{key}” needs its days, a whole number up to {most}.", key=key, most=_MOST_DAYS)
    if way not in tuple(Passing) or counted not in tuple(CountedFrom):
        raise DeskError("“{key}” needs its way (received, given) and from (gift, visit, quarter).", key=key)
    words = {name: form.get(name, "") for name in _WORDS}
    if not all(isinstance(word, str) and len(word) <= _LONGEST for word in words.values()):
        raise DeskError("“{key}” has words that are no text of {most} characters at most.", key=key, most=_LONGEST)
    if not (shows(words["en"]) and shows(words["ja"])):
        raise DeskError("“{key}” needs en and ja: what the rule says.", key=key)
    over, yearly = (_amount(form.get(name), currencies) for name in ("over", "yearly_over"))
    codes = {code for _, code in filter(None, (over, yearly))}
    if len(codes) > 1:
        raise DeskError("“{key}” has amounts in two currencies.", key=key)
    return GiftRule(
        key, nation, Passing(way), days, CountedFrom(counted), over and over[0], yearly and yearly[0],
        next(iter(codes), ""), **words,
    )  # fmt: skip


def _amount(given: Any, currencies: Currencies) -> tuple[int, str] | None:
    if given is None:
        return None
    if not isinstance(given, str):
        raise DeskError('an amount stands in quotes with its currency, such as "480 USD".')
    return currencies.read(given, "")
