"""A desk with partnership to print: arrangements in every state, opportunities, a visit with its programme, logs, a turnover."""

from datetime import date, datetime
from types import SimpleNamespace

from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.clock import FixedClock
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
)
from liaison_desk.tasks.records import Task
from tests.briefings.desks import HOME_ONLY, NOW, OPEN, PROFILE
from tests.briefings.papers import days, event, with_calendars
from tests.desks import filled_desk

PAPERS = (
    "arrangement-register", "arrangement-summary", "expiry-radar", "opportunities", "visit-board", "visit-itinerary",
    "delegation-list", "visitor-data", "disclosure-log", "gift-log", "turnover-book",
)  # fmt: skip
PARTIES = (Party("us", nation="USA"), Party("jp", nation="JPN"))


def arrangement(title, home="", **more):
    """Return an arrangement between the two nations, not yet kept."""
    values = {"parties": PARTIES, "marking": OPEN} | more
    return Arrangement(title=Bilingual(title, home), **values)


def visit(title, home="", **more):
    """Return a visit of December 2026 to Colorado, not yet kept."""
    first = {"first": date(2026, 12, 8), "last": date(2026, 12, 10), "zone": "America/Denver"}
    return Visit(title=Bilingual(title, home), **(first | {"marking": OPEN} | more))


def fill(desk):
    """Put partnership into a desk with calendars; return the records by name."""
    ito = PersonName("Ito", "Ken", "伊藤", "健", "いとう", "けん")
    made = SimpleNamespace(
        ito=desk.contacts.save(Person(name=ito, rank="Maj Gen", rank_home="空将補", rank_code="OF-7", service="JASDF", nation="JPN", marking=OPEN)),
        hartwell=desk.contacts.save(Person(name=PersonName("Hartwell", "Dana"), rank="Lt Gen", rank_code="OF-8", service="USSF", nation="USA", marking=OPEN)),
        house=desk.contacts.save_organization(Organization(name=Bilingual("Pacific Planning Staff", "太平洋計画幕僚部"), nation="USA", marking=OPEN)),
    )  # fmt: skip
    _arrangements(desk, made)
    _opportunities(desk, made)
    _visits(desk, made)
    _logs(desk, made)
    _turnover(desk, made)
    return made


def _arrangements(desk, made):
    signed = (
        Signature(
            "us", "Hartwell Dana", made.hartwell.id, "Lt Gen", "Commander", "Colorado Springs", date(2025, 3, 10)
        ),
        Signature("jp", "Ito Ken", made.ito.id, "Maj Gen", "Director, Operations", "Tokyo", date(2025, 4, 2)),
    )
    made.post = desk.arrangements.save(
        arrangement(
            "Arrangement on the exchange of liaison officers", "連絡官の相互派遣に関する取決め", number="LO-25-01",
            scope=Bilingual("Each side may assign one liaison officer to the other’s headquarters.", "双方は、相手方の司令部に連絡官を1名派遣できる。"),
            subjects=("liaison", "training"), drafted=date(2024, 9, 1), signatures=signed, review=date(2027, 4, 1), expiry=date(2027, 12, 31),
            obligations=(
                Obligation("o1", "us", Bilingual("Provide a workstation and a badge", "端末と通行証を提供する"), Frequency.YEARLY, date(2025, 5, 1)),
                Obligation("o2", "jp", Bilingual("Report on the exchange", "派遣の成果を報告する"), Frequency.HALF_YEARLY, date(2025, 6, 30)),
            ),
            amendments=(
                Amendment("a1", "1", AmendmentKind.RENEWAL, Bilingual("Two more years", "2年間の更新"), signatures=(Signature("us", on=date(2026, 9, 1)), Signature("jp", on=date(2026, 9, 20))), expiry=date(2029, 12, 31)),
            ),
        )
    )  # fmt: skip
    made.sharing = desk.arrangements.save(
        arrangement(
            "Sharing agreement on space situational awareness", "宇宙状況把握情報の共有に関する取極", type=ArrangementType.SHARING, drafted=date(2026, 5, 1),
            parties=(Party("us", "Pacific Planning Staff", "USA", made.house.id), Party("jp", nation="JPN")),
            signatures=(Signature("us", "Hartwell Dana", made.hartwell.id, "Lt Gen", "Commander", "Colorado Springs", date(2026, 11, 3)), Signature("jp", "Ito Ken", made.ito.id, "Maj Gen")),
        )
    )  # fmt: skip
    desk.arrangements.save(
        arrangement(
            "Annex on training seats", "教育枠に関する附属書", type=ArrangementType.ANNEX, parent_id=made.post.id
        )
    )
    long_ago = tuple(Signature(key, on=date(2020, 1, 10)) for key in ("us", "jp"))
    desk.arrangements.save(
        arrangement("Letter on parking", type=ArrangementType.LOA, signatures=long_ago, expiry=date(2024, 1, 9))
    )


def _opportunities(desk, made):
    desk.opportunities.save(
        Opportunity(
            title=Bilingual("Hosted payload on a Japanese satellite", "衛星へのペイロード相乗り"), state=OpportunityState.PROPOSED,
            host_value=Bilingual("A sensor over the Pacific", "太平洋上のセンサー"), home_value=Bilingual("Shared data in near real time", "準即時のデータ共有"),
            host_step=Bilingual("Send the draft terms", "条件案を送付"), host_owner="Hartwell Dana", host_owner_id=made.hartwell.id, host_due=date(2026, 12, 15),
            home_step=Bilingual("Ask the ministry", "省内調整"), home_owner="Mori Aya", home_due=date(2027, 1, 20),
            champion="Ito Ken", champion_id=made.ito.id, marking=OPEN,
        )
    )  # fmt: skip
    desk.opportunities.save(
        Opportunity(
            title=Bilingual("Sharing of space data", "宇宙データの共有"),
            state=OpportunityState.AGREED,
            arrangement_id=made.sharing.id,
            marking=OPEN,
        )
    )
    desk.opportunities.save(Opportunity(title=Bilingual("Joint wargame", "共同図上演習"), marking=OPEN))


def _visits(desk, made):
    made.site = desk.sites.save(
        Site(
            name=Bilingual("Headquarters, Building 1", "司令部1号館"),
            place="Colorado Springs",
            one_time=25,
            marking=OPEN,
        )
    )
    made.visit = desk.visits.save(
        visit(
            "Visit of the Director, Operations", "運用部長の訪問", state=VisitState.SUBMITTED, number="VR-26-118", submitted=date(2026, 11, 2),
            purpose=Bilingual("Key leader engagement and signing", "要人会談及び署名"), uniform=Bilingual("Service dress", "第1種制服"),
            sites=(VisitSite("Headquarters, Building 1", made.site.id, "Hartwell Dana", made.hartwell.id),),
            delegation=(
                Delegate("Mori Aya", "森 彩", 0, "Capt JASDF", "OF-2", None, "Aide", "JPN", diet="no fish"),
                Delegate("Sato Ren", "佐藤 蓮", 0, "Col JASDF", "OF-5", date(2023, 1, 1), "Division chief", "JPN"),
                Delegate("Abe Jun", "阿部 淳", 0, "Col JASDF", "OF-5", date(2021, 7, 1), "Division chief", "JPN"),
                Delegate("Ito Ken", "", made.ito.id, "Maj Gen JASDF", "OF-7", date(2022, 8, 1), "Director, Operations", "JPN", "Principal", leads=True),
            ),
            escorts=(Escort("Sam Lee", 0, "+1 719 555 0100", "the whole visit"),),
        )
    )  # fmt: skip
    programme = (
        event(
            desk,
            Bilingual("Office call", "表敬"),
            datetime(2026, 12, 8, 9),
            datetime(2026, 12, 8, 9, 30),
            place=Bilingual("Building 1", "1号館"),
        ),
        event(
            desk,
            Bilingual("Dinner with the staff", "幕僚との会食"),
            datetime(2026, 12, 8, 18),
            datetime(2026, 12, 8, 20),
        ),
        days(desk, Bilingual("Travel day", "移動日"), datetime(2026, 12, 10), datetime(2026, 12, 11)),
    )
    for one in programme:
        desk.links.add(RecordRef("visit", made.visit.id), RecordRef("event", one.id))
    desk.visits.save(
        visit(
            "Site survey",
            "現地調査",
            first=date(2027, 1, 18),
            last=date(2027, 1, 20),
            sites=(VisitSite("Headquarters", made.site.id),),
        )
    )
    desk.visitors.save(
        Visitor(
            visit_id=made.visit.id,
            name="Mori Aya",
            born=date(1990, 2, 3),
            nationality="JPN",
            passport="TZ1234567",
            purge_on=date(2027, 1, 31),
            marking=HOME_ONLY,
        )
    )


def _logs(desk, made):
    permission = Onward(
        "USA", ("AUS",), "Hartwell Dana", date(2026, 11, 5), "letter of 5 November", date(2027, 6, 30), made.hartwell.id
    )
    desk.disclosures.save(
        Disclosure(
            title=Bilingual("Draft of annex B", "附属書B案"), manner=Manner.GIVEN, at=datetime(2026, 11, 4, 15, 30), zone="America/Denver",
            giver="Hartwell Dana", giver_id=made.hartwell.id, giver_nation="USA", receiver="Kisaragi Jun", receiver_nation="JPN",
            source_marking="UNCLASSIFIED//FOR OFFICIAL USE ONLY", copy="2 of 5", medium="paper", onward=(permission,), marking=OPEN,
        )
    )  # fmt: skip
    desk.gifts.save(
        Gift(
            on=date(2026, 11, 10), passing=Passing.RECEIVED, item=Bilingual("Model of a satellite", "衛星の模型"), giver="Hartwell Dana", giver_id=made.hartwell.id,
            giver_nation="USA", receiver="Kisaragi Jun", receiver_nation="JPN", occasion="Office call", amount=12_550, currency="USD", valued="shop price",
            disposition=Disposition.DISPLAYED, report_due=date(2026, 12, 10), visit_id=made.visit.id, marking=OPEN,
        )
    )  # fmt: skip
    for title, home, type_, expires in (
        ("Letter of disclosure 25-7", "開示承認書25-7", ValidityType.DISCLOSURE_LETTER, date(2027, 3, 31)),
        ("Badge of the headquarters", "司令部通行証", ValidityType.BADGE, date(2026, 10, 31)),
        ("Lease of the flat", "住居の賃貸借", ValidityType.LEASE, date(2028, 6, 30)),
    ):
        desk.validities.save(Validity(title=Bilingual(title, home), type=type_, expires=expires, marking=OPEN))


def _turnover(desk, made):
    made.turnover = desk.turnovers.save(
        Turnover(
            on=date(2027, 1, 15),
            officer="Kisaragi Jun",
            successor="Mori Aya",
            post=Bilingual("Liaison officer", "連絡官"),
            marking=HOME_ONLY,
        )
    )
    due = Task(
        title=Bilingual("Renew the badge", "通行証の更新"),
        due=datetime(2027, 1, 20),
        own_owner="Mori Aya",
        marking=OPEN,
    )
    desk.tasks.save(due)
    for kind, one, why, step, risk in (
        ("arrangement", made.sharing, "The home signature is the year’s aim.", "Brief the director by 20 January.", "The ministry has doubts on annex C."),
        ("person", made.hartwell, "Opens every door of the staff.", "Call on him in the first week.", ""),
        ("visit", made.visit, "The signing is planned for this visit.", "Confirm the venue.", ""),
    ):  # fmt: skip
        japanese = {
            "why": "今年度の主目標である。",
            "next": "1月20日までに部長へ報告する。",
            "sensitivities": "省内に慎重論がある。",
        }
        said = {"why": why, "next": step, "sensitivities": risk}
        texts = {name: Bilingual(text, japanese[name] if text else "") for name, text in said.items()}
        desk.turnover_notes.save(TurnoverNote(owner_kind=kind, owner_id=one.id, marking=HOME_ONLY, **texts))
    desk.attachments.add(RecordRef("arrangement", made.post.id), "LO-25-01 signed.pdf", b"%PDF-1.4 invented" * 200)


def partnership_desk(folder, name="partnership.desk"):
    """Return a desk with calendars and partnership, and its records by name."""
    return filled_desk(folder / name, _partnership, PROFILE, FixedClock(NOW))


def _partnership(desk):
    with_calendars(desk)
    return fill(desk)
