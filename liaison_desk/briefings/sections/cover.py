"""The front of a packet: its title, its period, and who prepared it when, in three zones."""

from collections.abc import Mapping
from typing import Any

from liaison_desk.briefings.document import Block, Contents, KeyValue, KeyValues, Line, Section, Title, Words
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import period_words
from liaison_desk.domain.dtg import three_zones


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the front of the packet. Everything on it is the desk's own profile and fixed words."""
    profile = setting.profile
    period = Line((Words(setting.each(lambda language: period_words(language, setting.since, setting.until))),))
    zones = three_zones(setting.as_of, profile.host_zone, profile.home_zone)
    rows = [KeyValue(setting.words("Prepared"), Line((Words((zones.line,)),)))]
    rows += prepared_by(setting)
    if setting.request.copy:
        rows.append(KeyValue(setting.words("Copy number"), Line((Words((setting.request.copy,)),))))
    blocks: list[Block] = [Title(setting.title, (period,)), KeyValues(tuple(rows))]
    if options["contents"]:
        blocks.append(Contents())
    return Section("cover", None, tuple(blocks))


def prepared_by(setting: Setting) -> list[KeyValue]:
    """Return who prepares the packet, as the desk's profile says."""
    profile = setting.profile
    rows = []
    rank = setting.text(profile.officer_rank)
    name = setting.each(lambda language: profile.officer_name.full(language.code, setting.request.names))
    officer = tuple(" ".join(filter(None, pair)) for pair in zip(rank, name, strict=True))
    if any(officer):
        rows.append(KeyValue(setting.words("Prepared by"), Line((Words(officer),))))
    if profile.office:
        rows.append(KeyValue(setting.words("Office"), Line((Words(setting.text(profile.office)),))))
    return rows
