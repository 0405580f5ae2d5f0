"""Texts in two languages: which side a foreign text belongs to, and how both sides travel in one calendar.

Other programs show one SUMMARY, so the original side is written there, and the
other beside it as ``X-LIAISON-DESK-SUMMARY;LANGUAGE=ja``.
"""

import re
from collections.abc import Sequence

from liaison_desk.domain.bilingual import Bilingual, Side, Wording
from liaison_desk.exchange.ical.lines import Line, escape, param_text, parse_line, unescape
from liaison_desk.exchange.result import ReadSettings

OWN = "X-LIAISON-DESK-"
KEPT = OWN + "KEPT-"
"""Before the name of a known property whose line found no place in the record: valid iCalendar, and nothing is lost."""

_KANA = re.compile("[\u3041-\u30ff\uff66-\uff9d]")
_CJK = re.compile("[\u3005\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d]")
_CODE = re.compile(r"[A-Za-z]{2,8}")


def is_home(text: str, settings: ReadSettings) -> bool:
    """Tell whether a text without a language is clearly the home side's: Japanese script where only the home reads it."""
    script = _CJK if settings.host_language not in {"zh", "ko"} else _KANA
    if "ja" in {settings.home_language, settings.host_language} and settings.home_language != settings.host_language:
        return settings.home_language == "ja" and not text.isascii() and script.search(text) is not None
    return False


def _side(line: Line, settings: ReadSettings) -> Side | None:
    """Return the side whose language a line declares, or None if it declares none or another."""
    found = _CODE.match(line.param("LANGUAGE"))
    code = found[0].lower() if found else ""
    if code == settings.host_language:
        return Side.HOST
    return Side.HOME if code == settings.home_language else None


def read_wording(lines: Sequence[Line], settings: ReadSettings, extra: list[str]) -> Bilingual:
    """Return the text of a property's lines (the desk's own among them); what has no place in it goes to ``extra``."""
    if len(lines) == 1 and not lines[0].params:
        text = unescape(lines[0].value)
        return Bilingual(home=text) if is_home(text, settings) else Bilingual(host=text)
    texts: dict[Side, str] = {}
    states = {Side.HOST: Wording.ORIGINAL, Side.HOME: Wording.ORIGINAL}
    left: list[Line] = []
    for line in sorted(lines, key=lambda line: line.name.startswith(OWN)):
        text = unescape(line.value)
        side = _side(line, settings)
        if side is None:
            guess = Side.HOME if is_home(text, settings) else Side.HOST
            # A second text in no known language, or one whose place is taken, cannot be this text's other side.
            side = guess if not texts else None
        if side is None or side in texts:
            left.append(line)
            continue
        texts[side] = text
        if line.param("X-WORDING") in {"translated", "stale"}:
            states[side] = Wording(line.param("X-WORDING"))
    both = Bilingual(texts.get(Side.HOST, ""), texts.get(Side.HOME, ""), states[Side.HOST], states[Side.HOME])
    # Parameters this desk does not keep are kept with their line; it is written back as long as the text stays.
    name = lines[0].name.removeprefix(OWN) if lines else ""
    plain = {frozenset(_bare(written)) for written in wording_lines(name, both, settings)}
    kept = [line for line in lines if line not in left and not line.name.startswith(OWN)]
    left += [line for line in kept if not line.value and line.params]
    extra += [line.raw for line in kept if line.value and frozenset(_bare_params(line)) not in plain]
    extra += [KEPT + line.raw.lstrip() for line in left]
    return both


def _bare_params(line: Line) -> list[str]:
    unsaid = {"CHARSET", "ENCODING", "VALUE", "X-WORDING"}
    return [f"{name}={line.param(name)}" for name, text in line.params.items() if text and name not in unsaid]


def _bare(written: str) -> list[str]:
    head = written.partition(":")[0].split(";")[1:]
    return [text for text in head if not text.startswith("X-WORDING")]


def wording_lines(name: str, text: Bilingual, settings: ReadSettings) -> list[str]:
    """Return the lines of a text: the original side first, languages only where they must be told."""
    sides = [side for side in (Side.HOST, Side.HOME) if text.side(side)]
    if len(sides) == 2 and text.host_state is not Wording.ORIGINAL and text.home_state is Wording.ORIGINAL:
        sides.reverse()
    lines = []
    for place, side in enumerate(sides):
        words = text.side(side)
        expected = Side.HOME if is_home(words, settings) else Side.HOST
        language = settings.host_language if side is Side.HOST else settings.home_language
        told = f";LANGUAGE={param_text(language)}" if len(sides) == 2 or side is not expected else ""
        state = text.state(side)
        told += f";X-WORDING={state}" if state is not Wording.ORIGINAL else ""
        lines.append(f"{OWN if place else ''}{name}{told}:{escape(words)}")
    return lines


def text_lines(name: str, text: Bilingual, settings: ReadSettings, extra: list[str]) -> list[str]:
    """Return the lines of a text. A line of ``extra`` that says the same with more parameters takes its place.

    Every line of this name is taken out of ``extra``: one that says something else tells of a text since changed.
    """
    lines = wording_lines(name, text, settings)
    for raw in [
        raw for raw in extra if raw[: len(name)].upper() == name and raw[len(name) : len(name) + 1] in {";", ":"}
    ]:
        extra.remove(raw)
        line = parse_line(raw)
        value = escape(unescape(line.value)) if line else None
        for place, written in enumerate(lines):
            if line and line.params and written.startswith(name) and written.partition(":")[2] == value:
                lines[place] = raw
    return lines
