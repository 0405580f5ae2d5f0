"""The two logs an officer keeps: what was told, shown or given to whom under which marking, and which gifts passed between whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from liaison_desk.briefings.document import Column, Line, PortionText, Row, Section, Source, Text
from liaison_desk.briefings.sections.exercising import marked_once
from liaison_desk.briefings.sections.noted import NAMED_BY_THEMSELVES
from liaison_desk.briefings.sections.partnerships import Partnering, Told, asked, days_from, partnering
from liaison_desk.briefings.sections.setting import LinkedRecord, Setting
from liaison_desk.briefings.sections.times import at_place, dated, three_clocks
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.currencies import load_currencies
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import (
    DISCLOSURE,
    GIFT,
    VISIT,
    Disclosure,
    Disposition,
    Gift,
    Manner,
    Onward,
    Passing,
    Visit,
)

_MANNERS: Final[Mapping[Manner, str]] = {
    Manner.TOLD: "Told orally",
    Manner.SHOWN: "Shown, not given",
    Manner.GIVEN: "Given as a copy",
}
_PASSINGS: Final[Mapping[Passing, str]] = {Passing.RECEIVED: "Received", Passing.GIVEN: "Given as a gift"}
_DISPOSITIONS: Final[Mapping[Disposition, str]] = {
    Disposition.UNDECIDED: "Not decided",
    Disposition.KEPT: "Kept",
    Disposition.DISPLAYED: "Displayed in the office",
    Disposition.HANDED_IN: "Handed in",
    Disposition.BOUGHT: "Bought from the state",
    Disposition.RETURNED: "Returned to the giver",
    Disposition.CONSUMED: "Consumed",
}
Linked = Mapping[tuple[str, str], LinkedRecord]


def _in_period(setting: Setting, day: date) -> bool:
    """Tell whether an entry is of the days asked for; a log is told whole where none were."""
    if setting.request.since is None and setting.request.until is None:
        return True
    return setting.since <= day <= setting.until


def build_disclosures(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the disclosure log, by time: of the days asked for, else whole."""
    books = setting.partnership
    gone = "This entry is not there any more."
    every = (
        asked(books.disclosures, 0, gone, lambda one: _in_period(setting, one.at.date())) if books is not None else ()
    )
    some = sorted(every, key=lambda one: (one.at, one.id))
    wanted = {(one.about_kind, one.about_uid) for one in some if one.about_uid}
    linked = setting.linked(wanted) if wanted else {}
    titles = [record.title for record in linked.values()]
    titles += [ref.label for record in linked.values() for ref, _, _ in record.within]
    around = partnering(setting, some, titles)
    columns = (
        Column(setting.words("When"), 1.5),
        Column(setting.words("What was disclosed"), 2.4),
        Column(setting.words("How"), 1.2),
        Column(setting.words("From → to"), 1.8),
        Column(setting.words("Source marking"), 1.5, spare=True),
        Column(setting.words("Copy number"), spare=True),
        Column(setting.words("Onward permission"), 2, spare=True),
        Column(setting.words("Given back or destroyed"), spare=True),
    )
    rows = tuple(_disclosure(around, one, linked) for one in some)
    blocks = (marked_once(setting, columns, rows),) if rows else ()
    heading = setting.line("Disclosure log")
    return Section("disclosure_log", heading, blocks, setting.words("Nothing to report."), across=True)


def _about(told: Told, one: Disclosure, linked: Linked) -> tuple[Source, ...]:
    """Return the record an entry is about, with what that came out of and whom their titles name; one that is gone counts as unmarked."""
    if not one.about_uid and not one.about_id:
        return ()
    found = linked.get((one.about_kind, one.about_uid))
    if found is None:
        return (Source(RecordRef(one.about_kind, one.about_id, one.about), None, one.about_uid),)
    sources = [Source(RecordRef(one.about_kind, found.id, found.title), found.marking, one.about_uid)]
    sources += [Source(ref, marking, uid) for ref, uid, marking in found.within]
    labels = [ref.label for ref, _, _ in found.within]
    labels += [] if one.about_kind in NAMED_BY_THEMSELVES else [found.title]
    return (*sources, *(source for label in labels for source in told.names.text(Bilingual(label))))


def _disclosure(around: Partnering, one: Disclosure, linked: Linked) -> Row:
    setting = around.setting
    told = around.of(DISCLOSURE, one, one.title)
    about = _about(told, one, linked)
    clocks = " / ".join(clock for (clock,) in three_clocks(at_place(setting, one.at, one.zone)))
    when = setting.each(lambda language: f"{dated(language, one.at.date())}\n{clocks}")
    title = replace(told.title(one.title), links=about)
    said = [*told.typed(one.about).portions, *told.typed(one.note).portions]
    below = [replace(piece, before="\n", links=about) for piece in said if piece.text != title.text]
    medium = (replace(piece, before="(", after=")", joined=True) for piece in told.typed(one.medium).portions)
    return Row(
        (
            told.line(when),
            Line((title, *below), separator=""),
            Line((told.fixed(_MANNERS[one.manner]), *medium)),
            Line(
                tuple(
                    _between(
                        told,
                        (one.giver, one.giver_id, one.giver_nation),
                        (one.receiver, one.receiver_id, one.receiver_nation),
                    )
                ),
                separator="\n",
                led=False,
            ),
            # As it stood on what was disclosed, never put into another grammar.
            told.line(
                (one.source_marking,) if one.source_marking else (), *told.names.organization(one.source_marking)
            ),
            told.line((one.copy,) if one.copy else (), *told.names.organization(one.copy)),
            Line(tuple(_onward(told, each) for each in one.onward), separator="\n", led=False),
            told.day(one.disposed),
        ),
        lead=1,
    )


def _between(told: Told, giver: tuple[str, int, str], receiver: tuple[str, int, str]) -> Iterator[PortionText]:
    """Yield who gave and who received, each with the nation he stands for."""
    for before, (name, contact_id, nation) in (("", giver), ("→ ", receiver)):
        who = told.person(name, contact_id)
        land = told.nation(nation, *(who[0].names if who else ()))
        if who:
            yield replace(who[0], before=before)
            if land is not None:
                yield replace(land, before="(", after=")", joined=True)
        elif land is not None:
            yield replace(land, before=before)


def _onward(told: Told, one: Onward) -> PortionText:
    """Return a recorded permission in a sentence: whose information to whom, by whom, when, on what basis, until when."""
    nations, setting = load_nations(), told.setting
    until = one.until

    def say(language: Any) -> str:
        to = language.tr(", ").join(nations.name(code, language.code) for code in one.nations)
        known = [nations.name(one.originator, language.code), to, one.name, one.basis]
        said = language.tr(
            "{originator} to {nations}: {name}, {day}, {basis}",
            originator=known[0],
            nations=known[1],
            name=known[2] or "–",
            basis=known[3] or "–",
            day=told.day_words(one.on)[setting.languages.index(language)],
        )
        if until is None:
            return str(said)
        return str(
            language.tr("{said}, until {day}", said=said, day=told.day_words(until)[setting.languages.index(language)])
        )

    known = [*told.names.person(one.name, one.contact_id), *told.names.text(Bilingual(one.basis))]
    known += [
        source
        for code in (one.originator, *one.nations)
        if not nations.meant(code)
        for source in told.names.organization(code)
    ]
    return told.says(setting.each(say), *known)


def build_gifts(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the gift log, by day: of the days asked for, else whole."""
    books = setting.partnership
    gone = "This gift is not there any more."
    every = asked(books.gifts, 0, gone, lambda one: _in_period(setting, one.on)) if books is not None else ()
    some = sorted(every, key=lambda one: (one.on, one.id))
    visits = _visits(setting, some)
    around = partnering(setting, [*some, *(one.title for one in visits.values())])
    columns = (
        Column(setting.words("Day")),
        Column(setting.words("Gift"), 2.2),
        Column(setting.words("Received or given")),
        Column(setting.words("From → to"), 1.8),
        Column(setting.words("Occasion"), 1.5, spare=True),
        Column(setting.words("Value"), 1, spare=True),
        Column(setting.words("Disposition"), 1.2),
        Column(setting.words("Report"), spare=True),
    )
    rows = tuple(_gift(around, one, visits.get(one.visit_id)) for one in some)
    blocks = (marked_once(setting, columns, rows),) if rows else ()
    return Section("gift_log", setting.line("Gift log"), blocks, setting.words("Nothing to report."), across=True)


def _visits(setting: Setting, gifts: Sequence[Gift]) -> Mapping[int, Visit]:
    ids = sorted({one.visit_id for one in gifts} - {0})
    return setting.partnership.visits.by_ids(ids) if setting.partnership is not None and ids else {}


def _gift(around: Partnering, one: Gift, visit: Visit | None) -> Row:
    told = around.of(GIFT, one, one.item)
    occasion = [*told.typed(one.occasion).portions]
    if visit is not None:
        of = around.of(VISIT, visit, visit.title)
        occasion.append(told.says(told.setting.text(visit.title), of.record, *told.names.text(visit.title)))
    value = told.line(_money(told, one))
    valued = (replace(piece, before="(", after=")", joined=True) for piece in told.typed(one.valued).portions)
    done = (replace(piece, before="(", after=")", joined=True) for piece in told.day(one.disposed).portions)
    title = (told.title(one.item), *(replace(piece, before="\n") for piece in told.typed(one.note).portions))
    between = _between(
        told, (one.giver, one.giver_id, one.giver_nation), (one.receiver, one.receiver_id, one.receiver_nation)
    )
    return Row(
        (
            told.day(one.on),
            Line(title, separator=""),
            Line((told.fixed(_PASSINGS[one.passing]),)),
            Line(tuple(between), separator="\n", led=False),
            Line(tuple(occasion), separator="\n", led=False),
            Line((*value.portions, *(valued if one.amount is not None else ()))),
            Line((told.fixed(_DISPOSITIONS[one.disposition]), *done)),
            Line(tuple(_report(told, one)), separator="\n", led=False),
        ),
        lead=1,
    )


def _money(told: Told, one: Gift) -> Text:
    amount = one.amount
    if amount is None:
        return ()
    return told.setting.each(lambda language: load_currencies().said(amount, one.currency, language.code))


def _report(told: Told, one: Gift) -> Iterator[PortionText]:
    """Yield until when a gift has to be reported, and when it was; one that was not says how long there is left."""
    if one.reported is not None:
        yield told.within("reported {who}", told.says(told.day_words(one.reported)))
    elif one.report_due is not None:
        yield told.within("due {who}", told.says(told.day_words(one.report_due)))
        yield replace(told.says(days_from(told.setting, one.report_due)), before="(", after=")")
