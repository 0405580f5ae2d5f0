"""Desks drawn at random, a record at a time, printed whole for every audience: what stays out is proved on the finished file.

Every wording is made of signs that no other has: eight letters in one word, and kanji that stand nowhere else, so that a line
break hides none. A case is one packet of half the kinds of sections, in one language, for one audience, after one more record.
"""

import re
import subprocess
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from random import Random

import pytest
from pypdf import PdfReader

from liaison_desk.briefings.records import PacketItem, PacketLanguage, PacketRequest
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.calendar.records import Participant as Invited
from liaison_desk.contacts.records import Email, Organization, Person, Phone, Post
from liaison_desk.domain.backplan import Rule
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.notetext import write_link
from liaison_desk.exercises.records import (
    Exercise,
    ExerciseState,
    Inject,
    Lesson,
    LessonState,
    Level,
    Makes,
    Member,
    Milestone,
    MilestoneState,
    Objective,
    OwnerSide,
    Participant,
)
from liaison_desk.meetings.records import AgendaItem, Attendee, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import ChecklistItem, Rfi, Task, TaskKind, TaskState
from tests.briefings.desks import BOTH, HOME, HOME_ONLY, OPEN
from tests.briefings.papers import calendar_desk
from tests.briefings.word_files import parts

OURS, PAIR, THREE = frozenset({"JPN"}), frozenset({"USA", "JPN"}), frozenset({"USA", "JPN", "AUS"})
AUDIENCES = (THREE, PAIR, OURS)  # each holds the next: what goes in may only grow
TRILATERAL = Marking("USA", audience=frozenset({"USA", "JPN", "AUS"}))
USA_ONLY = Marking("USA", audience=frozenset({"USA"}))
# What the host made and gave no list goes to no third nation; what is home's own does.
READERS = {
    OPEN: {PAIR, OURS}, HOME: set(AUDIENCES), TRILATERAL: set(AUDIENCES), BOTH: {PAIR, OURS}, HOME_ONLY: {OURS}, USA_ONLY: set(),
    None: set(),
}  # fmt: skip
MARKINGS = (OPEN, HOME, TRILATERAL, TRILATERAL, BOTH, HOME_ONLY, USA_ONLY, None)
RARE = [
    one
    for row in range(0xD0, 0xF0)
    for cell in range(0xA1, 0xFF)
    for one in bytes([row, cell]).decode("euc_jp", "ignore")
]
DAY = datetime(2026, 11, 23, 9)
STEPS = 22
KINDS = ("person", "organization", "event", "meeting", "task", "exercise")
BELONGING = ("milestone", "inject", "lesson")


class Drawn:
    """A desk that grows by a record at a time, and which wordings may be told to whom."""

    grows = True  # whoever is told less is told nothing that others are not

    def __init__(self, desk, seed):
        self.desk, self.dice, self.count = desk, Random(seed), 0
        self.readers = {}
        self.chains, self.of = {}, None
        self.signs = Random(seed).sample(RARE, len(RARE))
        self.calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Plans", "計画"), marking=HOME))
        # Events of milestones are put there, and others stand beside them.
        shown = Calendar(
            name=Bilingual("Exercises", "演習"), palette="exercises", marking=(HOME, HOME_ONLY, None)[seed % 3]
        )
        self.exercises = desk.calendars.save_calendar(shown)
        self.made = {kind: [] for kind in (*KINDS, *BELONGING)}

    def words(self, *markings):
        """Return a wording in both languages for those who may read all of these markings."""
        self.count += 1
        latin = f"zq{self.count:05d}x"
        kanji = "".join(self.signs.pop() for _ in range(3))
        readers = set(AUDIENCES).intersection(*(READERS[one] for one in markings))
        for sign in (latin, *kanji):
            self.readers[sign] = readers
        return Bilingual(latin, kanji)

    def may_be_told(self):
        """Return to whom each wording may be told."""
        return self.readers

    def any(self, kind):
        """Return a record of a kind that was made, with its readers and name; None at times."""
        made = self.made[kind]
        return self.dice.choice(made) if made and self.dice.random() < 0.7 else None

    def add(self):
        """Make one more record of some kind, and return who may be told of it."""
        marking = self.dice.choice(MARKINGS)
        kind = self.dice.choice(list(self.made))
        if kind in BELONGING and not self.made["exercise"]:
            kind = "exercise"
        readers = READERS[marking]
        if kind in BELONGING:  # it goes with its exercise
            self.of = self.dice.choice(self.made["exercise"])
            readers = readers & READERS[self.of[1]]
        record = getattr(self, f"add_{kind}")(marking)
        self.made[kind].append((record, marking))
        return readers

    def add_organization(self, marking):
        own = lambda: self.words(marking)  # noqa: E731 - the shape of every record below
        return self.desk.contacts.save_organization(
            Organization(name=own(), short=own(), nation="USA", location=own().host, notes=own(), marking=marking)
        )

    def add_person(self, marking):
        own, house = lambda: self.words(marking), self.any("organization")
        family, given = own(), own()
        posts = (Post(title=own(), since=date(2025, 1, 1), organization_id=house[0].id),) if house else ()
        return self.desk.contacts.save(
            Person(name=PersonName(family.host.capitalize(), given.host.capitalize(), family.home, given.home), rank="Col",
                   service="USAF", rank_code="OF-5", nation=self.dice.choice(["USA", "JPN"]), posts=posts, biography=own(), notes=own(),
                   phones=(Phone("+1 719 555 0100", note=own().host),), emails=(Email(f"{own().host}@mail.example"),), diet=own().host,
                   cadence_days=30, met_where=own().host, tags=(own().host,), marking=marking)
        )  # fmt: skip

    def add_event(self, marking):
        own, who, start = (
            lambda: self.words(marking),
            self.any("person"),
            DAY + timedelta(hours=self.dice.randrange(120)),
        )
        taking = (Invited(who[0].name.latin(), contact_id=who[0].id),) if who else ()
        return self.desk.calendars.save(
            Event(calendar_id=self.dice.choice([self.calendar, self.exercises]).id, title=own(), description=own(), place=own(), start=start, end=start + timedelta(hours=1),
                  zone="America/Denver", link=f"https://{own().host}.example", participants=taking, marking=marking)
        )  # fmt: skip

    def add_meeting(self, marking):
        own, start = lambda: self.words(marking), DAY + timedelta(hours=self.dice.randrange(72))
        people = [one for _ in range(2) if (one := self.any("person"))]
        there = tuple(
            Attendee(one.name.latin(), one.name.native(), one.id, "Col", nation=one.nation)
            for one in {p.id: p for p, _ in people}.values()
        )
        notes = tuple(self.note(marking) for _ in range(self.dice.randrange(4)))
        return self.desk.meetings.save(
            Meeting(title=own(), place=own(), start=start, end=start + timedelta(hours=1), zone="America/Denver", attendees=there,
                    chair=own().host, agenda=(AgendaItem(own(), 0, 10, own().host),), series=own().host, portions=notes, marking=marking)
        )  # fmt: skip

    def note(self, marking):
        inner = self.dice.choice(MARKINGS)
        text, linked = self.words(marking, inner), self.any("task")
        if linked is not None:
            link = write_link("task", linked[0].uid, "this")
            readers = READERS[marking] & READERS[inner] & READERS[linked[1]]
            for sign in (text.host, *text.home):
                self.readers[sign] = readers
            text = Bilingual(f"{text.host} {link}", f"{text.home} {link}")
        return Portion(kind=self.dice.choice(list(PortionKind)), text=text, said_by=self.words(marking, inner).host, nation="JPN",
                       to_whom=self.words(marking, inner).host, to_nation="USA", due=date(2026, 12, 3), marking=inner)  # fmt: skip

    def add_task(self, marking):
        own, kind = lambda: self.words(marking), self.dice.choice(list(TaskKind))
        nations = {} if kind is TaskKind.TASK else {"from_nation": "JPN", "to_nation": "USA"}
        answered = self.dice.choice(MARKINGS)
        rfi = Rfi(asker=own().host, office=own().host, question=own(), justification=own().host, received=date(2026, 11, 5),
                  answer=self.words(marking, answered), answer_marking=answered)  # fmt: skip
        waiting = {"state": TaskState.WAITING, "waiting_on": own().host, "waiting_since": date(2026, 11, 2)}
        return self.desk.tasks.save(
            Task(title=own(), detail=own(), due=DAY + timedelta(days=self.dice.randrange(10)), own_owner=own().host, host_owner=own().host,
                 checklist=(ChecklistItem(own().host),), kind=kind, marking=marking, rfi=rfi if kind is TaskKind.RFI else None,
                 **nations, **(waiting if self.dice.random() < 0.3 else {}))
        )  # fmt: skip

    def add_exercise(self, marking):
        own, who, house = lambda: self.words(marking), self.any("person"), self.any("organization")
        start = self.dice.choice([datetime(2026, 11, 25, 8), datetime(2027, 1, 15, 8), datetime(2026, 10, 5, 8)])
        team = [Member(own().host, 0, "JPN", own().host, own().host)]
        if who:  # the column of times is there for those who may be told of
            his, since = lambda: self.words(marking, who[1]).host, self.dice.choice([None, date(2026, 12, 1)])
            team.insert(
                self.dice.randrange(2),
                Member(who[0].name.latin(), who[0].id, "JPN", his(), his(), leads=True, since=since),
            )
        parts = [Participant(nation="USA", level=Level.LEAD, role=own().host), Participant(own().host, "JPN")]
        parts += [Participant(house[0].name.host, "USA", house[0].id)] if house else []
        return self.desk.exercises.save(
            Exercise(name=own(), series=self.dice.choice(["", own().host]), sponsor=own().host, place=own(), zone="America/Denver",
                     startex=start, endex=start + timedelta(days=9), audience=own(), concept=own(), team=tuple(team), participants=tuple(parts),
                     objectives=(Objective("o1", own()), Objective("o2", own(), ours=True)), state=self.dice.choice(list(ExerciseState)),
                     marking=marking),
            into_calendar=self.dice.random() < 0.5,
        )  # fmt: skip

    def add_milestone(self, marking):
        exercise, both = self.of[0], (marking, self.of[1])
        own, who = lambda: self.words(*both), self.any("person")
        others = [one.key for one, _ in self.made["milestone"] if one.exercise_id == exercise.id]
        rule = Rule(self.dice.choice(["startex", "endex", *others]), self.dice.choice([-50, -20, 0, 10]), length=self.dice.choice([1, 4]),
                    before=self.dice.choice(["", "startex", *others]))  # fmt: skip
        makes = tuple(self.dice.sample([Makes.EVENT, Makes.TASK], self.dice.randrange(3)))
        day = exercise.startex.date()
        owner = {"owner": who[0].name.latin(), "owner_id": who[0].id} if who else {"owner": own().host}
        made = self.desk.plans.save(
            Milestone(exercise_id=exercise.id, key=own().host, title=own(), short=own(), note=own(), place=own().host, rule=rule,
                      first=day, last=day, side=self.dice.choice(list(OwnerSide)), state=self.dice.choice(list(MilestoneState)),
                      makes=makes, marking=marking, **owner)
        )  # fmt: skip
        if made.event_id and self.dice.random() < 0.5:
            self.desk.calendars.save(replace(self.desk.calendars.event(made.event_id), title=own()))
        return made

    def add_inject(self, marking):
        both = (marking, self.of[1])
        own = lambda: self.words(*both)  # noqa: E731
        return self.desk.msel.save(
            Inject(exercise_id=self.of[0].id, number=f"{self.count}", minutes=self.dice.randrange(-900, 9000), kind=own().host, method=own().host,
                   cell=own().host, sender=own().host, receiver=own().host, text=own(), expected=own(), objective=self.dice.choice(["", "o1"]),
                   controller=own().host, marking=marking)
        )  # fmt: skip

    def add_lesson(self, marking):
        before = self.any("lesson")
        markings = (marking, self.of[1], *(self.chains[before[0].id] if before else ()))
        own = lambda: self.words(*markings)  # noqa: E731
        made = self.desk.lessons.save(
            Lesson(exercise_id=self.of[0].id, title=own(), observation=own(), discussion=own(), recommendation=own(), tags=("training", own().host),
                   owner=own().host, state=self.dice.choice([one for one in LessonState if one is not LessonState.REJECTED]),
                   from_id=before[0].id if before else 0, marking=marking)
        )  # fmt: skip
        self.chains[made.id] = markings
        if self.dice.random() < 0.5:
            self.desk.lessons.make_task(made.id, date(2026, 11, 27))
        return made

    def written(self):
        """Return entries that somebody wrote for the packet itself, with titles of their own."""
        marks = (OPEN, BOTH, HOME_ONLY, None)
        return tuple(
            PacketItem(key=f"w{number}", title=self.words(one), text=self.words(one), marking=one)
            for number, one in enumerate(marks)
        )


def packed(drawn, written, audience, language, seed):
    """Prepare a packet of half the kinds of sections, in any order."""
    others = [kind.name for kind in SECTIONS if kind.name != "cover"]
    drawn_kinds = Random(seed).sample(others, len(others) // 2)
    kinds = [PacketItem(kind, tab=number % 5 == 0) for number, kind in enumerate(drawn_kinds)]
    items = (PacketItem("cover", {"contents": True}), *written, *kinds)
    request = PacketRequest("weekly", date(2026, 11, 23), date(2026, 11, 29), audience, language=language, items=items)
    return drawn.desk.briefings.prepare(request)


def left_of(prepared):
    """Return all that a file is made of: what is left of a packet for its audience, and what the file is called."""
    return prepared.released[0], prepared.document.file_stem


class Printed:
    """A packet as a file and as a Word file, and what both of them say."""

    def __init__(self, desk, prepared):
        self.left = left_of(prepared)
        self.result, self.word = desk.briefings.finish(prepared), desk.briefings.finish_docx(prepared)
        self.says = told(self.result)
        self.typed = signs_in(self.word)

    def assert_unchanged(self, desk, prepared):
        """Assert that the same files are made once more."""
        result, word = desk.briefings.finish(prepared), desk.briefings.finish_docx(prepared)
        assert result.pdf == self.result.pdf, prepared.audience
        assert result.outline == self.result.outline
        assert word.docx == self.word.docx, prepared.audience
        assert (result.file_name, word.file_name) == (self.result.file_name, self.word.file_name)


def told(result):
    """Return everything a finished file says: its text, bookmarks, metadata and name, and its streams as they are inflated."""
    text = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=result.pdf, capture_output=True, check=True
    ).stdout.decode()
    reader = PdfReader(BytesIO(result.pdf))
    assert b"/EmbeddedFile" not in result.pdf
    titles = [result.file_name, *map(str, (reader.metadata or {}).values()), *bookmarks(reader.outline)]
    streams = [inflated(raw) for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", result.pdf, re.DOTALL)]
    # What a font of the file can be read as: a kanji that is in none of these maps is on no page.
    maps = b"".join(one for one in streams if b"beginbf" in one)
    codes = {chr(int(code, 16)) for code in re.findall(rb"<([0-9A-Fa-f]{4})>", maps)}
    plain = b"\n".join([result.pdf, *(one for one in streams if b"beginbf" not in one)])
    return "".join([text, *titles]).casefold(), codes, plain.lower()


def signs_in(word):
    """Return every sign that is anywhere in a Word file: in the text, the markup or the name of any part."""
    everything = b"\n".join([word.file_name.encode(), *parts(word.docx).values()]).decode("utf-8", "replace").casefold()
    return {*re.findall(r"zq\d{5}x", everything), *everything}


def bookmarks(outline):
    for one in outline:
        if isinstance(one, list):
            yield from bookmarks(one)
        else:
            yield one.title


def inflated(raw):
    try:
        return zlib.decompress(raw)
    except zlib.error:
        return raw


# The others stand in a file of their own, for a whole run tries a file at a time.
@pytest.mark.parametrize("seed", range(0, 9, 2))
def test_nothing_withheld_is_in_the_finished_file_and_a_withheld_record_changes_no_byte(tmp_path, seed):
    withhold(tmp_path, seed)


def withhold(tmp_path, seed, make=Drawn, pack=packed):
    """Print a desk drawn from a seed after each record, for every audience, and look for what is withheld."""
    seen = set()
    with closing(calendar_desk(tmp_path)) as desk:
        drawn = make(desk, seed)
        written = drawn.written()
        language = PacketLanguage.HOST if seed % 2 else PacketLanguage.HOME
        printed = {}
        for step in range(STEPS):
            readers = drawn.add() if step else set(AUDIENCES)
            found, told = {}, drawn.may_be_told()
            for audience in AUDIENCES:
                prepared = pack(drawn, written, audience, language, seed)
                # The same files are made of the same, which is seen when all is there; they need no second reading either.
                if audience not in printed or left_of(prepared) != printed[audience].left:
                    if audience not in readers:
                        printed[audience].assert_unchanged(desk, prepared)
                    printed[audience] = Printed(desk, prepared)
                elif step == STEPS - 1:
                    printed[audience].assert_unchanged(desk, prepared)
                (text, codes, plain), typed = printed[audience].says, printed[audience].typed
                found[audience] = {sign for sign in told if sign in text}
                hidden = {sign for sign, may in told.items() if audience not in may}
                assert found[audience] & hidden == set(), (seed, step, audience)
                assert codes & hidden == set()
                assert typed & hidden == set(), (seed, step, audience)
                assert found[audience] <= typed, "the Word file lacks what is printed"
                latin = [sign for sign in hidden if sign.isascii()]
                assert [sign for sign in latin if sign.encode() in plain or sign.encode("utf-16-be") in plain] == []
            assert not drawn.grows or found[THREE] <= found[PAIR] <= found[OURS]
            seen |= found[OURS]
    # Not for want of anything to see.
    assert len(seen) > 20
