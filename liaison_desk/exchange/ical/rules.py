"""Recurrence rules as text: checked and tidied (RFC 5545 §3.3.10), and made from vCalendar 1.0's own grammar.

Nothing is expanded here. A rule that passes can still be expensive or empty;
whoever expands it bounds that.
"""

import re
from types import MappingProxyType

from liaison_desk.exchange.ical.values import parse_stamp, time_text

LONGEST = 2000

_FREQUENCIES = frozenset({"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
# The least and greatest number of each part; a part that may not be negative has its least above zero.
_BOUNDS = MappingProxyType({
    "BYSECOND": (0, 60), "BYMINUTE": (0, 59), "BYHOUR": (0, 23), "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31), "BYYEARDAY": (-366, 366), "BYWEEKNO": (-53, 53), "BYSETPOS": (-366, 366),
})  # fmt: skip
_PARTS = frozenset({"FREQ", "COUNT", "INTERVAL", "UNTIL", "WKST", "BYDAY", "RSCALE", "SKIP", *_BOUNDS})
_FROM_ZERO = frozenset({"BYSECOND", "BYMINUTE", "BYHOUR"})
_OLD_FREQUENCIES = MappingProxyType(
    {
        "D": "DAILY",
        "W": "WEEKLY",
        "MP": "MONTHLY",
        "MD": "MONTHLY",
        "YM": "YEARLY",
        "YD": "YEARLY",
        "M": "MINUTELY",
    }
)
_OLD_PARTS = MappingProxyType({"MD": "BYMONTHDAY", "YM": "BYMONTH", "YD": "BYYEARDAY"})


def tidy_rule(value: str) -> str:
    """Return a rule in its usual form (upper case, no blanks, no empty parts), or "" if it is no rule at all.

    A part that says nothing (``UNTIL=``, ``UNTL=2026``) is dropped; a part that says something impossible spoils the rule.
    """
    if len(value) > LONGEST:
        return ""
    parts: dict[str, str] = {}
    for piece in re.sub(r"[\s\\]", "", value).upper().strip(";").split(";"):
        name, _, text = piece.partition("=")
        if name in _PARTS and text.strip(","):
            parts.setdefault(name, text.strip(","))
    if parts.get("FREQ") not in _FREQUENCIES:
        return ""
    return (
        ";".join(f"{name}={text}" for name, text in parts.items()) if all(map(_is_right, parts, parts.values())) else ""
    )


def lost_parts(value: str, rule: str) -> bool:
    """Tell whether a rule has fewer parts than what was written, so that it may repeat otherwise than its writer meant."""
    return len(re.findall("[^;]+", re.sub(r"[\s\\]", "", value))) > rule.count(";") + 1


def _is_right(name: str, text: str) -> bool:
    if name in {"COUNT", "INTERVAL"}:
        return re.fullmatch(r"0*[1-9]\d{0,8}", text, re.ASCII) is not None
    if name == "UNTIL":
        return parse_stamp(text) is not None
    if name == "WKST":
        return _DAY.fullmatch(text) is not None
    if name == "BYDAY":
        return all(
            (found := _DAY.fullmatch(day)) and found[1] not in {"0", "00", "+0", "-0"} for day in text.split(",")
        )
    if name in _BOUNDS:
        least, most = _BOUNDS[name]
        # RFC 7529 adds leap months ("5L").
        numbers = [number.removesuffix("L") if name == "BYMONTH" else number for number in text.split(",")]
        return all(
            re.fullmatch(r"[+-]?\d{1,3}", number, re.ASCII)
            and least <= int(number) <= most
            and (int(number) != 0 or name in _FROM_ZERO)
            for number in numbers
        )
    return True


def old_rule(value: str) -> str:
    """Return a vCalendar 1.0 rule ("W1 MO #10") as an iCalendar rule, or "" if it cannot be said so.

    Without a count or an end it happens twice, as vCalendar 1.0 says; ``#0`` is for ever.
    """
    words = value.strip().rstrip(";").upper().split()
    head = re.fullmatch(r"(MP|MD|YM|YD|D|W|M)(\d{1,4})", words[0], re.ASCII) if words else None
    if not head or int(head[2]) == 0 or len(value) > LONGEST:
        return ""
    kind = head[1]
    rule = f"FREQ={_OLD_FREQUENCIES[kind]};INTERVAL={int(head[2])}"
    count, until = "", ""
    rest: list[str] = []
    for word in words[1:]:
        stamp = parse_stamp(word)
        if re.fullmatch(r"#\d{1,6}", word, re.ASCII):
            count = word[1:]
        elif stamp:
            until = word[:8] if stamp.all_day else time_text(stamp.at) + ("Z" if stamp.utc else "")
        else:
            rest.append(word.rstrip("$"))
    by = _old_days(rest, kind)
    if by is None:
        return ""
    endless = count and int(count) == 0
    if kind == "M" and endless and not until:
        # A telephone of 1998 writes so what repeats every month; nothing repeats every minute for ever.
        rule = rule.replace("MINUTELY", "MONTHLY")
    end = f";UNTIL={until}" if until else "" if endless else f";COUNT={int(count or 2)}"
    return tidy_rule(rule + by + end)


def _old_days(words: list[str], kind: str) -> str | None:
    """Return the BY part of an old rule; None if a word means nothing."""
    if not words:
        return ""
    if kind in _OLD_PARTS:
        numbers = ["-1" if word == "LD" else word for word in words]
        if not all(re.fullmatch(r"-?\d{1,3}[+-]?", number, re.ASCII) for number in numbers):
            return None
        signed = [f"-{number[:-1]}" if number.endswith("-") else number.rstrip("+") for number in numbers]
        return f";{_OLD_PARTS[kind]}={','.join(signed)}"
    days: list[str] = []
    places: list[str] = []
    after_day = False
    for word in words:
        if kind == "MP" and (found := re.fullmatch(r"([1-5])([+-]?)", word, re.ASCII)):
            places = [] if after_day else places
            places.append(f"-{found[1]}" if found[2] == "-" else found[1])
            after_day = False
        elif (kind in {"W", "MP"}) and word[:2] in {"MO", "TU", "WE", "TH", "FR", "SA", "SU"} and word.isalpha():
            days += [f"{place}{word[:2]}" for place in places] if kind == "MP" else [word[:2]]
            after_day = True
        else:
            return None
    return f";BYDAY={','.join(days)}" if days else None
