"""Content lines to cards: one per BEGIN and END, cards inside cards, ends that are missing, agents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from liaison_desk.exchange.charsets import clean, decode
from liaison_desk.exchange.result import LineProblem
from liaison_desk.exchange.vcard.lines import RawLine, parse, raw_lines, usual_charset, utf8
from liaison_desk.exchange.vcard.properties import Property, escape, parse_line

DEPTH = 8
"""How many cards may lie inside one another; a deeper BEGIN ends the innermost."""
PROPERTIES = 1_000
"""How many properties of one card are read."""
STRAY = 1_000
"""How many lines of one card that have no name are read: text that a program forgot to fold, or rubbish."""

_NAMES = re.compile(rb"(?:F?N)[;:]", re.IGNORECASE)
_LONG_TEXTS = frozenset(("NOTE", "LABEL", "ADR", "DESCRIPTION"))


@dataclass(frozen=True, slots=True)
class Card:
    """One card: the line it begins on, its properties in order, and what could not be taken."""

    line: int
    properties: tuple[Property, ...]
    problems: tuple[LineProblem, ...] = ()

    def all(self, *names: str) -> list[Property]:
        """Return the properties of these names, in order."""
        return [found for found in self.properties if found.name in names]


@dataclass(slots=True)
class _Open:
    line: int
    agent: bool = False
    lines: list[RawLine | Card] = field(default_factory=list)
    stray: int = 0
    left_out: int = 0

    def add(self, line: RawLine) -> None:
        """Take a line. Rubbish and properties are counted apart, so that the one never displaces the other."""
        if self.stray < STRAY if line.stray else len(self.lines) - self.stray < PROPERTIES:
            self.lines.append(line)
            self.stray += line.stray
        else:
            self.left_out += 1


def cards(data: bytes) -> list[Card]:
    """Cut a file into its cards, in the order of their beginnings.

    Lines before an END that has no BEGIN are a card too; other lines outside of cards are passed over.
    """
    lines = list(raw_lines(utf8(data)))
    cutter = _Cutter(usual_charset(lines))
    for line in lines:
        if line.boundary == "BEGIN":
            cutter.begin(line)
        elif line.boundary == "END":
            cutter.end()
        else:
            cutter.add(line)
    return cutter.finished()


class _Cutter:
    """Keeps the cards that are open, the innermost last."""

    def __init__(self, charset: str) -> None:
        self.charset = charset
        self.cards: list[Card] = []
        self.stack: list[_Open] = []
        self.loose = _Open(0)

    def begin(self, line: RawLine) -> None:
        """Open a card, in the innermost one if any is open."""
        self.loose = _Open(0)
        if len(self.stack) == DEPTH:
            self.cards.append(_card(self.stack.pop(), self.charset))
        self.stack.append(_Open(line.number, bool(self.stack) and _awaits_agent(self.stack[-1])))

    def end(self) -> None:
        """Close the innermost card; an agent's becomes a property of the card around it, an agent's agent a card."""
        if not self.stack:
            if any(isinstance(line, RawLine) and _NAMES.match(line.data) for line in self.loose.lines):
                self.cards.append(_card(self.loose, self.charset))
            self.loose = _Open(0)
            return
        closed = self.stack.pop()
        card = _card(closed, self.charset)
        if closed.agent and self.stack and not self.stack[-1].agent:
            self.stack[-1].lines[-1] = card
        else:
            self.cards.append(card)

    def add(self, line: RawLine) -> None:
        """Take a line into the innermost card, as long as that is not too long."""
        if not self.stack and not self.loose.lines:
            self.loose = _Open(line.number)
        (self.stack[-1] if self.stack else self.loose).add(line)

    def finished(self) -> list[Card]:
        """Close what a cut-off file left open and return all cards by their first lines."""
        while self.stack:
            self.end()
        return sorted(self.cards, key=lambda card: card.line)


def _awaits_agent(card: _Open) -> bool:
    last = card.lines[-1] if card.lines else None
    return isinstance(last, RawLine) and last.data.strip().upper().rpartition(b".")[2] == b"AGENT:"


def _card(opened: _Open, of_file: str) -> Card:
    if not opened.lines:
        return Card(opened.line, ())
    own = usual_charset(line for line in opened.lines if isinstance(line, RawLine))
    charset = of_file if own == "utf-8" else own
    properties: list[Property] = []
    rubbish: list[list[tuple[int, str]]] = []  # runs of lines, each line with its number
    more: list[str] = []
    running = False
    for line in opened.lines:
        found = _agent(line) if isinstance(line, Card) else parse(line, charset)
        if found:
            _lengthen(properties, more)
            properties.append(found)
            running = False
        elif isinstance(line, RawLine):
            text = clean(decode(line.data, charset))
            if properties and properties[-1].name in _LONG_TEXTS:
                more.append(text)
            else:
                if not running:
                    rubbish.append([])
                rubbish[-1].append((line.number, text.strip()[:60]))
                running = True
    _lengthen(properties, more)
    problems = [_no_property(run) for run in rubbish]
    if opened.left_out:
        said = "This card is too long; {n} of its lines were left out."
        problems.append(LineProblem(opened.line, said, {"n": opened.left_out}))
    return Card(opened.line, tuple(properties), tuple(problems))


def _no_property(run: list[tuple[int, str]]) -> LineProblem:
    number, text = run[0]
    if len(run) == 1:
        return LineProblem(number, "This line is no property of a card: {text}", {"text": text})
    said = "{n} lines from here on are no properties of a card: {text}"
    return LineProblem(number, said, {"n": len(run), "text": text})


def _lengthen(properties: list[Property], more: list[str]) -> None:
    """Give the last property, a long text, the lines that a program wrote after it without folding."""
    if more:
        properties[-1] = replace(properties[-1], value="\\n".join((properties[-1].value, *more)))
        more.clear()


def _agent(card: Card) -> Property:
    lines = ("BEGIN:VCARD", *(found.canonical() for found in card.properties), "END:VCARD")
    return Property("AGENT", escape("\n".join(lines)), line=card.line)


def parse_kept(lines: Iterable[str]) -> tuple[Property, ...]:
    """Read lines that were kept in a record."""
    return tuple(found for found in (parse_line(line) for line in lines) if found)
