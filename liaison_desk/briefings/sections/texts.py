"""What an officer writes for one packet, and the files he puts into it: no record's words, but marked and released like them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from liaison_desk.briefings.document import (
    Block,
    Bluf,
    Items,
    Line,
    Pages,
    Paragraph,
    Picture,
    PortionText,
    Section,
    Source,
    Words,
)
from liaison_desk.briefings.records import PACKET, PacketItem, TextLook
from liaison_desk.briefings.rules import chosen_pages
from liaison_desk.briefings.sections.naming import naming
from liaison_desk.briefings.sections.noted import noted
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Portion

_APART = re.compile(r"\n[ \t\u3000]*\n\s*")
_LABEL = 80
_DEEPER = re.compile(r"^(?:\t|\u3000| {2})*")
_PDF = b"%PDF-"


def build_text(setting: Setting, item: PacketItem) -> Section | None:
    """Build what was written for the packet: a portion for each paragraph, beside that of the other language.

    Without words there is none of it, whatever its heading asks for.
    """
    lines = _lines(setting, item)
    if not lines:
        return None
    match item.look:
        case TextLook.NUMBERED | TextLook.BULLETS:
            blocks: tuple[Block, ...] = (Items(tuple(lines), numbered=item.look is TextLook.NUMBERED),)
        case TextLook.BLUF:
            blocks = tuple(
                Bluf(replace(line, label=setting.words("BLUF.")) if not number else line)
                for number, line in enumerate(lines)
            )
        case TextLook.PARAGRAPHS:
            blocks = tuple(map(Paragraph, lines))
    return Section(item.kind, heading_of(setting, item), blocks, across=bool(item.across))


def build_file(setting: Setting, item: PacketItem) -> Section:
    """Build a picture or the pages of a PDF file, called by its title, or else by the file's name. Raises NotFoundError."""
    data = setting.files([item.file]).get(item.file)
    if data is None:
        raise NotFoundError("The file {file} is not there any more. Take it out of the packet.", file=item.file_name)
    heading = heading_of(setting, item)
    called = item.title or Bilingual(item.file_name)
    line = Line((_written(setting, item, called),))
    if _PDF not in data[:1024]:
        return Section(item.kind, heading, (Picture(data, line),), across=bool(item.across))
    return Section(item.kind, heading or line, (Pages(data, line, chosen_pages(item.pages)),))


def heading_of(setting: Setting, item: PacketItem) -> Line | None:
    """Return the heading of an entry: the title somebody gave it, else the fixed words of its template; None for neither."""
    if item.title:
        return Line((_written(setting, item, item.title),))
    words = dict(item.heading)
    said = tuple(words.get(language.code, words.get("en", "")) for language in setting.languages)
    return Line((Words(said),)) if any(said) else None


def _written(setting: Setting, item: PacketItem, text: Bilingual) -> PortionText:
    """Return words of an entry; whom they name decides about them, too."""
    names = naming(setting, {text.host, text.home} - {""}).text(text)
    return PortionText(setting.text(text), item.marking, (_source(item),), item.key, names=names, title=True)


def _source(item: PacketItem) -> Source:
    """Return an entry as the source of its words; what it is called is for the officer's own report."""
    said = item.title or item.text or Bilingual(item.file_name)
    first = next(filter(None, (said.host or said.home).split("\n")), "")
    return Source(RecordRef(PACKET, 0, first[:_LABEL]), item.marking, item.key)


def _lines(setting: Setting, item: PacketItem) -> Sequence[Line]:
    listed = item.look in {TextLook.NUMBERED, TextLook.BULLETS}
    parts = list(_parts(item, listed))
    told = noted(setting, [part for part, _ in parts])
    names = naming(setting, set(told.wordings()) - {""})
    record = _source(item)
    return [Line((told.piece(setting, part, record, names),), level=level) for part, level in parts]


def _parts(item: PacketItem, listed: bool) -> Iterator[tuple[Portion, int]]:
    """Yield an entry's paragraphs, or the lines of its list, as notes in both languages; the level is that of the host's line."""
    apart = (lambda text: text.split("\n")) if listed else _APART.split
    hosts, homes = ([one for one in apart(text) if one.strip()] for text in (item.text.host, item.text.home))
    for number in range(max(len(hosts), len(homes))):
        host, home = (side[number] if number < len(side) else "" for side in (hosts, homes))
        blanks = _DEEPER.match(host or home)
        level = len((blanks[0] if blanks else "").replace("  ", "\t")) if listed else 0
        text = replace(item.text, host=host.strip(), home=home.strip())
        yield Portion(uid=f"{item.key}.{number}", text=text, marking=item.marking), level
