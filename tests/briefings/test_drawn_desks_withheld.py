"""Any desk prints, to any audience, what it would if all that the audience may not read had never been there."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.notetext import write_link
from liaison_desk.meetings.records import AgendaItem, Attendee, Attribution, Meeting, PortionKind
from liaison_desk.tasks.records import Side, Supporter, Task, TaskKind, TaskState
from tests.briefings.desks import BOTH, HOME_ONLY, OPEN
from tests.briefings.noted_desks import ASKED, note
from tests.briefings.papers import USA_JPN, calendar_desk, printed
from tests.briefings.test_note_papers_withheld import OF_MEETING, every, same, tells

PROMISES = {PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION}
SECRETS = ("Zanzibar", "Asagiri", "朝霧", "Yamada", "山田")
MARKINGS = st.sampled_from([OPEN, OPEN, BOTH, HOME_ONLY, None])
AUDIENCES = {
    USA_JPN: {OPEN, BOTH},
    frozenset({"USA", "JPN", "AUS"}): {OPEN},
    frozenset({"JPN"}): {OPEN, BOTH, HOME_ONLY},
}
SHOWN = ("", "Kato Jun", "加藤 純")
HIDDEN = ("Rin Asagiri", "朝霧 凛")
WHO = st.sampled_from([*SHOWN, *HIDDEN])
NOTES = st.tuples(
    st.sampled_from(PortionKind), MARKINGS, WHO, st.sampled_from(Attribution), WHO, st.sampled_from(["", "shown", "hidden"]), st.booleans(),
    st.sampled_from(["", "principals", "asks", "assessment", "itinerary"]),
)  # fmt: skip
MEETINGS = st.tuples(
    MARKINGS, st.lists(NOTES, max_size=4), st.lists(st.sampled_from([0, 1, 2]), max_size=3, unique=True), WHO, WHO
)
TASKS = st.tuples(MARKINGS, st.sampled_from(["task", "waiting", "commitment", "rfi"]), MARKINGS, WHO, WHO)


def shown(who):
    return "" if who in HIDDEN else who


class Making:
    """Makes a drawn desk, with all that was drawn or with what an audience may read alone."""

    def __init__(self, desk, may, *, whole):
        self.desk, self.may, self.whole = desk, may, whole
        self.told = {}
        save = desk.contacts.save
        self.kato = save(Person(name=PersonName("Kato", "Jun", "加藤", "純"), marking=OPEN))
        self.asagiri = save(Person(name=PersonName("Asagiri", "Rin", "朝霧", "凛"), marking=None)) if whole else None
        self.shown = desk.tasks.save(Task(title=Bilingual("Osprey"), marking=OPEN))
        self.hidden = desk.tasks.save(Task(title=Bilingual("Zanzibar"), marking=None)) if whole else None

    def name(self, who):
        return who if self.whole else shown(who)

    def there(self, which):
        """Return who was there: the contact under a name of that day, somebody shown, or somebody typed by hand."""
        if which == 0:
            return Attendee("Kato Jun", "加藤 純", self.kato.id, "Maj", "Planner", "J5", "USA")
        if not self.whole:
            return None
        people = (Attendee("Rin Yamada", "山田 凛", self.asagiri.id), Attendee("Rin Asagiri", "朝霧 凛"))
        return replace(people[which - 1], rank="Col", organization="Zanzibar office", nation="JPN")

    def words(self, number, drawn):
        """Return a note's words, and whether the audience may read it."""
        _, marking, _, _, _, link, named, _ = drawn
        linked = {"shown": self.shown, "hidden": self.hidden}.get(link)
        text = f"Words {number}."
        if linked is not None:
            text += f" See {write_link('task', linked.uid, 'this')}."
        if named:
            text += " Thank Rin Asagiri."
        if marking not in self.may:
            text += " Zanzibar"
        return text, marking in self.may and link != "hidden" and not named

    def meeting(self, number, drawn):
        marking, notes, people, chair, lead = drawn
        if not self.whole and marking not in self.may:
            return 0
        title = f"Meeting {number}" + ("" if marking in self.may else " Zanzibar")
        kept = []
        for place, one in enumerate(notes):
            kind, note_marking, said_by, attribution, to_whom, _, _, section = one
            text, readable = self.words(place, one)
            self.told[text] = readable and marking in self.may
            if self.whole or readable:
                kept.append(note(text, text, kind, marking=note_marking, said_by=self.name(said_by), attribution=attribution,
                                 to_whom=self.name(to_whom), due=date(2026, 12, 3), section=section))  # fmt: skip
        attendees = tuple(one for which in people if (one := self.there(which)) is not None)
        agenda = (AgendaItem(Bilingual("Opening"), 0, 5, self.name(lead)),)
        day = {"start": datetime(2026, 11, 10 + number, 9), "end": datetime(2026, 11, 10 + number, 10)}
        made = self.desk.meetings.save(
            Meeting(title=Bilingual(title, title), zone="America/Denver", marking=marking, chair=self.name(chair), agenda=agenda,
                    attendees=attendees, portions=tuple(kept), **day)
        )  # fmt: skip
        # Their requests are numbered, too: those of notes that are shown come first.
        promised = [one for one in made.portions if one.kind in PROMISES and not one.section]
        for one in sorted(promised, key=lambda one: not self.told.get(one.text.host, False)):
            self.desk.meetings.make_task(made.id, one.uid)
        return made.id

    def task(self, number, drawn):
        marking, kind, answer_marking, owner, support = drawn
        if not self.whole and marking not in self.may:
            return
        title = Bilingual(f"Task {number}" + ("" if marking in self.may else " Zanzibar"))
        supporters = (Supporter(self.name(support)),) if self.name(support) else ()
        common = {
            "own_owner": self.name(owner),
            "lead": self.name(owner),
            "support": supporters,
            "due": datetime(2026, 12, 1 + number),
        }
        nations = {"from_nation": "JPN", "to_nation": "USA"}
        more = {
            "task": {},
            "waiting": {"state": TaskState.WAITING, "waiting_on": "J5", "waiting_side": Side.HOST, "waiting_since": date(2026, 11, 2)},
            "commitment": {"kind": TaskKind.COMMITMENT, **nations},
            "rfi": {"kind": TaskKind.RFI, **nations, "rfi": replace(ASKED, answer=Bilingual("Zanzibar"), answer_marking=answer_marking)},
        }[kind]  # fmt: skip
        if kind == "rfi" and answer_marking in self.may:
            more["rfi"] = replace(more["rfi"], answer=Bilingual("Version two."))
        elif kind == "rfi" and not self.whole:
            more["rfi"] = replace(more["rfi"], answer=Bilingual(), answer_marking=None)
        self.desk.tasks.save(Task(title=title, marking=marking, **(common | more)))


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(MEETINGS, min_size=1, max_size=2),
    st.lists(TASKS, max_size=3),
    st.sampled_from(list(AUDIENCES)),
    st.sampled_from(PacketLanguage),
)
def test_a_desk_prints_as_if_what_the_audience_may_not_read_had_never_been(
    tmp_path_factory, meetings, tasks, audience, language
):
    folder = tmp_path_factory.mktemp("drawn")
    may = AUDIENCES[audience]
    # Requests print under their official numbers: those that are shown come first, so that no gap tells of others.
    tasks = sorted(tasks, key=lambda one: one[0] not in may)
    papers = []
    for whole in (True, False):
        with closing(calendar_desk(folder, f"{whole}.desk")) as desk:
            making = Making(desk, may, whole=whole)
            for number, one in enumerate(tasks):
                making.task(number, one)
            meetings = sorted(meetings, key=lambda one: one[0] not in may)
            ids = [making.meeting(number, one) for number, one in enumerate(meetings)]
            first = next((id_ for id_, one in zip(ids, meetings, strict=True) if one[0] in may), 0)
            if first:
                papers.append(every(desk, first, audience=audience, language=language))
            else:
                papers.append({one: printed(desk, one, date(2026, 11, 1), date(2026, 11, 30), audience=audience, language=language)
                               for one in ("meeting-log", "registers", "weekly", "commitments")})  # fmt: skip
    whole, bare = papers
    for template, paper in whole.items():
        assert [words for words in SECRETS if tells(paper, words)] == [], template
        assert paper.file_name == bare[template].file_name
    same(bare, whole)
    assert set(OF_MEETING) <= set(whole) or "registers" in whole
