"""What a user can do with packets: list the templates, prepare one, finish it as a PDF, and see what stayed out.

``prepare`` asks the other services and belongs on the database lane; ``finish`` is pure work on what was prepared
and belongs on the render lane; ``compose`` does both for the command line.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from liaison_desk.briefings.document import (
    Document,
    Furniture,
)
from liaison_desk.briefings.records import PacketLanguage, PacketRequest, PacketResult, Period, Progress, Template
from liaison_desk.briefings.release import release
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.briefings.sections.setting import (
    AsksBillets,
    AsksCalendars,
    AsksContacts,
    AsksMeetings,
    AsksMinutes,
    AsksRegisters,
    AsksTasks,
    FindsLinked,
    Setting,
    no_records,
)
from liaison_desk.briefings.templates import load_template, template_names
from liaison_desk.briefings.walking import portions_of
from liaison_desk.briefings.withheld import as_csv, as_text
from liaison_desk.domain.dtg import DtgStyle, format_dtg
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import list_order
from liaison_desk.domain.nations import load_groups, load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import Permission, ReleaseRules
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.core.files import write_whole
from liaison_desk.foundation.core.language import Language

_LONGEST = timedelta(days=800)
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 12, 31)
_COPY = 40


class AsksProfile(Protocol):
    """What packets ask of the desk's profile."""

    def get(self) -> DeskProfile:
        """Return the profile as it stands."""
        ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """A packet with everything in it, before release: never shown, never written to a file."""

    document: Document
    audience: frozenset[str]
    rules: ReleaseRules
    since: date
    until: date


class Briefings:
    """The packets of one desk. ``permissions`` are the originators' recorded consents, none unless given.

    ``linked`` finds the records that notes link to; without it every note with a link is withheld.
    """

    def __init__(
        self,
        calendars: AsksCalendars,
        meetings: AsksMeetings,
        tasks: AsksTasks,
        contacts: AsksContacts,
        billets: AsksBillets,
        profile: AsksProfile,
        clock: Clock,
        permissions: frozenset[Permission] = frozenset(),
        linked: FindsLinked = no_records,
        *,
        minutes: AsksMinutes | None = None,
        registers: AsksRegisters | None = None,
    ) -> None:
        self._calendars = calendars
        self._meetings = meetings
        self._tasks = tasks
        self._contacts = contacts
        self._billets = billets
        self._profile = profile
        self._clock = clock
        self._permissions = permissions
        self._minutes = minutes
        self._registers = registers
        self._linked = linked

    def templates(self) -> tuple[Template, ...]:
        """Return every template, by name. A template that is wrong raises UnreadableError."""
        return tuple(load_template(name) for name in template_names())

    def usual_period(self, template: Template) -> tuple[date, date]:
        """Return the template's period around now, as dates at the host headquarters, inclusive."""
        return span_around(template.period, to_local(self._clock.now(), self._profile.get().host_zone).date())

    def prepare(self, request: PacketRequest) -> Prepared:
        """Ask every service and build the whole document, nothing released yet.

        An unknown template raises NotFoundError, an unknown nation DeskError, a period that runs backward or is
        longer than two years RefusedError.
        """
        template = load_template(request.template)
        profile = self._profile.get()
        nations = load_nations()
        audience = frozenset(map(nations.require, request.audience or {profile.host, profile.home}))
        rules = ReleaseRules(profile.home, profile.host, load_groups(), self._permissions)
        setting = replace(self._setting(request, template, profile), audience=audience, rules=rules)
        kinds = {kind.name: kind for kind in SECTIONS}
        title = setting.words(template.title)
        sections = tuple(
            kinds[spec.kind].build(setting, {**spec.options, "title": title}) for spec in template.sections
        )
        document = Document(
            furniture=_furniture(setting, template),
            sections=sections,
            languages=tuple(language.code for language in setting.languages),
            home=profile.home,
            as_of=setting.as_of,
            policy=profile.policy,
            paper=(request.paper or profile.paper),
            file_stem=_file_stem(setting, template, audience),
        )
        return Prepared(document, audience, rules, setting.since, setting.until)

    def build(self, request: PacketRequest) -> Document:
        """Return the whole document, nothing released yet; see ``prepare``."""
        return self.prepare(request).document

    def finish(self, prepared: Prepared, progress: Progress | None = None) -> PacketResult:
        """Release a prepared packet to its audience and draw it.

        RefusedError if the audience could not read the banner; whatever ``progress`` raises ends the work.
        """
        from liaison_desk.briefings.render import render_pdf

        released, report = release(prepared.document, prepared.audience, prepared.rules)
        printed = render_pdf(released, progress)
        return PacketResult(
            pdf=printed.pdf,
            pages=printed.pages,
            banner=load_grammar(prepared.document.policy).banner(released.banner),
            marking=released.banner,
            withheld=report,
            file_name=f"{prepared.document.file_stem}.pdf",
            outline=printed.outline,
            portions=sum(1 for _ in portions_of(released.document)),
        )

    def compose(self, request: PacketRequest, progress: Progress | None = None) -> PacketResult:
        """Prepare and finish a packet in one go."""
        return self.finish(self.prepare(request), progress)

    def save(self, result: PacketResult, path: Path) -> None:
        """Write a packet to a file, whole or not at all; DeskError says why it could not be written."""
        write_whole(path, result.pdf)

    def save_withheld(self, result: PacketResult, path: Path, language: Language) -> None:
        """Write the officer's report of what stayed out: CSV if the file's ending says so, else plain text.

        RefusedError where a packet stands, or would be looked for: the report must never travel in its place.
        """
        if path.suffix.casefold() == ".pdf" or _holds_packet(path):
            raise RefusedError(
                "{file} is a packet or named like one. The report of what was withheld needs a file of its own.",
                file=str(path),
            )
        if path.suffix.casefold() == ".csv":
            # The mark in front tells spreadsheets that it is UTF-8.
            write_whole(path, as_csv(result.withheld, language).encode("utf-8-sig"))
        else:
            write_whole(path, as_text(result.withheld, language).encode("utf-8"))

    def _period(self, request: PacketRequest, template: Template) -> tuple[date, date]:
        """Return the period asked for. One day alone begins or ends a week or a day; of months it means those it lies in."""
        for day in (request.since, request.until):
            if day is not None and not _EARLIEST <= day <= _LATEST:
                raise RefusedError("{day} is not between {first} and {last}.", day=day, first=_EARLIEST, last=_LATEST)
        first, last = self.usual_period(template)
        if template.period in {Period.DAY, Period.WEEK}:
            since = request.since or (request.until - (last - first) if request.until else first)
            return since, request.until or since + (last - first)
        if request.since and request.until:
            return request.since, request.until
        return span_around(template.period, request.since or request.until or first)

    def _setting(self, request: PacketRequest, template: Template, profile: DeskProfile) -> Setting:
        since, until = self._period(request, template)
        if until < since:
            raise RefusedError("The period ends ({until}) before it begins ({since}).", since=since, until=until)
        # A register may be of all meetings there ever were: it holds only so many notes, whatever its period.
        if until - since > _LONGEST and request.register is None:
            raise RefusedError("A packet covers at most {days} days.", days=_LONGEST.days)
        codes = {
            PacketLanguage.HOST: (profile.host_language,),
            PacketLanguage.HOME: (profile.home_language,),
            PacketLanguage.BOTH: tuple(dict.fromkeys((profile.host_language, profile.home_language))),
        }[request.language]
        return Setting(
            profile=profile,
            request=request,
            since=since,
            until=until,
            as_of=self._clock.now(),
            languages=tuple(map(Language, codes)),
            calendars=self._calendars,
            meetings=self._meetings,
            tasks=self._tasks,
            contacts=self._contacts,
            billets=self._billets,
            minutes=self._minutes,
            registers=self._registers,
            linked=self._linked,
        )


def span_around(period: Period, day: date) -> tuple[date, date]:
    """Return the first and last day of the period a day lies in; quarters are those of both nations' fiscal years."""
    if period is Period.DAY:
        return day, day
    if period is Period.WEEK:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.TWO_YEARS: 24}[period]
    first = day.replace(day=1, month=day.month - (day.month - 1) % 3 if period is Period.QUARTER else day.month)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first, date(year, month + 1, 1) - timedelta(days=1)


def _holds_packet(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(5) == b"%PDF-"
    except OSError:
        return False


def _furniture(setting: Setting, template: Template) -> Furniture:
    first = setting.languages[0]
    copy = " ".join(setting.request.copy.split())[:_COPY]
    stamp = format_dtg(setting.as_of, "Z", style=DtgStyle.SPACED)
    return Furniture(
        title=setting.words(template.title),
        as_of=(first.tr("As of {dtg}", dtg=stamp),),
        office=setting.text(setting.profile.office) if setting.profile.office else (),
        compiled=setting.words("Compiled for {nations}", nations="{nations}"),
        page=first.tr("Page {page} of {pages}", page="{page}", pages="{pages}"),
        untranslated=setting.words("(not translated)"),
        draft=first.tr("DRAFT") if setting.request.draft else "",
        copy=setting.words("Copy {copy}", copy=copy) if copy else (),
        tab=setting.words("Tab {letter}", letter="{letter}"),
    )


def _file_stem(setting: Setting, template: Template, audience: frozenset[str]) -> str:
    """Return the file's name without its ending: template, period and audience, nothing a record says."""
    draft = "_DRAFT" if setting.request.draft else ""
    return f"{template.name}_{setting.since}_{'-'.join(list_order(audience))}{draft}"
