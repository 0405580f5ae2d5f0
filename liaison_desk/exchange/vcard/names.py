"""Names in cards: N and FN in two scripts, readings by every program's habit, ranks among the prefixes."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from liaison_desk.domain.names import NameOrder, PersonName, romanize
from liaison_desk.domain.text import romaji_key
from liaison_desk.exchange.vcard.full_names import apart, from_full, is_latin, is_native, joined, rank_code
from liaison_desk.exchange.vcard.properties import (
    PREFIX,
    Property,
    escape,
    line,
    one_line,
    split,
    structured,
    text_line,
    unescape,
)
from liaison_desk.exchange.vcard.sides import Sides, primary

NATIVE_NAME = PREFIX + "NATIVE-NAME"
NAME_ORDER = PREFIX + "NAME-ORDER"
RANK = PREFIX + "RANK"
_FORM = PREFIX + "FORM"
_IN_NAME = PREFIX + "IN-NAME"

READING = {"X-PHONETIC-LAST-NAME", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "SORT-STRING", "SOUND"}
_KANA = re.compile("[\u3040-\u30ff\uff66-\uff9f\\s・]+")
_SPOKEN = re.compile("[A-Za-z\u3041-\u3096\u30a1-\u30fa]")
_UNSPOKEN = re.compile(r"[^\w\s・ー'.-]")
_HALF_KANA = re.compile("[\uff61-\uff9f]+")
_LISTS = (", ", ", ", " ", ", ", ", ")  # how several family, given, additional names, prefixes and suffixes are joined


@dataclass(frozen=True, slots=True)
class NameRead:
    """What the name lines of a card say. ``rank`` was found among the prefixes; ``kept`` are lines to write back."""

    name: PersonName
    rank: str = ""
    rank_code: str = ""
    kept: tuple[str, ...] = ()


def read_name(found: Sequence[Property], sides: Sides, company: str = "") -> NameRead:
    """Read the name of a card from all its properties.

    ``company`` is the card's organization: a card whose FN is that is an organization's and is not taken apart.
    Nothing is guessed from kanji: a Latin name comes from a Latin N, or from a reading that the card gives.
    """
    names = [each for each in found if each.name in ("N", NATIVE_NAME) and any(each.parts())]
    full = [each.text for each in found if each.name == "FN" and each.text]
    chosen = _chosen([each for each in names if not each.group] or names, sides)
    name, rank = PersonName("", ""), ""
    for each in chosen:
        name = _with_fields(name, each)
    if not _has_name(name) and full:
        name, rank = from_full(full, company)
    elif (
        len(chosen) == 1
        and len(chosen[0].parts()) == 1
        and joined(name.family, name.native_family).count(" ")
        and not name.given
    ):
        name, rank = from_full([joined(name.family, name.native_family)], company)
    told = next((each.text for each in found if each.name == NAME_ORDER), "")
    if told in tuple(NameOrder):
        # Our own card says all that there is to say: nothing is taken from FN or made from the reading.
        family, given = next(iter(_readings(found)), ("", ""))
        name = replace(name, reading_family=family, reading_given=given, order=NameOrder(told))
    else:
        name = _completed(name, found, full)
    own = next((each for each in found if each.name == RANK), None)
    if own:
        rank = own.text
        if own.parameter(_IN_NAME) and name.prefix == rank:
            name = replace(name, prefix="")
    elif not rank and name.prefix and rank_code(name.prefix) is not None:
        name, rank = replace(name, prefix=""), name.prefix
    kept = _kept(name, rank, chosen, names, found, sides)
    return NameRead(name, rank, rank_code(rank) or "" if rank else "", kept)


def _chosen(names: Sequence[Property], sides: Sides) -> list[Property]:
    """Return the first name in Latin letters and the first in another script, of several with LANGUAGE the desk's."""

    def foreign(each: Property) -> bool:
        language = primary(each.parameter("LANGUAGE"))
        return bool(language) and language not in (sides.host, sides.home)

    ordered = sorted(names, key=foreign)
    return [
        *[each for each in ordered if not _is_native(each)][:1],
        *[each for each in ordered if _is_native(each)][:1],
    ]


def _is_native(each: Property) -> bool:
    form = each.parameter(_FORM)
    return each.name == NATIVE_NAME or form == "native" or (form != "latin" and is_native("".join(each.parts()[:3])))


def _fields(each: Property) -> list[str]:
    """Return the five fields of an N; lists within a field are joined, other separators than semicolons understood."""
    fields = [_listed(field, separator) for field, separator in zip(split(each.value, ";"), _LISTS, strict=False)]
    if len(fields) == 1:
        if each.value.count(":") > 1:
            fields = [field.strip() for field in each.value.split(":")]
        elif len(split(each.value, ",")) == 2:
            fields = [unescape(field).strip() for field in split(each.value, ",")]
    return [one_line(field) for field in [*fields, "", "", "", "", ""][:5]]


def _listed(field: str, separator: str) -> str:
    return separator.join(filter(None, (unescape(word).strip() for word in split(field, ","))))


def _with_fields(name: PersonName, each: Property) -> PersonName:
    family, given, additional, prefix, suffix = _fields(each)
    given = joined(given, additional)
    if _is_native(each):
        name = replace(name, native_family=family, native_given=given)
    else:
        name = replace(name, family=family, given=given)
    return replace(name, prefix=name.prefix or prefix, suffix=name.suffix or suffix)


def _has_name(name: PersonName) -> bool:
    return bool(name.family or name.given or name.native_family or name.native_given)


def _with_full(name: PersonName, full: Sequence[str]) -> PersonName:
    """Fill a script that N does not have from an FN in that script (cards in two languages with one N)."""
    for text in full:
        native, latin = is_native(text), is_latin(text)
        if native and not latin and not name.native_family and not name.native_given:
            family, given = apart(text)
            return replace(name, native_family=family, native_given=given)
        if latin and not native and not name.family and not name.given:
            split_name, _ = from_full([text], "")
            return replace(name, family=split_name.family, given=split_name.given)
    return name


def _completed(name: PersonName, found: Sequence[Property], full: Sequence[str]) -> PersonName:
    """Return the name with what FN and the reading add to N, in the order that FN shows."""
    before = name
    name = _with_reading(_with_full(name, full), found)
    if not (before.family or before.given) and _is_turned(name):
        name = replace(name, family=name.given, given=name.family)
    return replace(name, order=_order(name, full))


def _is_turned(name: PersonName) -> bool:
    """Tell whether a Latin name taken from FN has its parts in the other order than the reading."""
    reading, family, given = (romaji_key(part) for part in (name.reading_family, name.family, name.given))
    return bool(reading) and reading == given != family


def _with_reading(name: PersonName, found: Sequence[Property]) -> PersonName:
    """Add the reading, from the first habit that has one: X-PHONETIC, SORT-AS, SORT-STRING, SOUND;X-IRMC-N."""
    for family, given in _readings(found):
        native = name.native_family or name.native_given
        if native and (family + given).isascii():
            # A reading in Latin letters is the Latin name of a person who is written in kanji.
            if not name.family and not name.given:
                name = replace(name, family=family, given=given)
            continue
        if (family, given) == (name.family, name.given):
            continue
        whole = name.native_given and not given and " " in family
        reading = apart(family) if whole else (family, given)
        name = replace(name, reading_family=reading[0], reading_given=reading[1])
        break
    kana = name.reading_family or name.reading_given
    if kana and not name.family and not name.given and _KANA.fullmatch(name.reading_family + name.reading_given):
        name = replace(name, family=_romanized(name.reading_family), given=_romanized(name.reading_given))
    return name


def _romanized(kana: str) -> str:
    """Return kana as a name in Latin letters; what is not kana all through gives none."""
    latin = romanize(kana)
    return latin[:1].upper() + latin[1:] if latin.isascii() else ""


def _readings(found: Sequence[Property]) -> Iterable[tuple[str, str]]:
    by_name = {each.name: _wide(each.text) for each in reversed(found)}
    family, given = by_name.get("X-PHONETIC-LAST-NAME", ""), by_name.get("X-PHONETIC-FIRST-NAME", "")
    if family or given:
        yield family, given
    for each in found:
        if each.name == "N" and each.parameters.get("SORT-AS"):
            parts = [_wide(part.strip()) for value in each.parameters["SORT-AS"] for part in value.split(",")]
            if _KANA.fullmatch("".join(parts)):
                yield (*parts, "")[0], (*parts, "")[1]
        elif each.name == "SORT-STRING" and _KANA.fullmatch(_wide(each.text)):
            yield apart(_wide(each.text))
        elif each.name == "SOUND" and "x-irmc-n" in each.types:
            parts = [_wide(part) for part in each.parts()]
            if _SPOKEN.search("".join(parts[:2])) and not _UNSPOKEN.search("".join(parts[:2])):
                yield (*parts, "")[0], (*parts, "")[1]


def _wide(text: str) -> str:
    """Return half-width kana in full width; every other character stays."""
    return _HALF_KANA.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)


def _order(name: PersonName, full: Sequence[str]) -> NameOrder:
    if name.native_family or name.native_given:
        return NameOrder.FAMILY_FIRST
    first = next((text for text in full if text), "")
    if name.family and name.given and first.casefold().startswith(f"{name.family} {name.given}".casefold()):
        return NameOrder.FAMILY_FIRST
    return NameOrder.GIVEN_FIRST


def formatted(name: PersonName, rank: str = "") -> str:
    """Return the name as FN says it in Latin letters, with rank or prefix, or the native name if it is the only one."""
    latin = joined(*((name.given, name.family) if name.order is NameOrder.GIVEN_FIRST else (name.family, name.given)))
    if not latin:
        return joined(name.prefix, name.native(), name.suffix)
    suffix = f", {name.suffix}" if name.suffix else ""
    return joined(name.prefix or rank, latin) + suffix


def name_lines(name: PersonName, rank: str, version: str, sides: Sides) -> list[str]:
    """Return N, FN, readings and order. Version 4.0 pairs both scripts by ALTID; 3.0 allows one N, the Latin one."""
    latin, native = bool(name.family or name.given), bool(name.native_family or name.native_given)
    prefix = name.prefix or rank
    lines: list[str] = []
    for form in (form for form, there in (("latin", latin), ("native", native)) if there):
        first = form == "latin" or not latin
        family, given = (name.family, name.given) if form == "latin" else (name.native_family, name.native_given)
        parameters: dict[str, Sequence[str]] = {}
        if latin and native and version == "4.0":
            parameters = {"ALTID": ("1",), "LANGUAGE": (sides.code(sides.guess(family + given)),)}
        if version == "4.0" and form == "native" and name.reading_family:
            parameters["SORT-AS"] = (name.reading_family, name.reading_given)
        if (form == "native") != is_native(family + given):
            parameters[_FORM] = (form,)
        value = structured(family, given, "", prefix if first else "", name.suffix if first else "")
        shown = formatted(name, rank) if first else joined(name.native())
        if first or version == "4.0":
            lines.append(line("N", value, parameters))
            both = {key: values for key, values in parameters.items() if key in ("ALTID", "LANGUAGE")}
            lines.append(text_line("FN", shown, both))
        else:
            lines.append(line(NATIVE_NAME, structured(family, given)))
    if not lines:
        lines = [
            text_line("FN", formatted(name, rank) or name.reading()),
            line("N", structured("", "", "", prefix, name.suffix)),
        ]
    lines += reading_lines(name)
    if rank or (name.prefix and rank_code(name.prefix) is not None):
        lines.append(text_line(RANK, rank, {} if name.prefix else {_IN_NAME: ("yes",)}))
    return lines


def reading_lines(name: PersonName) -> list[str]:
    """Return the reading as Apple's and Google's programs know it."""
    parts = (("X-PHONETIC-LAST-NAME", name.reading_family), ("X-PHONETIC-FIRST-NAME", name.reading_given))
    return [text_line(key, part) for key, part in parts if part]


def _kept(
    name: PersonName,
    rank: str,
    chosen: Sequence[Property],
    names: Sequence[Property],
    found: Sequence[Property],
    sides: Sides,
) -> tuple[str, ...]:
    """Return the card's own N and FN where what we would write differs, and names beyond the two we can hold."""
    written = [name_lines(name, rank, version, sides) for version in ("3.0", "4.0")]
    own = [_five(each) for each in chosen if each.name == "N" and len(split(each.value, ";")) > 1]
    if any(set(own) <= set(lines) for lines in written):
        own = []
    expected = {full_beside(own, name, rank)} if own else {text for lines in written for text in lines}
    full = [text_line("FN", each.text, each.parameters) for each in found if each.name == "FN" and each.text]
    if set(full) <= expected:
        full = []
    taken = [each.parts() for each in chosen]
    others = [each for each in names if each.name == "N" and each.parts() not in taken]
    return (*own, *full, *(replace(each, name=PREFIX + "OTHER-NAME").canonical() for each in others))


def full_beside(kept: Sequence[str], name: PersonName, rank: str) -> str:
    """Return the FN that goes with N lines written back as they were: in their script."""
    native = all(is_native(text) for text in kept)
    return text_line("FN", name.native() if native and name.native() else formatted(name, rank))


def _five(each: Property) -> str:
    """Return an N with exactly five fields, lists within fields kept."""
    fields = split(each.value, ";")
    if len(fields) == 1:
        fields = [escape(field) for field in _fields(each)]
    shown = [
        ",".join(escape(unescape(word).strip()) for word in split(field, ","))
        for field in [*fields, "", "", "", ""][:5]
    ]
    return line("N", ";".join(shown), each.parameters, each.group)
