"""What each command does. Answers go to standard output, everything else to standard error."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from liaison_desk.app.cli.parser import parse
from liaison_desk.app.cli.passphrases import (
    certificate_passphrase,
    desk_passphrase,
    new_desk_passphrase,
    new_packet_password,
)
from liaison_desk.app.cli.streams import fit_streams, print_json
from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.core.clock import SystemClock
from liaison_desk.foundation.core.errors import BrokenError, DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.location import settings_folder

if TYPE_CHECKING:
    from liaison_desk.app.cli.handing import Answer
    from liaison_desk.app.desk import Desk

DONE, PROBLEMS, REFUSED = 0, 1, 2
LONGEST_AGENDA = 3660  # days
FIRST_YEAR, LAST_YEAR = 1900, 2200
Command = Callable[[argparse.Namespace, Language], int]


def run(arguments: Sequence[str]) -> int:
    """Run one command line; every error a user can cause is one line and exit code 2."""
    language = Language(_spoken(None))
    fit_streams()
    try:
        said = parse(arguments)
        language = Language(_spoken(getattr(said, "language", None)))
        command = _COMMANDS.get(said.command)
        if command is None:
            from liaison_desk.app.opening import open_window

            return open_window(said, language)
        return command(said, language)
    except DeskError as error:
        print(f"liaison-desk: {_one_line(language.error(error))}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # the reader, such as "head", has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:  # such as a folder for the user's data that cannot be made
        where = f"{error.filename}: " if error.filename else ""
        print(f"liaison-desk: {where}{error.strerror or error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return 130
    except Exception as bug:  # noqa: BLE001 - nobody else is left to take it; it is written down whole
        said_of = language.tr("Something went wrong inside this program. The report is in {file}.", file=_logged(bug))
        print(f"liaison-desk: {said_of}", file=sys.stderr)
        return REFUSED


def _logged(bug: BaseException) -> Path:
    """Write a bug into the log, and return its file."""
    from liaison_desk.foundation.core.log import Log

    log = Log(settings_folder(), SystemClock())
    log.take(bug)
    return log.path


def _spoken(asked: str | None) -> str:
    """Return the language to speak: as asked, else as the environment says."""
    for words in (asked, os.environ.get("LIAISON_DESK_LANGUAGE"), os.environ.get("LC_ALL"), os.environ.get("LANG")):
        if words:
            return "ja" if words.lower().startswith("ja") else "en"
    return "en"


def _one_line(text: str) -> str:
    return " ".join(text.split())


@contextmanager
def _open(location: str) -> Iterator["Desk"]:
    from liaison_desk.app.desk import open_desk

    with closing(open_desk(location, passphrase=desk_passphrase(location))) as desk:
        yield desk


def _init(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.founding import found_desk, new_profile

    passphrase = new_desk_passphrase() if said.encrypt else ""
    profile = new_profile(said.home, said.host)
    found_desk(said.db, profile, passphrase).close()
    print(
        language.tr("{file}: a new desk between {home} and {host}.", file=said.db, home=profile.home, host=profile.host)
    )
    return DONE


def _sample(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.sample import make_sample

    with closing(make_sample(said.db, said.scale, said.seed, said.anchor, _progress)) as desk:
        count = desk.history.records()
    print(language.tr("{file}: a sample desk with {count} records.", file=said.db, count=count))
    return DONE


def _import(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.incoming.importing import import_files

    files = [Path(file) for file in said.files]
    with _open(said.db) as desk:
        if said.becomes:
            from liaison_desk.app.incoming.mail_in import Becomes, import_mails

            results = import_mails(desk, files, Becomes(said.becomes), language, dry_run=said.dry_run)
        else:
            results = import_files(desk, files, dry_run=said.dry_run, step=_progress)
    worst = DONE
    reports = []
    for file, result in zip(said.files, results, strict=True):
        if isinstance(result, DeskError):
            worst = REFUSED
            text = _one_line(language.error(result))
            print(f"liaison-desk: {text}", file=sys.stderr)
            if isinstance(result, BrokenError) and result.__cause__ is not None:
                _logged(result.__cause__)
            reports.append(
                {
                    "file": file,
                    "read": 0,
                    "added": 0,
                    "updated": 0,
                    "skipped": 0,
                    "problems": [{"line": 0, "text": text}],
                }
            )
            continue
        if result.problems:
            worst = max(worst, PROBLEMS)
        problems = [
            {"line": one.line, "text": _one_line(language.tr(one.text, **one.values))} for one in result.problems
        ]
        counts = {"read": result.read, "added": result.added, "updated": result.updated, "skipped": result.skipped}
        reports.append({"file": file, **counts, "problems": problems})
        if not said.json:
            print(
                language.tr(
                    "{file}: {read} read, {added} added, {updated} updated, {skipped} skipped", file=file, **counts
                )
            )
            for problem in problems:
                print(language.tr("  line {line}: {text}", **problem))
    if said.json:
        print_json(reports)
    return worst


def _export(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.cli.exports import export_records

    export_records(said, language, _open)
    return DONE


def _brief(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.cli.briefing import require_form, write_packets
    from liaison_desk.briefings.records import PacketResult
    from liaison_desk.briefings.sealing import Seal

    require_form(said)
    with _open(said.db) as desk:
        # All that can be wrong with the seal is told before the packet is made.
        seal = Seal(
            new_packet_password(language) if said.password else None,
            desk.briefings.certificate(Path(said.sign), certificate_passphrase(language))
            if said.sign is not None
            else None,
        )
        made = write_packets(desk, said, _progress, language, seal)
    for file, result in made:
        if isinstance(result, PacketResult):
            pages = language.count("{n} page", "{n} pages", result.pages)
            words = language.tr("{file}: {pages}, {banner}.", file=file, pages=pages, banner=result.banner)
        else:
            words = language.tr("{file}: {banner}.", file=file, banner=result.banner)
        print(words)
    if seal.certificate is not None:
        print(language.tr("Signed by {name}.", name=seal.certificate.name))
    return DONE


def _templates(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.cli.templates import listed, spoilt
    from liaison_desk.briefings.templates import copy_template
    from liaison_desk.foundation.core.location import own_templates

    own = own_templates()
    if said.copy:
        name, new = said.copy
        print(copy_template(name, new, own))
        return DONE
    wrong = spoilt(own, language)
    if said.json:
        print_json([*listed(own, language), *({"name": name, "problem": words} for name, words in wrong.items())])
        return PROBLEMS if wrong else DONE
    for one in listed(own, language):
        whose = language.tr("your own") if one["own"] else ""
        print("\t".join((one["name"], one["title"], one["period"], " ".join(one["sections"]), whose)))
    for words in wrong.values():
        print(f"liaison-desk: {_one_line(words)}", file=sys.stderr)
    return PROBLEMS if wrong else DONE


def _search(said: argparse.Namespace, language: Language) -> int:
    with _open(said.db) as desk:
        hits = desk.search(" ".join(said.words), said.limit)
    if said.json:
        print_json([{"type": hit.kind, "uid": hit.uid, "title": hit.title, "snippet": hit.snippet} for hit in hits])
    for hit in () if said.json else hits:
        where = f"{_one_line(hit.where)}: " if hit.where else ""
        print(f"{kind_words(language, hit.kind)}\t{_one_line(hit.title)}\t{where}{hit.snippet}")
    return DONE


def _agenda(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.cli.agenda import agenda_json, agenda_lines
    from liaison_desk.domain.zones import to_local, to_utc

    with _open(said.db) as desk:
        profile = desk.profile.get()
        today = to_local(desk.clock.now(), profile.host_zone).date()
        since: date = said.since or today
        until: date = said.until or since + timedelta(days=6)
        if until < since:
            raise DeskError("The last day lies before the first.")
        if (until - since).days > LONGEST_AGENDA or not FIRST_YEAR <= since.year <= until.year <= LAST_YEAR:
            raise DeskError("An agenda covers at most ten years between 1900 and 2200. Ask for a shorter span.")
        span = [to_utc(datetime.combine(day, time()), profile.host_zone) for day in (since, until + timedelta(days=1))]
        found = desk.calendars.occurrences(span[0], span[1])
    if said.json:
        print_json(agenda_json(found, profile))
    else:
        for line in agenda_lines(found, profile, language):
            print(line)
    return DONE


def _picture(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.picture import take_picture

    take_picture(said, Language(said.wording or said.language or "en"))
    print(language.tr("{file}: written.", file=said.output))
    return DONE


def _history(said: argparse.Namespace, language: Language) -> int:
    with _open(said.db) as desk:
        entries = desk.history.entries(said.uid, limit=said.limit)
        private = {kind for kind, one in desk.database.types.items() if one.private}
    if said.uid and not entries:
        raise DeskError("There is no record {uid} in this desk.", uid=said.uid)
    if said.json:
        print_json(
            [
                {
                    "id": one.id,
                    "at": one.at.isoformat(),
                    "author": one.author,
                    "action": one.action,
                    "label": one.label,
                    "type": one.kind,
                    "uid": one.uid,
                    "before": _content(None if one.kind in private else one.before),
                    "after": _content(None if one.kind in private else one.after),
                    "erased": one.purged,
                    "desk": one.origin,
                }
                for one in entries
            ]
        )
    for one in () if said.json else entries:
        who = f"{one.author} ({one.origin})" if one.origin else one.author
        print(f"{one.at:%Y-%m-%d %H:%M:%SZ}\t{who}\t{one.action}\t{language.tr(one.label)}\t{one.kind}\t{one.uid}")
    return DONE


def _backup(said: argparse.Namespace, language: Language) -> int:
    with _open(said.db) as desk:
        with suppress(DeskError):  # of a desk that is busy or cannot be written there is a copy all the same
            desk.visitors.erase_due()
        desk.back_up(Path(said.file), _progress)
    print(language.tr("{file}: written and checked.", file=said.file))
    return DONE


def _restore(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.desk import restore_desk

    restore_desk(Path(said.file), Path(said.db), passphrase=desk_passphrase(said.file))
    print(language.tr("{file}: restored.", file=said.db))
    return DONE


def _handover(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.cli.handing import hand_desk_over

    return _answered(said, hand_desk_over(said, language, _open, _progress))


def _takeover(said: argparse.Namespace, language: Language) -> int:
    from liaison_desk.app.cli.handing import take_desk_over

    return _answered(said, take_desk_over(said, language, _open, _progress))


def _answered(said: argparse.Namespace, answer: "Answer") -> int:
    if said.json:
        print_json(answer.document)
    for line in () if said.json else answer.lines:
        print(line)
    return PROBLEMS if answer.listed else DONE


def _check(said: argparse.Namespace, language: Language) -> int:
    with _open(said.db) as desk:
        problems = desk.check()
    for problem in problems:
        print(f"{problem.field}: {language.tr(problem.text, **dict(problem.values))}")
    if not problems:
        print(language.tr("{file}: all is well.", file=said.db))
    return PROBLEMS if problems else DONE


def _content(text: str | None) -> Any:
    """Return a snapshot as JSON values; one that was tampered with beyond reading is given as the text it is."""
    try:
        value = None if text is None else json.loads(text)
        json.dumps(value)
    except (ValueError, RecursionError):
        return text
    return value


def _progress(done: int, total: int) -> None:
    """Show how far a long piece of work is, on a terminal only."""
    if sys.stderr.isatty() and total:
        end = "\n" if done >= total else ""
        print(f"\r{min(done, total) * 100 // total:3d} %", end=end, file=sys.stderr, flush=True)


_COMMANDS: Mapping[str | None, Command] = MappingProxyType(
    {
        "init": _init,
        "sample": _sample,
        "import": _import,
        "export": _export,
        "brief": _brief,
        "templates": _templates,
        "search": _search,
        "agenda": _agenda,
        "picture": _picture,
        "history": _history,
        "backup": _backup,
        "restore": _restore,
        "handover": _handover,
        "takeover": _takeover,
        "check": _check,
    }
)
