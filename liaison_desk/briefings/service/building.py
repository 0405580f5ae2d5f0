"""The parts of a packet's document: the section of an entry, what the packet is called, the words around its pages."""

import json
from dataclasses import replace

from liaison_desk.briefings.document import Furniture, Line, PortionText, Section, Source, Words
from liaison_desk.briefings.records import FILE, PACKET, TEXT, PacketItem, Template
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.briefings.sections.naming import naming
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.texts import build_file, build_text, heading_of
from liaison_desk.briefings.service.narrowing import narrowed
from liaison_desk.briefings.templates import titles
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.marking import list_order
from liaison_desk.foundation.core.codec import plain
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.ids import RecordRef

_COPY = 40


def section_of(setting: Setting, item: PacketItem) -> Section | None:
    """Build one entry of an outline; None where there is nothing of it. One of a kind that is not known raises UnreadableError."""
    setting = narrowed(setting, item.about)
    if item.kind == TEXT:
        section = build_text(setting, item)
    elif item.kind == FILE:
        section = build_file(setting, item)
    else:
        kind = next((kind for kind in SECTIONS if kind.name == item.kind), None)
        if kind is None:
            raise UnreadableError(
                "This packet has a section of kind {kind}, which this program does not know.", kind=item.kind
            )
        section = kind.build(setting, {**kind.options, **item.options})
        heading = heading_of(setting, item) or section.heading
        if heading is None and item.tab:
            heading = setting.line(kind.title)
        across = section.across if item.across is None else item.across
        section = replace(section, heading=heading, across=across)
    if section is None:
        return None
    return replace(section, tab=item.tab, divider=item.tab and item.divider, entry=item.key)


def told_apart(setting: Setting, item: PacketItem) -> str:
    """Return what an entry's section follows from, beside the records: two that have it in common are the same."""
    request = replace(setting.request, items=None, draft=False, block=(), copies=1)
    if item.kind != "cover":
        request = replace(request, copy="", title=Bilingual(), marking=None, paper=None)
    minute = setting.as_of.strftime("%Y%m%d%H%M")
    told = [plain(item), plain(request), str(setting.since), str(setting.until), minute, sorted(setting.audience)]
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def title_of(setting: Setting, template: Template) -> Line:
    """Return what the packet is called: what somebody wrote, which its marking and whom it names decide about, else fixed words."""
    title, marking = setting.request.title, setting.request.marking
    if not title:
        return Line((Words(titles(template, setting.languages)),))
    source = Source(RecordRef(PACKET, 0, title.host or title.home), marking)
    names = naming(setting, {title.host, title.home} - {""}).text(title)
    return Line((PortionText(setting.text(title), marking, (source,), names=names),))


def furniture_of(setting: Setting, title: Line) -> Furniture:
    """Return the fixed words around every page, with the packet's title among them."""
    first = setting.languages[0]
    copy = " ".join(setting.request.copy.split())[:_COPY]
    zones = three_zones(setting.as_of, setting.profile.host_zone, setting.profile.home_zone)
    return Furniture(
        title=tuple(title.text(number) for number in range(len(setting.languages))),
        as_of=(first.tr("As of {dtg}", dtg=zones.line),),
        office=setting.text(setting.profile.office) if setting.profile.office else (),
        compiled=setting.words("Compiled for {nations}", nations="{nations}"),
        page=first.tr("Page {page} of {pages}", page="{page}", pages="{pages}"),
        untranslated=setting.words("(not translated)"),
        draft=first.tr("DRAFT") if setting.request.draft else "",
        copy=setting.words("Copy {copy}", copy=copy) if copy else (),
        block=setting.request.block,
        tab=setting.words("Tab {letter}", letter="{letter}"),
        appended=setting.words("Its pages are in the PDF."),
    )


def file_stem(setting: Setting, template: Template, audience: frozenset[str]) -> str:
    """Return the file's name without its ending: template, period and audience, nothing a record says."""
    draft = "_DRAFT" if setting.request.draft else ""
    return f"{template.name}_{setting.since}_{'-'.join(list_order(audience))}{draft}"
