"""Where a line may end (行頭・行末禁則), and how a Japanese one is made even, after JIS X 4051.

What may not begin a line takes the character before it along (追い出し); a stop at the end of a line takes but the room of its
ink (行末の詰め), and so stays on the line that has room for that (追い込み). What room is left then goes between characters
where a line might be parted: never into a Latin word or a number, nor before a stop, nor after an opening bracket.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Sequence

_STOPS = "、。，．：；？！‼⁇⁈⁉’”）〕］｝〉》」』】〙〗〟｠»｡､｣"
_OPENING = "‘“（〔［｛〈《「『【〘〖〝｟«｢"
# What may not begin a line (closing brackets, stops, small kana, iteration and length marks) …
NO_START = frozenset(
    f"{_STOPS}・゛゜ヽヾゝゞ々〻ー‐゠–〜～ぁぃぅぇぉっゃゅょゎゕゖ"
    "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ･ｰｧｨｩｪｫｬｭｮｯﾞﾟ…‥,.:;?!)]}%％℃°′″"
)
# … and what may not end one.
NO_END = frozenset(f"{_OPENING}([{{¥￥＄$£№＃#")
BLANK = {"、": 0.3, "。": 0.29, "，": 0.28, "．": 0.28}
"""Ems of the blank to the right of a stop's ink: at the end of a line it needs no room."""
MOST = 0.25
"""Ems that may go between two characters at most; a line that would want more stays ragged."""
_LONGEST_NAME = 64
"""Characters before the domain of an address at most."""
_PAIRED = frozenset("―—─")
_SPACES = re.compile(r"[ \u3000]+")
_UNIT = re.compile(r"(?:[kcm]?m|k?g|t|ft|in|mi|n[mM]i?|kts?|[kMG]?Hz|[kKMGT]B|dB|k?W|hrs?|min|°[CF]?)(?![A-Za-z0-9])")
"""Units that stay with the number before them."""
_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october"
    r"|november|december)(?![a-z])",
    re.IGNORECASE,
)
"""Months that stay with the day before them."""
_INITIAL = re.compile(r"[A-Z]\.(?!\w| ?[A-Z])")
"""An initial at the end of a name stays with what is before it."""
_IDEOGRAPH = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々]"
_NAME = re.compile(f"(?<!{_IDEOGRAPH}){_IDEOGRAPH}{{1,3}} {_IDEOGRAPH}{{1,3}}(?!{_IDEOGRAPH})")
"""Family and given name, which stay together."""
_DASHED = re.compile(r"(?<![^ \u3000])— (?=[^ ])")
"""A dash between blanks, as before who said something: it stays with what follows it."""
_COUNTERS = frozenset("年月日時分秒週名人件号室番回個枚部章節項条頁等佐尉曹士")
"""What a number is followed by in Japanese: dates, times, counts and ranks (2等空佐, 2佐) are not parted there (分離禁止)."""
_TIGHT = re.compile(f"(?:[{_OPENING}]+(?:[!-\u2e7f]+|.)|[!-\u2e7f]{{2,}}|.(?=[{_STOPS} \u3000]))[{_STOPS}]*[ \u3000]*")
"""What nothing goes into when a line is made even: a word or a number, a character with its brackets, stops and blanks."""


def is_wide(char: str) -> bool:
    """Tell whether a character is one of Japanese, around which a line may be parted."""
    return char >= "\u2e80" and not "\uff61" <= char <= "\uffdc"


def is_japanese(text: str) -> bool:
    """Tell whether at least a fifth of a text is Japanese: such characters take three bytes, those of Latin text one."""
    return 5 * len(text.encode()) >= 7 * len(text) > 0


def may_break(before: str, after: str) -> bool:
    """Tell whether a line may end between two neighbouring characters."""
    if after in {" ", "\u3000"}:
        return True
    if after in NO_START or before in NO_END:
        return before == " "
    if before in {" ", "\u3000"}:
        return True
    if is_wide(before) or is_wide(after):
        return not (after in _COUNTERS and before.isdecimal())
    return before in "-/\u2013\u2014" and after.isalpha()


def cut_lines(
    text: str, ends: Sequence[float], width: float, first: float = 0.0, held: Container[int] = ()
) -> list[tuple[int, int]]:
    """Return from where up to where each line of a cleaned paragraph goes, blanks at its end left out; never empty.

    ``ends`` is where each character ends if all stood in one line, ``width`` what a line holds, the first one less by ``first``.
    At the places of ``held`` no line ends if it can be helped.
    """
    lines: list[tuple[int, int]] = []
    start, used, room = 0, 0.0, width - first + 1e-6
    count = len(text)
    while count and ends[-1] - BLANK.get(text[-1], 0.0) - used > room:
        fit = bisect_right(ends, used + room, start)
        if ends[fit] - BLANK.get(text[fit], 0.0) - used <= room:
            fit += 1
        cut = _back(text, start, fit, held)
        if cut == start:
            if first and not lines and room < width:  # a bold label left too little room: begin below it
                lines.append((0, 0))
                start = len(text) - len(text.lstrip(" \u3000"))
                used, room = ends[start - 1] if start else 0.0, width + 1e-6
                continue
            at = _in_address(text, start, fit)
            cut = at if at and at not in held else _last(fit, held, start) or max(fit, start + 1)
        lines.append((start, start + len(text[start:cut].rstrip(" \u3000"))))
        spaces = _SPACES.match(text, cut)
        start = spaces.end() if spaces else cut
        if start >= count:
            return lines
        used, room = ends[start - 1], width + 1e-6
    lines.append((start, count))
    return lines


def _back(text: str, start: int, fit: int, held: Container[int]) -> int:
    """Return the last place up to ``fit`` where a line may end, best where it parts nothing that belongs together; ``start`` for none."""
    least = start
    for cut in range(fit, start, -1):
        if may_break(text[cut - 1], text[cut]) and cut not in held:
            if _parts(text, cut):
                return cut
            if least == start or (text[least - 1], text[cut - 1]) == ("月", "年"):
                least = cut
    return least


def _in_address(text: str, start: int, fit: int) -> int:
    """Return where an address that no line holds is best cut: before its domain, or behind a stop in its name; 0 for none."""
    at = text.find("@", start + 1, fit + _LONGEST_NAME)
    if at <= fit:
        return max(0, at)
    return 0 if " " in text[start:at] else text.rfind(".", start + 1, fit) + 1


def _last(fit: int, held: Container[int], start: int) -> int:
    """Return the last place up to ``fit`` where a line may end if it must, though it had better not; 0 if there is none."""
    return next((at for at in range(fit, start, -1) if at not in held), 0)


def is_dashed(text: str, start: int) -> bool:
    """Tell whether a line begins with a dash and what stays with it: the one before ends where it would, and is not made even."""
    return _DASHED.match(text, start) is not None


def with_dash(text: str) -> str:
    """Return words for a program that cuts lines by itself: what it may not part from a dash before it stands behind a fixed blank."""
    return _DASHED.sub("—\u00a0", text)


def _parts(text: str, cut: int) -> bool:
    """Tell whether what may be parted by its characters is no number with its unit, no date, no name in ideographs, nothing behind its dash."""
    blank = cut if text[cut] == " " else cut - 1
    if text[blank] == " ":
        if _DASHED.match(text, max(0, blank - 1)) or _INITIAL.match(text, blank + 1):
            return False
        if text[blank - 1 : blank].isdigit():
            return not (_UNIT.match(text, blank + 1) or _MONTH.match(text, blank + 1))
        if text[blank - 1 : blank] == "×":
            return False
    elif text[blank] in "年月" and text[cut].isdecimal():
        return not text[blank - 1 : blank].isdecimal()
    around = text[max(0, cut - 8) : cut + 8]
    if " " not in around:
        return True
    at = min(cut, 8)
    return not any(name.start() < at < name.end() for name in _NAME.finditer(around))


def spread(line: str, natural: float, width: float) -> float:
    """Return what goes between the characters of a line to make it as wide as it may be; 0 where it would be torn apart.

    ``natural`` is how wide it is with the blank of a stop at its end; all in ems.
    """
    tight = _TIGHT.findall(line)
    gaps = len(line) + len(tight) - sum(map(len, tight)) - 1
    spare = width - natural + BLANK.get(line[-1:], 0.0)
    return spare / gaps if 0 < spare <= MOST * gaps else 0.0


def stretches(line: str, room: float) -> list[tuple[int, float]]:
    """Return up to where a line is set with how much behind each character, so that ``room`` is wherever something may go."""
    bounds: list[tuple[int, float]] = []
    for tight in _TIGHT.finditer(line):
        bounds += ((tight.start(), room), (tight.end() - 1, 0.0))
    return [*bounds, (len(line), room)]


def gaps_in(line: str) -> list[int]:
    """Return before which characters of a line something may go."""
    tight = {at for found in _TIGHT.finditer(line) for at in range(found.start() + 1, found.end())}
    return [at for at in range(1, len(line)) if at not in tight]
