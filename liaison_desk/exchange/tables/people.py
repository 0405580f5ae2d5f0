"""Rows of an address book and people."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from liaison_desk.contacts.records import Address, Assistant, Email, Organization, Person, Phone, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.headings import MOST
from liaison_desk.domain.languages import language_meant
from liaison_desk.domain.names import NameOrder, PersonName, romanize
from liaison_desk.domain.nations import load_nations
from liaison_desk.exchange.tables.cells import date_of, is_yes, list_of, listed, number_of
from liaison_desk.exchange.tables.common import RowReading, head_of, pair_of, uid_of
from liaison_desk.exchange.tables.headings import PEOPLE, Cells, load_vocabulary
from liaison_desk.exchange.vcard.full_names import apart, called, from_full, is_native, joined, rank_code

_PHONE_KINDS = ("work", "mobile", "home", "fax", "pager", "other")
_ADDRESS_PARTS = ("street", "extended", "box", "city", "region", "code", "country", "label")
_CODE = re.compile("[A-Z]{3}")
_PARTED = re.compile(r"[,、，・]|(?<=[^\W\d])\s*/\s*(?=[^\W\d])")  # a level such as 3/3 is one
_EMPTY_DATES = re.compile(r"[0/.\- ]*")
_NETWORK = re.compile(r"^(DSN|VoSIP|内線|ext\.?)[\s:：]*(?=[+\d(])", re.IGNORECASE)


def person_of(cells: Cells, reading: RowReading) -> Person | None:
    """Return the person a row tells of, or ``None`` if it names nobody: no name, organization, address or number."""
    left: list[str] = []
    known, rank = _name(cells, left)
    name = known
    emails, phones = tuple(_emails(cells)), tuple(_phones(cells))
    posts = tuple(_posts(cells, reading))
    if not (name.latin() or name.native() or name.reading() or emails or phones or posts):
        return None
    if not (name.latin() or name.native() or name.reading()):
        reach = [*(one.address for one in emails), *(one.number for one in phones)]
        words = next(
            filter(None, (cells.get("nickname"), *(one.organization for one in posts), *reach, _titled(posts))), "?"
        )
        name = called(words[:60], name)
        reading.tell(cells, "The row has no name; it is listed as “{name}”.", name=words[:60])
    birthday = _day(cells, "birthday", reading, left) or _birthday_in_parts(cells, left)
    company = posts[0].organization if posts else ""
    person = Person(
        uid=uid_of(cells, PEOPLE, known.latin(), known.native(), emails[0].address if emails else "", company),
        marking=reading.marking(cells),
        name=name,
        nickname=cells.get("nickname"),
        address_as=cells.get("address_as"),
        pronunciation=cells.get("pronunciation"),
        assistants=tuple(_assistants(cells)),
        nation=_nation(cells, reading, left),
        service=cells.get("service"),
        rank=rank,
        rank_code=cells.get("rank_code") or (rank_code(rank) or "" if rank else ""),
        rank_home=cells.get("rank_home"),
        date_of_rank=_day(cells, "date_of_rank", reading, left),
        posts=posts,
        phones=phones,
        emails=emails,
        addresses=tuple(_addresses(cells)),
        urls=tuple(_urls(cells)),
        languages=tuple(_languages(cells)),
        interpreter=is_yes(cells.get("interpreter")),
        diet=cells.get("diet"),
        met_where=cells.get("met_where"),
        cadence_days=number_of(cells.get("cadence_days")),
        birthday=birthday,
        anniversary=_day(cells, "anniversary", reading, left),
        biography=reading.pair(cells, "biography"),
        tags=tuple(tag for text in listed(cells.get("tags")) if (tag := _tag(text))),
    )
    _forget_repetitions(cells, person)
    return replace(person, notes=reading.with_others(reading.pair(cells, "notes"), cells, left))


def _titled(posts: Sequence[Post]) -> str:
    return next((post.title.host or post.title.home for post in posts), "")


def _assistants(cells: Cells) -> Iterator[Assistant]:
    own = [(cells.get(f"assistant.{n}.name"), cells.get(f"assistant.{n}.phone")) for n in cells.numbers("assistant")]
    for name, phone in (*own, (cells.get("assistant"), "")):
        if name or phone:
            yield Assistant(name, phone=phone)


def _forget_repetitions(cells: Cells, person: Person) -> None:
    """Drop leftovers that only repeat the name or an address (display names), or name a kind of what is not there (labels)."""
    words = load_vocabulary(PEOPLE)
    said = [person.name.latin(), person.name.native(), *(email.address for email in person.emails)]
    letters = " ".join(word[0] for word in " ".join(said).split())

    def repeated(heading: str, text: str) -> bool:
        if heading.casefold() == "initials":
            return not _says_more(text, letters)
        if text.isalnum():  # a word alone may be somebody's who is called alike
            return text.casefold() in map(str.casefold, said)
        return not _says_more(text, " ".join(said))

    cells.others = [
        (heading, text)
        for heading, text in cells.others
        if not repeated(heading, text) and not (heading.endswith(("Type", "Label")) and words.word("kinds", text))
    ]


def _says_more(text: str, said: str) -> bool:
    """Tell whether a text has a word that is not said, or no word at all; kanji and kana are words without blanks, too."""
    words = re.findall(r"\w+", text.casefold())
    known, unbroken = set(re.findall(r"\w+", said.casefold())), "".join(said.casefold().split())
    return not words or any(word not in known and not (is_native(word) and word in unbroken) for word in words)


def _name(cells: Cells, left: list[str]) -> tuple[PersonName, str]:
    """Return name and rank: a rank written as title before or honorific after the name is a rank."""
    given_names = joined(cells.get("given"), cells.get("middle"))
    family = cells.get("family")
    # A person written in kanji keeps both names in kanji, a foreign given name in kana among them.
    native_family, native_given = is_native(family), is_native(given_names)
    for text, native in ((family, cells.get("native_family")), (given_names, cells.get("native_given"))):
        if is_native(text) and native and _says_more(text, native):
            left.append(text)
    name = PersonName(
        "" if native_family else family,
        "" if native_given else given_names,
        native_family=cells.get("native_family") or (family if native_family else ""),
        native_given=cells.get("native_given") or (given_names if native_given else ""),
        prefix=cells.get("prefix"),
        suffix=cells.get("suffix"),
    )
    rank = cells.get("rank")
    full = cells.get("full")
    if full:
        name, rank = _with_full(name, rank, full, cells, left)
    if not rank and rank_code(name.prefix) is not None:
        name, rank = replace(name, prefix=""), name.prefix
    elif not rank and rank_code(name.suffix) is not None:
        name, rank = replace(name, suffix=""), name.suffix
    name = _with_reading(name, cells)
    order = cells.get("name_order")
    family_first = bool(name.native()) if order not in tuple(NameOrder) else order == NameOrder.FAMILY_FIRST
    return replace(name, order=NameOrder.FAMILY_FIRST if family_first else NameOrder.GIVEN_FIRST), rank


def _with_full(name: PersonName, rank: str, full: str, cells: Cells, left: list[str]) -> tuple[PersonName, str]:
    """Take from a full name what the single parts do not say; one that says more than is taken is kept in the notes."""
    whole, found = from_full([full], cells.take("company", "post.1.organization"))
    if not (name.family or name.given or name.native_family or name.native_given):
        name = replace(whole, prefix=name.prefix or whole.prefix, suffix=name.suffix or whole.suffix)
    rank = rank or found
    parts = [name.prefix, rank, name.family, name.given, name.native_family, name.native_given, name.suffix]
    if rank_code(found) == rank_code(rank) and is_native(found) == is_native(rank):  # one rank in two spellings
        parts.append(found)
    if _says_more(full, " ".join(parts)):
        left.append(full)
    return name, rank


def _with_reading(name: PersonName, cells: Cells) -> PersonName:
    family, given = (unicodedata.normalize("NFKC", cells.get(f"reading_{part}")) for part in ("family", "given"))
    given = joined(given, unicodedata.normalize("NFKC", cells.get("reading_middle")))
    if not (family or given) and cells.get("reading_full"):
        family, given = apart(unicodedata.normalize("NFKC", cells.get("reading_full")))
    name = replace(name, reading_family=family, reading_given=given)
    if name.native() and not name.latin() and not cells.get("uid"):  # what this desk wrote says all of a name
        latin = [romanize(kana) for kana in (family, given)]
        if all(word.isascii() for word in latin):
            name = replace(name, family=latin[0].capitalize(), given=latin[1].capitalize())
    return name


def _emails(cells: Cells) -> Iterator[Email]:
    words = load_vocabulary(PEOPLE)
    seen: set[str] = set()
    plain = [(cells.get(name), "", "") for name in ("email", "email.second", "email.third")]
    numbered = [
        (cells.get(f"email.{n}.value"), cells.get(f"email.{n}.kind"), cells.get(f"email.{n}.network"))
        for n in cells.numbers("email")
    ]
    for text, kind, network in (*plain, *numbered):
        for address in text.split(":::"):
            if address.strip() and address.strip().lower() not in seen:
                seen.add(address.strip().lower())
                label = kind.lstrip("* ")
                yield Email(address.strip(), words.word("kinds", label) or label or "work", network or "internet")


def _phones(cells: Cells) -> Iterator[Phone]:
    seen: set[str] = set()
    for phone in (*_plain_phones(cells), *_numbered_phones(cells)):
        if phone.number not in seen:
            seen.add(phone.number)
            yield phone


def _plain_phones(cells: Cells) -> Iterator[Phone]:
    for name, text in cells.fields.items():
        parts = name.split(".")
        if parts[0] != "phone" or parts[1].isdecimal():
            continue
        kind = parts[1] if parts[1] in _PHONE_KINDS else "work" if parts[1] in ("dsn", "extension") else "other"
        note = parts[1] if kind == "other" and parts[1] != "other" else parts[2] if kind == "fax" and parts[2:] else ""
        network = {"dsn": "DSN", "extension": "extension"}.get(parts[1], "")
        yield from _numbers(text, kind, network, note)


def _numbered_phones(cells: Cells) -> Iterator[Phone]:
    words = load_vocabulary(PEOPLE)
    for n in cells.numbers("phone"):
        label = cells.get(f"phone.{n}.kind").lstrip("* ")
        network = cells.get(f"phone.{n}.network") or words.word("networks", label)
        kind = words.word("kinds", label) or ("work" if network or not label else label)
        note = cells.get(f"phone.{n}.note")
        if kind not in _PHONE_KINDS:
            kind, note = "other", note or kind
        yield from _numbers(cells.get(f"phone.{n}.value"), kind, network, note)


def _numbers(text: str, kind: str, network: str, note: str) -> Iterator[Phone]:
    """Yield the numbers of a cell. A network before the number (DSN 315-…) is told apart: it follows no public plan."""
    words = load_vocabulary(PEOPLE)
    for part in text.split(":::"):
        number = part.strip()
        prefixed = _NETWORK.match(number)
        if prefixed and not network:
            yield Phone(number[prefixed.end() :], kind, words.word("networks", prefixed.group(1)) or "civil", note)
        elif number:
            yield Phone(number, kind, network or "civil", note)


def _addresses(cells: Cells) -> Iterator[Address]:
    words = load_vocabulary(PEOPLE)
    for kind in ("work", "home", "other", *map(str, cells.numbers("address"))):
        parts = {part: cells.get(f"address.{kind}.{part}") for part in _ADDRESS_PARTS}
        streets = [parts["street"], *(cells.get(f"address.{kind}.street{n}") for n in (2, 3))]
        parts["street"] = "\n".join(filter(None, streets))
        if any(parts.values()):
            label = cells.get(f"address.{kind}.kind").lstrip("* ")
            named = (words.word("kinds", label) or label or "work") if kind.isdecimal() else kind
            if parts["label"] and any(parts[part] for part in _ADDRESS_PARTS[:-1]) and _says_no_more(parts):
                parts["label"] = ""
            yield Address(kind=named, **parts)


def _says_no_more(parts: Mapping[str, str]) -> bool:
    """Tell whether the formatted address only repeats the parts, as Google's does."""
    said = re.sub(r"\W+", "", "".join(parts[part] for part in _ADDRESS_PARTS[:-1]))
    return all(word in said for word in re.findall(r"\w+", parts["label"]))


def _posts(cells: Cells, reading: RowReading) -> Iterator[Post]:
    title, company, department = (cells.get(name) for name in ("title", "company", "department"))
    if title or company or department:
        yield Post(reading.sided(title), organization=company, department=department)
    for n in cells.numbers("post"):
        host, home = cells.get(f"post.{n}.title_host"), cells.get(f"post.{n}.title_home")
        organization, department = cells.get(f"post.{n}.organization"), cells.get(f"post.{n}.department")
        since, until = (date_of(cells.get(f"post.{n}.{day}")) for day in ("since", "until"))
        if host or home or organization or department or since or until:
            # Another program's column of titles (Google's) says nothing of its side.
            own = home or f"post.{n}.since" in cells.fields or "uid" in cells.fields
            titles = Bilingual(host, home) if own else reading.sided(host)
            yield Post(titles, 0, organization, department, since, until)


def _urls(cells: Cells) -> Iterator[str]:
    names = ("url.work", "url.home", *(f"url.{n}" for n in cells.numbers("url")))
    yield from dict.fromkeys(url.strip() for name in names for url in cells.get(name).split(":::") if url.strip())


def _day(cells: Cells, name: str, reading: RowReading, left: list[str]) -> date | None:
    """Return the date of a field; one that cannot be read is told and kept in the notes."""
    text = cells.get(name)
    if not text or _EMPTY_DATES.fullmatch(text):
        return None
    day = date_of(text, days_first=reading.days_first)
    if day is None:
        left.append(f"{load_vocabulary(PEOPLE).english(name)}: {text}")
        reading.tell(cells, "The date could not be read and was put into the notes: {said}", said=text[:60])
    return day


def _birthday_in_parts(cells: Cells, left: list[str]) -> date | None:
    parts = [number_of(cells.get(f"birthday.{part}")) for part in ("year", "month", "day")]
    try:
        return date(*parts)
    except ValueError:
        if any(parts):
            left.append("Birthday: " + "-".join(str(part or "?") for part in parts))
        return None


def _tag(text: str) -> str:
    """Return a label without Google's mark of its own groups; the group everyone is in says nothing."""
    tag = text.removeprefix("* ").strip()
    return "" if tag.lower().replace(" ", "") in ("mycontacts", "starred") and text.startswith("*") else tag


def _nation(cells: Cells, reading: RowReading, left: list[str]) -> str:
    """Return the code of the nation a row names in either language; what names none goes to the notes and is listed."""
    text = cells.get("nation")
    code = load_nations().meant(text)
    # A code of another table of nations stands for itself, and so does what this desk wrote.
    if code or not text or cells.get("uid") or _CODE.fullmatch(text):
        return code or text
    left.append(text)
    reading.tell(cells, "“{nation}” is no nation this program knows; it stands in the notes.", nation=text[:80])
    return ""


def _languages(cells: Cells) -> Iterator[Skill]:
    """Yield the languages of a row, by code or by name, each with its level: "ja N2", "English (fluent)"."""
    seen: set[str] = set()
    own = bool(cells.get("uid"))  # this desk writes codes, and commas only within a level
    for entry in listed(cells.get("languages")):
        for part in [entry] if own else _PARTED.split(entry):
            words = part.split()
            cut = next((n for n in range(len(words), 0, -1) if language_meant(" ".join(words[:n]))), 1)
            code = language_meant(" ".join(words[:cut])) or "".join(words[:1])
            level = " ".join(words[cut:])
            if code and code.lower() not in seen:
                seen.add(code.lower())
                yield Skill(code, level if own else level.strip("()（） "))


def fields_of(person: Person, organizations: Mapping[int, Organization]) -> dict[str, str]:
    """Return the row that this desk writes of a person; organizations give names to posts that know only a number."""
    name = person.name
    fields = {
        **head_of(person),
        "family": name.family,
        "given": name.given,
        "native_family": name.native_family,
        "native_given": name.native_given,
        "reading_family": name.reading_family,
        "reading_given": name.reading_given,
        "name_order": name.order.value,
        "prefix": name.prefix,
        "suffix": name.suffix,
        "nickname": person.nickname,
        "address_as": person.address_as,
        "pronunciation": person.pronunciation,
        "nation": person.nation,
        "service": person.service,
        "rank": person.rank,
        "rank_home": person.rank_home,
        "rank_code": person.rank_code,
        "date_of_rank": _iso(person.date_of_rank),
        "birthday": _iso(person.birthday),
        "anniversary": _iso(person.anniversary),
        "languages": list_of(f"{skill.code} {skill.level}".strip() for skill in person.languages),
        "interpreter": "yes" if person.interpreter else "",
        "diet": person.diet,
        "met_where": person.met_where,
        "cadence_days": str(person.cadence_days or ""),
        "tags": list_of(person.tags),
        **pair_of("biography", person.biography),
        **pair_of("notes", person.notes),
    }
    for n, post in enumerate(person.posts[:MOST], 1):
        known = organizations.get(post.organization_id)
        organization = post.organization or (known.name.host or known.name.home if known else "")
        fields |= {f"post.{n}.{key}": text for key, text in pair_of("title", post.title).items()}
        fields |= {f"post.{n}.organization": organization, f"post.{n}.department": post.department}
        fields |= {f"post.{n}.since": _iso(post.since), f"post.{n}.until": _iso(post.until)}
    for n, email in enumerate(person.emails[:MOST], 1):
        fields |= {
            f"email.{n}.value": email.address,
            f"email.{n}.kind": email.kind,
            f"email.{n}.network": email.network,
        }
    for n, phone in enumerate(person.phones[:MOST], 1):
        fields |= {f"phone.{n}.value": phone.number, f"phone.{n}.kind": phone.kind}
        fields |= {f"phone.{n}.network": phone.network, f"phone.{n}.note": phone.note}
    for n, address in enumerate(person.addresses[:MOST], 1):
        fields |= {f"address.{n}.{part}": getattr(address, part) for part in ("kind", *_ADDRESS_PARTS)}
    for n, helper in enumerate(person.assistants[:MOST], 1):
        fields |= {f"assistant.{n}.name": helper.name, f"assistant.{n}.phone": helper.phone}
    fields |= {f"url.{n}": url for n, url in enumerate(person.urls[:MOST], 1)}
    return fields


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
