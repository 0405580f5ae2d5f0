"""Desks of partnership drawn at random, a record at a time: each names people, places, parties and records that may be withheld, or is about them."""

from dataclasses import replace
from datetime import date, timedelta

from liaison_desk.briefings.records import PacketItem, PacketRequest
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import (
    Amendment,
    AmendmentKind,
    Arrangement,
    ArrangementType,
    Delegate,
    Disclosure,
    Disposition,
    Escort,
    Frequency,
    Gift,
    Manner,
    Obligation,
    Onward,
    Opportunity,
    OpportunityState,
    Party,
    Passing,
    Signature,
    Site,
    Turnover,
    TurnoverNote,
    Validity,
    ValidityType,
    Visit,
    Visitor,
    VisitSite,
    VisitState,
    VisitType,
)
from tests.briefings.desks import HOME_ONLY, OPEN
from tests.briefings.test_finished_files_withheld import AUDIENCES, DAY, MARKINGS, READERS, THREE, Drawn

TODAY = date(2026, 11, 27)
KINDS = (
    "person", "organization", "event", "task", "site", "arrangement", "arrangement", "opportunity", "visit", "visit", "validity", "disclosure",
    "gift", "turnover", "turnover_note", "visitor", "file", "along", "permission", "permission",
)  # fmt: skip
ABOUT = (
    "person", "organization", "event", "task", "site", "arrangement", "opportunity", "visit", "validity", "gift",
)  # fmt: skip
"""What entries of the log, notes for a successor and files are about."""
SECTIONS = {
    "arrangement_register": {"ended": (True, False)}, "arrangement_summary": {}, "expiry_radar": {"months": (0, 24)},
    "opportunities": {"agreed": (True, False), "dropped": (True, False)}, "visit_board": {"over": (True, False)}, "visit_itinerary": {},
    "delegation_list": {}, "visitor_data": {}, "disclosure_log": {}, "gift_log": {}, "continuity": {}, "post_terms": {}, "first_days": {},
    "document_index": {},
}  # fmt: skip
NEAR = (
    {"nations": ("GBR",)}, {"originator": "GBR"}, {"basis": ""}, {"name": " "}, {"on": TODAY + timedelta(days=1)},
    {"until": TODAY - timedelta(days=1)},
)  # fmt: skip
"""What makes a permission one that does not let Australia have it today."""


class DrawnPartners(Drawn):
    """A desk of partnership; a wording may be told to who may be told of every record it goes with, by their markings or by a permission."""

    grows = False  # what falls due is told from the day of a turnover on, which some may know of

    def __init__(self, desk, seed):
        super().__init__(desk, seed)
        self.made = {kind: [] for kind in KINDS}
        self.needs, self.permitted, self.noted = {}, set(), set()

    def words(self, *markings):
        text = super().words(*markings)
        self.needs |= dict.fromkeys((text.host, *text.home), markings)
        return text

    def may_be_told(self):
        return {sign: self.of_all(markings) for sign, markings in self.needs.items()}

    def of_all(self, markings):
        """Return to whom what goes with records of these markings may be told."""
        return set(AUDIENCES).intersection(*(self.of_one(one) for one in markings))

    def of_one(self, marking):
        """Return to whom a record may be told: the marking is the record's own, and equal to that of others without being theirs."""
        return READERS[marking] | ({THREE} if id(marking) in self.permitted and marking == OPEN else set())

    def add(self):
        drawn = self.dice.choice(MARKINGS)
        marking = replace(drawn) if drawn is not None else None
        kind = self.dice.choice(KINDS)
        self.told = (marking,)
        record = getattr(self, f"add_{kind}")(marking)
        if record is not None:
            self.made[kind].append((record, marking))
        return self.of_all(self.told)

    def about(self):
        """Return some record as a file or a note is about it, and its marking; None without any."""
        some = [(kind, *one) for kind in ABOUT for one in self.made[kind]]
        return self.dice.choice(some) if some else None

    def someone(self, *markings):
        """Return a name as typed with a contact's number, and the markings of what is said of him there."""
        who, how = self.any("person"), self.dice.randrange(3)
        if who is None or how == 0:
            return self.words(*markings).host, 0, markings
        name = self.dice.choice([who[0].name.latin(), who[0].name.native()])
        return name, who[0].id if how == 1 else 0, (*markings, who[1])

    def day(self, *offsets):
        """Return a day so many days from today, or none."""
        offset = self.dice.choice(offsets)
        return None if offset is None else TODAY + timedelta(days=offset)

    def add_site(self, marking):
        own = lambda: self.words(marking)  # noqa: E731 - the shape of every record below
        return self.desk.sites.save(
            Site(name=own(), place=own().host, nation="USA", one_time=self.dice.choice([10, 200]), marking=marking)
        )

    def add_arrangement(self, marking):
        own, house, above = lambda: self.words(marking), self.any("organization"), self.any("arrangement")
        parties = [("us", Party("us", nation="USA"), ()), ("jp", Party("jp", nation="JPN"), ())]
        if self.dice.random() < 0.5:
            name = own().host
            parties.append(("gb", Party("gb", name, self.dice.choice(["", "GBR"])), ()))
        if house:
            parties.append(("zz", Party("zz", house[0].name.host, "USA", house[0].id), (house[1],)))
        self.dice.shuffle(parties)
        signed = self.dice.randrange(len(parties) + 1)
        ended = self.dice.random() < 0.2
        return self.desk.arrangements.save(
            Arrangement(
                title=own(), type=self.dice.choice(list(ArrangementType)), number=own().host, scope=own(), subjects=("liaison", own().host),
                parent_id=above[0].id if above else 0, drafted=date(2020, 1, 1), review=self.day(None, 20, 400), expiry=self.day(None, 500, 900),
                terminated=TODAY if ended else None, reason=own().host if ended else "", note=own(), parties=tuple(one for _, one, _ in parties),
                signatures=tuple(self.signature(key, marking, more, number < signed) for number, (key, _, more) in enumerate(parties)),
                obligations=tuple(
                    Obligation(f"o{key}", key, self.words(marking, *more), self.dice.choice(list(Frequency)), self.day(None, -300, 30))
                    for key, _, more in parties
                ),
                amendments=self.amendments(marking, parties) if signed else (), marking=marking,
            )
        )  # fmt: skip

    def signature(self, key, marking, more, signed):
        name, contact_id, markings = self.someone(marking, *more)
        return Signature(key, name, contact_id, self.words(*markings).host, self.words(*markings).host, self.words(marking).host,
                         date(2025, 3, 1) if signed else None)  # fmt: skip

    def amendments(self, marking, parties):
        own, (key, _, more) = lambda: self.words(marking), self.dice.choice(parties)
        signed = (self.signature(key, marking, more, True),)
        kind = self.dice.choice(list(AmendmentKind))
        return (Amendment("a1", own().host, kind, own(), own(), signatures=signed, expiry=self.day(None, 1000)),)

    def add_opportunity(self, marking):
        own, became = lambda: self.words(marking), self.any("arrangement")
        host, home, champion = (self.someone(marking) for _ in range(3))
        return self.desk.opportunities.save(
            Opportunity(
                title=own(), state=self.dice.choice(list(OpportunityState)), detail=own(), host_value=own(), home_value=own(),
                host_step=own(), host_owner=host[0], host_owner_id=host[1], host_due=self.day(None, 5, 40, 80),
                home_step=own(), home_owner=home[0], home_owner_id=home[1], home_due=self.day(None, -5, 70),
                champion=champion[0], champion_id=champion[1], reason=own().host, arrangement_id=became[0].id if became else 0,
                rank=self.dice.randrange(9), marking=marking,
            )
        )  # fmt: skip

    def add_visit(self, marking):
        own, first = lambda: self.words(marking), self.day(None, 12, 60)
        leads = self.dice.random() < 0.5
        visit = self.desk.visits.save(
            Visit(
                title=own(), type=self.dice.choice(list(VisitType)), state=self.dice.choice(list(VisitState)), purpose=own(), number=own().host,
                first=first, last=first, zone="America/Denver", submitted=self.day(None, -9), valid_until=self.day(None, 100), uniform=own(),
                note=own(), sites=tuple(self.visited(marking) for _ in range(2)), escorts=(self.escort(marking),), marking=marking,
                delegation=tuple(self.delegate(marking, leads=leads and number == 0) for number in range(3)),
            )
        )  # fmt: skip
        event = self.any("event")
        if event:
            self.desk.links.add(RecordRef("visit", visit.id), RecordRef("event", event[0].id))
        return visit

    def visited(self, marking):
        site = self.any("site")
        more = (site[1],) if site else ()
        host, contact_id, _ = self.someone(marking, *more)
        name = site[0].name.host if site else self.words(marking).host
        return VisitSite(name, site[0].id if site else 0, host, contact_id)

    def delegate(self, marking, *, leads=False):
        name, contact_id, markings = self.someone(marking)
        own = lambda: self.words(*markings).host  # noqa: E731
        native = "" if contact_id else own()
        return Delegate(name, native, contact_id, own(), self.dice.choice(["", "OF-5", "OF-9"]), self.day(None, -900), own(), "JPN", own(), own(), leads)  # fmt: skip

    def escort(self, marking):
        name, contact_id, markings = self.someone(marking)
        return Escort(name, contact_id, self.words(*markings).host, self.words(*markings).host)

    def add_along(self, marking):
        """Let a contact or a place of some marking come to a visit that is there."""
        visit = self.any("visit")
        if not visit:
            return self.add_validity(marking)
        whole = self.desk.visits.one(visit[0].id)
        if self.dice.random() < 0.3:
            self.desk.visits.save(replace(whole, sites=(self.placed(visit[1], marking), *whole.sites)))
        else:
            person = self.add_person(marking)
            self.made["person"].append((person, marking))
            own = lambda: self.words(visit[1], marking).host  # noqa: E731
            delegate = Delegate(person.name.latin(), "", person.id, own(), "OF-8", None, own(), "JPN", own(), own())
            escort = Escort(person.name.latin(), person.id, own(), own())
            changed = replace(whole, delegation=(delegate, *whole.delegation), escorts=(escort, *whole.escorts))
            self.desk.visits.save(changed)
        self.told = (visit[1], marking)
        return None

    def placed(self, visits, marking):
        site = self.add_site(marking)
        self.made["site"].append((site, marking))
        return VisitSite(site.name.host, site.id, self.words(visits, marking).host)

    def add_validity(self, marking):
        own, (holder, contact_id, _) = lambda: self.words(marking), self.someone(marking)
        return self.desk.validities.save(
            Validity(title=own(), type=self.dice.choice(list(ValidityType)), holder=holder, holder_id=contact_id, issuer=own().host,
                     expires=self.day(-3, 10, 70, 300), ended=self.day(None, None, -1), note=own(), marking=marking)
        )  # fmt: skip

    def add_disclosure(self, marking, onward=(), about=None):
        """Add an entry; all of it goes with what it is about."""
        about = about or (self.about() if self.dice.random() < 0.6 else None)
        markings = (marking, about[2]) if about else (marking,)
        own = lambda: self.words(*markings)  # noqa: E731
        giver, receiver = self.someone(*markings), self.someone(*markings)
        told = {"about_kind": about[0], "about_id": about[1].id, "about_uid": about[1].uid} if about else {}
        return self.desk.disclosures.save(
            Disclosure(title=own(), manner=self.dice.choice(list(Manner)), at=DAY - timedelta(hours=self.dice.randrange(900)), zone="Asia/Tokyo",
                       giver=giver[0], giver_id=giver[1], giver_nation="USA", receiver=receiver[0], receiver_id=receiver[1], receiver_nation="JPN",
                       source_marking=own().host, copy=own().host, medium=own().host, about=own().host, note=own(), onward=onward, marking=marking,
                       **told)
        )  # fmt: skip

    def add_permission(self, marking):
        """Record a permission for something of the host's to go to Australia, or one that is nearly that."""
        some = [(kind, *one) for kind in ABOUT for one in self.made[kind] if one[1] == OPEN]
        if not some:
            return self.add_validity(marking)
        about, near = self.dice.choice(some), self.dice.choice([{}, {}, *NEAR])
        name, contact_id, _ = self.someone(marking, about[2])
        basis = self.words(marking, about[2]).host
        onward = Onward("USA", ("AUS",), name, TODAY - timedelta(days=2), basis, contact_id=contact_id)
        onward = replace(onward, **({"contact_id": 0} if "name" in near else {}), **near)
        self.add_disclosure(marking, (onward,), about)
        if near:
            self.told = (marking, about[2])
        else:
            self.permitted |= {id(about[2]), id(marking)}
            self.told = ()
        return None

    def add_gift(self, marking):
        own, visit = lambda: self.words(marking), self.any("visit")
        giver, receiver = self.someone(marking), self.someone(marking)
        return self.desk.gifts.save(
            Gift(on=self.day(-3, -40), passing=self.dice.choice(list(Passing)), item=own(), giver=giver[0], giver_id=giver[1], giver_nation="USA",
                 receiver=receiver[0], receiver_id=receiver[1], receiver_nation="JPN", occasion=own().host, amount=12_550, currency="USD",
                 valued=own().host, disposition=self.dice.choice(list(Disposition)), report_due=self.day(None, 9, 30),
                 visit_id=visit[0].id if visit else 0, note=own(), marking=marking)
        )  # fmt: skip

    def add_turnover(self, marking):
        own, officer, successor = lambda: self.words(marking), self.someone(marking), self.someone(marking)
        return self.desk.turnovers.save(
            Turnover(on=self.day(-2, 15, 40), officer=officer[0], successor=successor[0], successor_id=successor[1], post=own(), note=own(),
                     marking=marking)
        )  # fmt: skip

    def add_turnover_note(self, marking):
        about = self.about()
        if about is None or (about[0], about[1].id) in self.noted:
            return self.add_validity(marking)
        self.noted.add((about[0], about[1].id))
        own = lambda: self.words(marking, about[2])  # noqa: E731
        self.told = (marking, about[2])
        self.desk.turnover_notes.save(
            TurnoverNote(owner_kind=about[0], owner_id=about[1].id, why=own(), next=own(), sensitivities=own(), marking=marking)
        )  # fmt: skip
        return None

    def add_visitor(self, marking):
        visit = self.any("visit")
        if not visit:
            return self.add_validity(marking)
        name, contact_id, markings = self.someone(marking, visit[1])
        own = lambda: self.words(*markings).host  # noqa: E731
        self.told = (marking, visit[1])
        return self.desk.visitors.save(
            Visitor(visit_id=visit[0].id, name=name, contact_id=contact_id, born=date(1980, 2, 3), birthplace=own(), nationality="JPN",
                    passport=own(), note=own(), purge_on=date(2027, 6, 1), marking=marking)
        )  # fmt: skip

    def add_file(self, marking):
        """Attach a file to something, which nobody marks: it goes to the home nation alone."""
        about = self.about()
        if about is None:
            return self.add_validity(marking)
        name = f"{self.words(HOME_ONLY, about[2]).host}.txt"
        self.desk.attachments.add(RecordRef(about[0], about[1].id), name, name.encode())
        self.told = (HOME_ONLY, about[2])
        return None


def packed_partners(drawn, written, audience, language, seed):
    """Prepare a packet of most of the sections of partnership, in any order and with any options."""
    dice = type(drawn.dice)(seed)
    kinds = dice.sample(list(SECTIONS), len(SECTIONS) * 2 // 3)
    items = [
        PacketItem(kind, {name: dice.choice(some) for name, some in SECTIONS[kind].items()}, tab=number % 5 == 0)
        for number, kind in enumerate(kinds)
    ]
    whole = (PacketItem("cover", {"contents": True}), *written, *items)
    asked = PacketRequest("turnover-book", audience=audience, language=language, items=whole)
    return drawn.desk.briefings.prepare(asked)
