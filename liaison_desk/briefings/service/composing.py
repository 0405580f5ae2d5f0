"""What a user can do with packets: list the templates, prepare one, finish it as a PDF, and see what stayed out.

``prepare`` asks the other services and belongs on the database lane; ``finish`` is pure work on what was prepared
and belongs on the render lane, as does ``sealed``; ``compose`` prepares and finishes for the command line.
"""

from collections.abc import Callable, Collection, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from liaison_desk.briefings.document import Document, Section
from liaison_desk.briefings.records import (
    FILE,
    EditablePacket,
    PacketItem,
    PacketLanguage,
    PacketRequest,
    PacketResult,
    Paper,
    Progress,
    Template,
    WithheldReport,
)
from liaison_desk.briefings.release import ReleasedDocument, release
from liaison_desk.briefings.rules import files_of, keyed, usual_audience
from liaison_desk.briefings.sections.exercise_books import ExerciseBooks
from liaison_desk.briefings.sections.partnership_books import PartnershipBooks
from liaison_desk.briefings.sections.setting import (
    AsksBillets,
    AsksCalendars,
    AsksContacts,
    AsksMeetings,
    AsksMinutes,
    AsksRegisters,
    AsksTasks,
    FindsLinked,
    HasFiles,
    Setting,
    no_files,
    no_records,
)
from liaison_desk.briefings.service.asking import AskedBillets, AskedContacts
from liaison_desk.briefings.service.building import file_stem, furniture_of, section_of, title_of, told_apart
from liaison_desk.briefings.service.periods import at_meeting, period_of, span_around
from liaison_desk.briefings.service.refusing import refused_words
from liaison_desk.briefings.service.telling import included_in, told_in
from liaison_desk.briefings.templates import copy_template, load_template, load_templates, write_template
from liaison_desk.briefings.walking import portions_of
from liaison_desk.briefings.withheld import as_csv, as_text
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import Permission, ReleaseRules, rules_of
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.errors import DeskError, InvalidError, RefusedError, StaleError
from liaison_desk.foundation.core.files import write_whole
from liaison_desk.foundation.core.language import Language

if TYPE_CHECKING:
    from liaison_desk.briefings.sealing import Certificate, Seal

_PACKETS = (b"%PDF-", b"PK\x03\x04")
"""How a packet's file begins, printed or for Word."""

Built = MutableMapping[str, Section | None]
"""Sections that were built, by what they follow from beside the records."""


class AsksProfile(Protocol):
    """What packets ask of the desk's profile."""

    def get(self) -> DeskProfile:
        """Return the profile as it stands."""
        ...


@dataclass(frozen=True)
class Prepared:
    """A packet with everything in it, before release: never shown, never written to a file."""

    document: Document
    audience: frozenset[str]
    rules: ReleaseRules
    since: date
    until: date

    @cached_property
    def released(self) -> tuple[ReleasedDocument, WithheldReport]:
        """What is left of it for its audience, and the report of what is not; RefusedError if that could not read the banner."""
        return release(self.document, self.audience, self.rules)


class Briefings:
    """The packets of one desk. ``permissions`` tells the originators' recorded consents that hold now, asked for each packet; none unless given.

    ``linked`` finds the records that notes link to; without it every note with a link is withheld. ``files`` are the pictures and
    PDF files that packets take in. ``books`` are the services of exercises, ``partnership`` those of partnership: without them there are none. ``own`` is the folder of the
    user's templates.
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
        permissions: Callable[[], frozenset[Permission]] = frozenset,
        linked: FindsLinked = no_records,
        *,
        minutes: AsksMinutes | None = None,
        registers: AsksRegisters | None = None,
        books: ExerciseBooks | None = None,
        partnership: PartnershipBooks | None = None,
        files: HasFiles = no_files,
        own: Path | None = None,
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
        self._books = books
        self._partnership = partnership
        self._linked = linked
        self._files = files
        self._own = own

    def templates(self) -> tuple[Template, ...]:
        """Return every template, by name. Those that are wrong are left out; ``spoilt`` says why."""
        return tuple(load_templates(self._own)[0])

    def spoilt(self) -> tuple[DeskError, ...]:
        """Return what is wrong with templates that cannot be used."""
        return tuple(load_templates(self._own)[1].values())

    def template(self, name: str) -> Template:
        """Return a template by name. An unknown one raises NotFoundError, one that is wrong UnreadableError."""
        return load_template(name, self._own)

    def copy_template(self, name: str, to: str) -> Path:
        """Copy a template under a new name into the user's folder, to be edited there; RefusedError for a name that cannot be."""
        return copy_template(name, to, self._folder())

    def keep_template(self, template: Template) -> Path:
        """Write a template into the user's folder; RefusedError for a name that cannot be."""
        return write_template(template, self._folder())

    def _folder(self) -> Path:
        if self._own is None:
            raise RefusedError("There is no folder for templates here.")
        return self._own

    def usual_period(self, template: Template) -> tuple[date, date]:
        """Return the template's period around now, as dates at the host headquarters, inclusive."""
        return span_around(template.period, to_local(self._clock.now(), self._profile.get().host_zone).date())

    def prepare(
        self,
        request: PacketRequest,
        files: Mapping[str, bytes] | None = None,
        built: Built | None = None,
        as_of: datetime | None = None,
    ) -> Prepared:
        """Ask every service and build the whole document, nothing released yet.

        ``files`` are pictures and PDF files by SHA-256 beside those the desk keeps. ``built`` keeps the sections of an earlier call:
        those that would be the same are taken from it and all others leave it, so whoever gives it empties it when records change.
        ``as_of`` is when the packet says that it was made, an aware instant (``None``: now), which all copies of one have in common.

        An unknown template raises NotFoundError, an unknown nation DeskError, a period that runs backward or is
        longer than two years RefusedError. Words that the desk would refuse to keep raise what keeping them does.
        """
        template = load_template(request.template, self._own)
        profile = self._profile.get()
        problems = refused_words(profile, request, template.sections if request.items is None else request.items)
        if problems:
            raise InvalidError(problems)
        nations = load_nations()
        audience = frozenset(map(nations.require, request.audience or usual_audience(template, profile)))
        rules = rules_of(profile, self._permissions())
        setting = replace(
            self._setting(request, template, profile, as_of or self._clock.now()),
            audience=audience,
            rules=rules,
            files=self._files if files is None else partial(_either, files, self._files),
        )
        title = title_of(setting, template)
        setting = replace(at_meeting(setting, template), title=title)
        items = keyed(template.sections) if request.items is None else request.items
        sections = self._sections(setting, items, {} if built is None else built)
        written = next(iter(title.portions), None)
        document = Document(
            furniture=furniture_of(setting, title),
            sections=tuple(section for section in sections if section is not None),
            languages=tuple(language.code for language in setting.languages),
            home=profile.home,
            as_of=setting.as_of,
            policy=profile.policy,
            paper=(request.paper or template.paper or Paper(profile.paper)),
            file_stem=file_stem(setting, template, audience),
            title=written,
        )
        return Prepared(document, audience, rules, setting.since, setting.until)

    def require_current(self, prepared: Prepared) -> None:
        """Raise StaleError where other permissions to pass something on hold than when a packet was prepared: one ends with its day."""
        if self._permissions() != prepared.rules.permissions:
            raise StaleError(
                "A permission to pass something on has begun or ended since this packet was made. It is made anew; look at it once more."
            )

    def _sections(self, setting: Setting, items: Sequence[PacketItem], built: Built) -> list[Section | None]:
        """Build the entries of the outline, or take them from those built before, of which the others are forgotten."""
        keys = [told_apart(setting, item) for item in items]
        for key, item in zip(keys, items, strict=True):
            if key not in built:  # what fails further on leaves these, so that none is built twice
                built[key] = section_of(setting, item)
        for key in built.keys() - set(keys):
            del built[key]
        return [built[key] for key in keys]

    def titles(self, wanted: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Return what records of these kinds and uids are called, those in the trash too; what is gone for good is left out."""
        return {key: one.title for key, one in (self._linked(wanted) if wanted else {}).items()}

    def gone(self, items: Sequence[PacketItem]) -> frozenset[str]:
        """Return the keys of the entries whose record or file is not there any more."""
        wanted = {(ref.kind, ref.uid) for item in items for ref in item.about.records}
        found = self._linked(wanted) if wanted else {}
        records = {key for key, one in found.items() if not one.deleted}
        files = self._files(files_of(items))
        return frozenset(
            item.key
            for item in items
            if any((ref.kind, ref.uid) not in records for ref in item.about.records)
            or (item.kind == FILE and item.file not in files)
        )

    def build(self, request: PacketRequest) -> Document:
        """Return the whole document, nothing released yet; see ``prepare``."""
        return self.prepare(request).document

    def finish(self, prepared: Prepared, progress: Progress | None = None) -> PacketResult:
        """Release a prepared packet to its audience and draw it.

        RefusedError if the audience could not read the banner; whatever ``progress`` raises ends the work.
        """
        from liaison_desk.briefings.render import render_pdf

        released, report = prepared.released
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
            included=included_in(released.document),
            draft=bool(prepared.document.furniture.draft),
            told=told_in(released.document, printed.begins),
        )

    def finish_docx(self, prepared: Prepared, progress: Progress | None = None) -> EditablePacket:
        """Release a prepared packet to its audience and write it as a Word file. Raises what ``finish`` raises."""
        from liaison_desk.briefings.render.docx import render_docx

        released, report = prepared.released
        return EditablePacket(
            docx=render_docx(released, progress),
            banner=load_grammar(prepared.document.policy).banner(released.banner),
            withheld=report,
            file_name=f"{prepared.document.file_stem}.docx",
        )

    def compose(self, request: PacketRequest, progress: Progress | None = None) -> PacketResult:
        """Prepare and finish a packet in one go."""
        return self.finish(self.prepare(request), progress)

    def certificate(self, path: Path, passphrase: str) -> "Certificate":
        """Return the officer's certificate from a PKCS#12 file (.p12, .pfx) if it can sign now; see ``read_certificate``."""
        from liaison_desk.briefings.sealing import open_certificate

        return open_certificate(path, passphrase, self._clock.now())

    def sealed(self, result: PacketResult, wanted: "Seal") -> PacketResult:
        """Return a packet closed with a password, a signature or both; DeskError for a certificate that is no longer in force."""
        from liaison_desk.briefings.sealing import seal

        return replace(result, pdf=seal(result.pdf, wanted, self._clock.now()))

    def save(self, result: PacketResult | EditablePacket, path: Path) -> None:
        """Write a packet to a file, whole or not at all; DeskError says why it could not be written."""
        write_whole(path, result.pdf if isinstance(result, PacketResult) else result.docx)

    def save_withheld(self, result: PacketResult | EditablePacket, path: Path, language: Language) -> None:
        """Write the officer's report of what stayed out: CSV if the file's ending says so, else plain text.

        RefusedError where a packet stands, or would be looked for: the report must never travel in its place.
        """
        if path.suffix.casefold() in {".pdf", ".docx"} or _holds_packet(path):
            raise RefusedError(
                "{file} is a packet or named like one. The report of what was withheld needs a file of its own.",
                file=str(path),
            )
        if path.suffix.casefold() == ".csv":
            # The mark in front tells spreadsheets that it is UTF-8.
            write_whole(path, as_csv(result.withheld, language).encode("utf-8-sig"))
        else:
            write_whole(path, as_text(result.withheld, language).encode("utf-8"))

    def _setting(self, request: PacketRequest, template: Template, profile: DeskProfile, as_of: datetime) -> Setting:
        usual = span_around(template.period, to_local(as_of, profile.host_zone).date())
        since, until = period_of(request, template, usual)
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
            as_of=as_of,
            languages=tuple(map(Language, codes)),
            calendars=self._calendars,
            meetings=self._meetings,
            tasks=self._tasks,
            contacts=AskedContacts(self._contacts),
            billets=AskedBillets(self._billets),
            minutes=self._minutes,
            registers=self._registers,
            books=self._books,
            partnership=self._partnership,
            linked=self._linked,
        )


def _either(files: Mapping[str, bytes], kept: HasFiles, digests: Collection[str]) -> Mapping[str, bytes]:
    found = {digest: files[digest] for digest in digests if digest in files}
    rest = set(digests) - set(found)
    return {**found, **kept(rest)} if rest else found


def _holds_packet(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(5).startswith(_PACKETS)
    except OSError:
        return False
