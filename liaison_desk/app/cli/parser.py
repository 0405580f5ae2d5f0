"""What may be said on the command line."""

import argparse
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import NoReturn

from liaison_desk import __version__
from liaison_desk.foundation.core.errors import DeskError


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every other refusal of this program does."""

    def error(self, message: str) -> NoReturn:
        raise DeskError("{message} (see “{program} --help”)", message=message.rstrip("."), program=self.prog)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = _Parser(prog="liaison-desk", description="The workspace of a foreign liaison officer.")
    parser.add_argument("--version", action="version", version=f"Liaison Desk {__version__}")
    parser.add_argument("--database", metavar="DB", help="the desk to open: a file or a postgresql+psycopg:// URL")
    parser.add_argument("--demo", action="store_true", help="open the sample desk, made on first use")
    parser.add_argument("--language", choices=["en", "ja"], help="the language of the window and of messages")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    init = commands.add_parser("init", help="make an empty desk")
    init.add_argument("db", metavar="DB")
    init.add_argument("--home", default="JPN", metavar="NATION", help="trigraph of the officer's own nation")
    init.add_argument("--host", default="USA", metavar="NATION", help="trigraph of the host nation")
    init.add_argument("--encrypt", action="store_true", help="encrypt the file; the passphrase is asked for")

    sample = commands.add_parser("sample", help="fill a new desk with invented sample data")
    sample.add_argument("db", metavar="DB")
    sample.add_argument(
        "--scale", type=_whole(0, 1000), default=1, metavar="N", help="1 is about 400 records, 250 about 100,000"
    )
    sample.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed gives the same desk")
    sample.add_argument(
        "--anchor", type=_day, metavar="DATE", help="the day the sample is told around (default: today)"
    )

    take = commands.add_parser("import", help="take files in: .ics .vcf .ldif .csv .xlsx .eml .msg .json")
    take.add_argument("db", metavar="DB")
    take.add_argument("files", metavar="FILE", nargs="+")
    take.add_argument(
        "--as",
        dest="becomes",
        choices=["note", "task"],
        help="what mails become, their sender found among the contacts",
    )
    take.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    take.add_argument("--json", action="store_true")

    give = commands.add_parser("export", help="write records for other programs")
    give.add_argument("db", metavar="DB")
    give.add_argument(
        "what",
        metavar="WHAT",
        choices=[
            *("contacts", "calendar", "tasks", "meetings", "exercises", "all"),
            *("arrangements", "opportunities", "visits", "validities", "disclosures", "gifts"),
        ],
        help="contacts, calendar, tasks, meetings, exercises or all; as tables also arrangements, opportunities, visits, validities, disclosures or gifts",
    )
    give.add_argument(
        "--output", required=True, metavar="FILE", help="the format follows its ending: .vcf .ics .csv .xlsx .json"
    )
    give.add_argument("--calendar", default="", metavar="NAME", help="only the events of this calendar")
    _period(give)
    give.add_argument(
        "--audience",
        metavar="USA,JPN",
        help="of a calendar only what all of these nations may have (default: everything)",
    )
    give.add_argument("--withheld", metavar="FILE", help="write the report of what was withheld, for the officer alone")
    give.add_argument("--vcard", choices=["3.0", "4.0"], default="4.0", help="the version of a .vcf (default: 4.0)")

    brief = commands.add_parser("brief", help="print a packet to PDF, or to a Word file for those who want to edit it")
    brief.add_argument("db", metavar="DB")
    brief.add_argument("template", metavar="TEMPLATE", nargs="?", default="", help="see “liaison-desk templates”")
    brief.add_argument(
        "--packet", default="", metavar="TITLE-OR-UID", help="a packet that is kept, in the place of a template"
    )
    brief.add_argument("--output", required=True, metavar="FILE", help="the format follows its ending: .pdf .docx")
    brief.add_argument(
        "--audience", metavar="USA,JPN", help="the nations that will hold the paper (default: home and host)"
    )
    _period(brief)
    brief.add_argument("--paper", choices=["a4", "letter"])
    brief.add_argument("--language", choices=["host", "home", "both"], dest="wording", help="default: host")
    brief.add_argument("--people", default="", metavar="WORDS", help="only the people these words find, such as a tag")
    brief.add_argument(
        "--meeting",
        default="",
        metavar="TITLE-OR-UID",
        help="only this meeting, or who is at it; its days may be given too",
    )
    brief.add_argument(
        "--exercise", default="", metavar="NAME-OR-UID", help="only this exercise; a part of its name will do"
    )
    brief.add_argument(
        "--arrangement", default="", metavar="TITLE-OR-UID", help="only this arrangement; a part of its title will do"
    )
    brief.add_argument(
        "--visit", default="", metavar="TITLE-OR-UID", help="only this visit; a part of its title will do"
    )
    brief.add_argument(
        "--task",
        action="append",
        default=[],
        metavar="NUMBER",
        help="only this request (its number or UID) or task (its title or UID); may be given again",
    )
    brief.add_argument(
        "--order", choices=["precedence", "organization"], help="how people are listed (default: as the template says)"
    )
    brief.add_argument("--organization", default="", metavar="NAME", help="where a who's-who chart begins")
    brief.add_argument(
        "--calendar",
        action="append",
        default=[],
        metavar="NAME",
        help="only events of this calendar; may be given again",
    )
    brief.add_argument(
        "--title", default="", metavar="TEXT", help="what the packet is called (default: as its template)"
    )
    brief.add_argument(
        "--append",
        action="append",
        default=[],
        metavar="FILE[:PAGES]",
        help="a picture, or pages of a PDF file such as plan.pdf:1-3,5; may be given again",
    )
    brief.add_argument(
        "--names",
        choices=["own", "family-capitals", "given-first", "family-first"],
        help="how names are written in Latin letters (default: family-capitals)",
    )
    brief.add_argument("--ruby", action="store_true", help="Japanese names under their readings")
    brief.add_argument("--copy", default="", metavar="NUMBER", help="the number of this copy")
    brief.add_argument(
        "--copies", type=_whole(1, 99), default=0, metavar="N", help="so many copies, each numbered and in its own file"
    )
    brief.add_argument("--draft", action=argparse.BooleanOptionalAction, help="with the DRAFT mark")
    brief.add_argument("--keep", action="store_true", help="keep what goes out for good, with what went into it")
    brief.add_argument("--password", action="store_true", help="the file opens with a password only; it is asked for")
    brief.add_argument("--sign", metavar="CERT.p12", help="sign with your certificate; its passphrase is asked for")
    brief.add_argument(
        "--withheld", metavar="FILE", help="write the report of what was withheld, for the officer alone"
    )

    templates = commands.add_parser("templates", help="list the packet templates, or copy one to edit it")
    templates.add_argument(
        "--copy", nargs=2, metavar=("NAME", "NEW"), help="copy a template under a new name into your own folder"
    )
    templates.add_argument("--json", action="store_true")

    search = commands.add_parser("search", help="find records")
    search.add_argument("db", metavar="DB")
    search.add_argument("words", metavar="WORDS", nargs="+")
    search.add_argument("--limit", type=_whole(1, 10_000), default=20, metavar="N")
    search.add_argument("--json", action="store_true")

    agenda = commands.add_parser("agenda", help="every occurrence in a span, in three zones")
    agenda.add_argument("db", metavar="DB")
    _period(agenda)
    agenda.add_argument("--json", action="store_true")

    picture = commands.add_parser("picture", help="a page of the window as PNG; needs no display")
    picture.add_argument("db", metavar="DB")
    picture.add_argument(
        "page",
        metavar="PAGE",
        help="today, contacts, organizations, cadence, calendar, exercises, meetings, tasks, registers, briefings or "
        "partnership; a pane of it, too: partnership/visits",
    )
    picture.add_argument("--output", required=True, metavar="FILE.png")
    picture.add_argument("--size", type=_size, default=(1440, 900), metavar="1440x900")
    picture.add_argument("--theme", choices=["light", "dark"], default="light")
    picture.add_argument(
        "--language",
        choices=["en", "ja"],
        dest="wording",
        help="of the window (default: as said before the command, or en)",
    )
    picture.add_argument("--scale", type=float, default=1.0, metavar="1.5", help="as on a screen with larger pixels")
    picture.add_argument(
        "--at", type=_instant, metavar="INSTANT", help="the time the clocks show, ISO 8601 (default: now)"
    )

    history = commands.add_parser("history", help="every change, newest first")
    history.add_argument("db", metavar="DB")
    history.add_argument("uid", metavar="RECORD-UID", nargs="?", default="")
    history.add_argument("--limit", type=_whole(1, 1_000_000), default=1_000_000, metavar="N")
    history.add_argument("--json", action="store_true")

    backup = commands.add_parser("backup", help="write a verified copy of a desk")
    backup.add_argument("db", metavar="DB")
    backup.add_argument("file", metavar="FILE")

    restore = commands.add_parser("restore", help="make a desk from a backup; an existing one is kept beside it")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("db", metavar="DB")

    handover = commands.add_parser(
        "handover", help="write the whole desk, with its history, into one encrypted file for the successor"
    )
    handover.add_argument("db", metavar="DB")
    handover.add_argument("file", metavar="FILE")
    handover.add_argument(
        "--without", action="append", default=[], metavar="KIND", help="leave a kind of record out; may be given again"
    )
    handover.add_argument("--overwrite", action="store_true", help="write over a file that is there")
    handover.add_argument("--json", action="store_true")

    takeover = commands.add_parser(
        "takeover", help="take such a file over into a desk; where there is none, make a new one of it"
    )
    takeover.add_argument("file", metavar="FILE")
    takeover.add_argument("db", metavar="DB")
    takeover.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    takeover.add_argument(
        "--prefer",
        choices=["later", "mine", "theirs"],
        default="later",
        help="what counts where both desks changed a record (default: later)",
    )
    takeover.add_argument("--encrypt", action="store_true", help="encrypt a new desk; the passphrase is asked for")
    takeover.add_argument("--json", action="store_true")

    check = commands.add_parser("check", help="look a desk over: file, schema, history chain, search index")
    check.add_argument("db", metavar="DB")
    return parser


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what was said; raises DeskError for what cannot be understood."""
    parser = make_parser()
    said, rest = parser.parse_known_args(arguments)
    # The template, which may be left out, is not looked for behind options by argparse.
    if said.command == "brief" and not said.template and len(rest) == 1 and not rest[0].startswith("-"):
        said.template, rest = rest[0], []
    if rest:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return said


def _period(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="since", type=_day, metavar="DATE", help="first day, YYYY-MM-DD")
    parser.add_argument("--to", dest="until", type=_day, metavar="DATE", help="last day, YYYY-MM-DD")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no date; write it as 2026-11-23") from None


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no time; write it as 2026-11-24T16:41+00:00") from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and 200 <= int(width) <= 8000 and 200 <= int(height) <= 8000):
        raise argparse.ArgumentTypeError(f"{text} is no size; write it as 1440x900")
    return int(width), int(height)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text} is no number from {least} to {most}")
        return int(text)

    return whole
