"""Posts in cards: ORG, TITLE and ROLE for the posts that are held, a line of our own for posts over time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from liaison_desk.contacts.records import Organization, Post
from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.exchange.vcard.properties import PREFIX, Property, line, one_line, parse_line, structured
from liaison_desk.exchange.vcard.sides import Sides, wording

POST = PREFIX + "POST"
TITLE = PREFIX + "TITLE"
ORGANIZATION = PREFIX + "ORG"
_PLACE = re.compile(r"o(\d{1,4})")
_UNITS = " / "


def read_posts(found: Sequence[Property], sides: Sides) -> tuple[tuple[Post, ...], tuple[Property, ...]]:
    """Read the posts, and the properties of which no post could be made (a second name of an organization, a ROLE).

    Our own POST lines say everything; an ORG or TITLE that none of them knows was added by another program and
    becomes a post of its own.
    """
    posts = [_own_post(each) for each in found if each.name == POST]
    known_places = {(post.organization, post.department) for post in posts}
    known_titles = {words for post in posts for words in (post.title.host, post.title.home)}
    places, left = _places([each for each in found if each.name == "ORG"], sides)
    places = [place for place in places if place not in known_places]
    titles = _titles([each for each in found if each.name in ("TITLE", TITLE) and each.text not in known_titles], sides)
    said = known_titles | {words for title in titles for words in (title.host, title.home)}
    roles = [each for each in found if each.name == "ROLE" and each.text and each.text not in said]
    if roles and not titles:
        titles = [sides.read(roles[:1])]
        roles = roles[1:]
    for place, title in zip_longest(places, titles):
        organization, department = place or ("", "")
        posts.append(Post(title or Bilingual(), 0, organization, department))
    return tuple(posts), (*left, *roles)


def _own_post(each: Property) -> Post:
    since, until, organization, department, host, home, host_state, home_state = [*each.parts(), *[""] * 8][:8]
    title = Bilingual(host, home, wording(host_state), wording(home_state))
    return Post(title, 0, organization, department, _date(since), _date(until))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _places(found: Sequence[Property], sides: Sides) -> tuple[list[tuple[str, str]], list[Property]]:
    """Return organization and department of each ORG; of two languages of one, the host's, and the other as it was."""
    places: dict[str, tuple[Property, tuple[str, str]]] = {}
    left: list[Property] = []
    for at, each in enumerate(found):
        organization, *units = map(one_line, each.parts())
        place = (organization, _UNITS.join(unit for unit in units if unit))
        if not any(place):
            continue
        key = each.parameter("ALTID") or f"{each.group}#{at}"
        if key not in places:
            places[key] = (each, place)
        elif sides.side(each) is Side.HOST and sides.side(places[key][0]) is Side.HOME:
            left.append(places[key][0])
            places[key] = (each, place)
        else:
            left.append(each)
    return [place for _, place in places.values()], left


@dataclass(slots=True)
class _Title:
    altid: str
    tagged: bool
    sides: set[Side]
    wordings: list[Property]


def _titles(found: Sequence[Property], sides: Sides) -> list[Bilingual]:
    """Return the titles, with those of two languages joined: by ALTID, or because both say their LANGUAGE."""
    titles: list[_Title] = []
    for each in found:
        if not each.text:
            continue
        side, altid, tagged = sides.side(each), each.parameter("ALTID"), bool(each.parameter("LANGUAGE"))
        for title in titles:
            if title.altid == altid and side not in title.sides and (altid or (tagged and title.tagged)):
                title.sides.add(side)
                title.wordings.append(each)
                break
        else:
            titles.append(_Title(altid, tagged, {side}, [each]))
    return [sides.read(title.wordings) for title in titles]


@dataclass(frozen=True, slots=True)
class SecondName:
    """The name of a post's organization in the other language; ``place`` of the post among the person's, -1 = not said."""

    name: str
    place: int


def second_name(text: str, language: str) -> SecondName | None:
    """Return what a kept line of a card says of an organization in a language, ``None`` for any other line."""
    found = parse_line(text)
    if found is None or found.name not in ("ORG", ORGANIZATION) or found.parameter("LANGUAGE") != language:
        return None
    numbered = _PLACE.fullmatch(found.parameter("ALTID"))
    name = next(map(one_line, found.parts()), "").strip()
    return SecondName(name, int(numbered.group(1)) - 1 if numbered else -1) if name else None


def post_lines(
    posts: Sequence[Post], organizations: Mapping[int, Organization], version: str, sides: Sides
) -> list[str]:
    """Return the lines of posts: those held now as every program knows them, and all in our own form if that is not all."""
    plain: list[str] = []
    named: list[Post] = []
    for at, post in enumerate(posts, 1):
        organization = organizations.get(post.organization_id)
        name = organization.name if organization else Bilingual(host=post.organization)
        named.append(Post(post.title, 0, name.best(Side.HOST), post.department, post.since, post.until))
        if post.until is None:
            plain += _organization_lines(name, post.department, version, sides, f"o{at}" if len(posts) > 1 else "2")
            plain += sides.lines("TITLE", post.title, version, f"t{at}" if len(posts) > 1 else "3")
    if _read_back(plain, sides) != tuple(named):
        plain += [_post_line(post) for post in named]
    return plain


def _organization_lines(name: Bilingual, department: str, version: str, sides: Sides, altid: str) -> list[str]:
    units = department.split(_UNITS) if department else []
    texts = [(side, name.side(side)) for side in Side if name.side(side)]
    if not texts:
        return [line("ORG", structured("", *units))] if units else []
    first = [line("ORG", structured(texts[0][1], *units))]
    if len(texts) == 1:
        return first
    if version == "3.0":  # which has no two languages of one property
        side, text = texts[1]
        return [*first, line(ORGANIZATION, structured(text), {"ALTID": (altid,), "LANGUAGE": (sides.code(side),)})]
    return [
        line("ORG", structured(text, *units), {"ALTID": (altid,), "LANGUAGE": (sides.code(side),)})
        for side, text in texts
    ]


def _read_back(lines: Sequence[str], sides: Sides) -> tuple[Post, ...]:
    posts, _ = read_posts([found for found in map(parse_line, lines) if found], sides)
    return posts


def _post_line(post: Post) -> str:
    title = post.title
    dates = [day.isoformat() if day else "" for day in (post.since, post.until)]
    parts = (
        *dates,
        post.organization,
        post.department,
        title.host,
        title.home,
        title.host_state.value,
        title.home_state.value,
    )
    return line(POST, structured(*parts))
