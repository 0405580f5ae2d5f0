"""Which side's language a text is in, and texts of both sides as lines with LANGUAGE."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liaison_desk.domain.bilingual import Bilingual, Side, Wording
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.vcard.properties import PREFIX, STATE, Property, escape, line

_JAPANESE = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]")
_SIDE = PREFIX + "SIDE"


def is_japanese(text: str) -> bool:
    """Tell whether a text holds kana or kanji."""
    return _JAPANESE.search(text) is not None


def primary(tag: str) -> str:
    """Return the language of a BCP 47 tag without its region (``en-US`` is ``en``)."""
    return tag.replace("_", "-").partition("-")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Sides:
    """The two languages of a desk, and which of them a text is in."""

    host: str
    home: str

    @classmethod
    def of(cls, settings: ReadSettings) -> "Sides":
        """Return the sides that the settings name."""
        return cls(primary(settings.host_language), primary(settings.home_language))

    def code(self, side: Side) -> str:
        """Return the language code of a side."""
        return self.host if side is Side.HOST else self.home

    def guess(self, text: str) -> Side:
        """Return the side whose script a text is in: kana and kanji are Japanese, everything else is the host's."""
        japanese = Side.HOME if self.home == "ja" and self.host != "ja" else Side.HOST
        if is_japanese(text):
            return japanese
        return Side.HOME if self.host == "ja" and self.home != "ja" else Side.HOST

    def side(self, found: Property) -> Side:
        """Return the side that a property speaks for: by our own mark, by LANGUAGE, else by its script."""
        own = found.parameter(_SIDE)
        if own in tuple(Side):
            return Side(own)
        language = primary(found.parameter("LANGUAGE"))
        if language and self.host != self.home and language in (self.host, self.home):
            return Side.HOST if language == self.host else Side.HOME
        return self.guess(found.text)

    def read(self, found: Iterable[Property]) -> Bilingual:
        """Join properties into one text of both sides; several of one side are paragraphs of it."""
        texts: dict[Side, list[str]] = {Side.HOST: [], Side.HOME: []}
        states = {Side.HOST: Wording.ORIGINAL, Side.HOME: Wording.ORIGINAL}
        for each in found:
            text = each.text
            if text:
                side = self.side(each)
                texts[side].append(text)
                states[side] = wording(each.parameter(STATE))
        joined = {side: "\n\n".join(dict.fromkeys(several)) for side, several in texts.items()}
        return Bilingual(joined[Side.HOST], joined[Side.HOME], states[Side.HOST], states[Side.HOME])

    def lines(self, name: str, text: Bilingual, version: str, altid: str = "") -> list[str]:
        """Return the lines of a text. Version 4.0 pairs them by ALTID; in 3.0 the second has a name of our own.

        A name that is ours already (``X-LIAISON-DESK-…``) may stand twice in both versions.
        """
        sides = sorted(
            (side for side in Side if text.side(side)), key=lambda side: text.state(side) is not Wording.ORIGINAL
        )
        both = len(sides) == 2
        lines: list[str] = []
        for place, side in enumerate(sides):
            words = text.side(side)
            parameters: dict[str, Sequence[str]] = {}
            if both and version == "4.0" and altid:
                parameters["ALTID"] = (altid,)
            if both or self.guess(words) is not side:
                parameters["LANGUAGE"] = (self.code(side),)
                if self.host == self.home:
                    parameters[_SIDE] = (side.value,)
            if text.state(side) is not Wording.ORIGINAL:
                parameters[STATE] = (text.state(side).value,)
            own = place and version == "3.0" and not name.startswith(PREFIX)
            lines.append(line(PREFIX + name if own else name, escape(words), parameters))
        return lines


def wording(text: str) -> Wording:
    """Return the state of a wording by its name; anything unknown is an original."""
    return Wording(text) if text in tuple(Wording) else Wording.ORIGINAL
