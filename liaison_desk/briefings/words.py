"""What packets and the entries of their outlines are called, for the officer who composes them."""

from collections.abc import Sequence
from datetime import date

from liaison_desk.briefings.records import FILE, TEXT, PacketItem, Template, TextLook
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.briefings.sections.times import short_days
from liaison_desk.briefings.templates import titles
from liaison_desk.domain.bilingual import Bilingual, Languages
from liaison_desk.foundation.core.language import Language

_LONGEST = 60


def packet_title(template: Template, since: date, until: date, profile: Languages) -> Bilingual:
    """Return what a new packet of a template is called until somebody calls it otherwise: the template's title and the period."""
    languages = [Language(code) for code in (profile.host_language, profile.home_language)]
    host, home = (
        f"{title}, {days}" if language.code == "en" else f"{title} {days}"
        for language, title, days in zip(
            languages,
            titles(template, languages),
            [short_days(language, since, until, year=True) for language in languages],
            strict=True,
        )
    )
    return Bilingual(host, home if home != host else "")


def entry_title(item: PacketItem, language: Language, profile: Languages) -> str:
    """Return what an entry is called: its title, its template's heading, what it says or holds, or the kind of section it is."""
    heading = dict(item.heading)
    said = item.title.in_code(language.code, profile) or heading.get(language.code) or heading.get("en", "")
    if not said and item.kind == TEXT:
        said = _first_words(item.text.in_code(language.code, profile)) or _blank(item, language)
    elif not said and item.kind == FILE:
        said = item.file_name
    elif not said:
        said = next((language.tr(kind.title) for kind in SECTIONS if kind.name == item.kind), item.kind)
    return said if not item.about.records else f"{said}: {_labels([ref.label for ref in item.about.records])}"


def _blank(item: PacketItem, language: Language) -> str:
    """Return what words are called that nobody has written yet."""
    return language.tr("Bottom line (BLUF)") if item.look is TextLook.BLUF else language.tr("Text")


def _first_words(text: str) -> str:
    first = next(filter(None, map(str.strip, text.split("\n"))), "")
    return first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"


def _labels(labels: Sequence[str]) -> str:
    rest = len(labels) - 1
    return labels[0] if not rest else f"{labels[0]} +{rest}"
