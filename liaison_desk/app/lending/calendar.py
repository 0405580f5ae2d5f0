"""What the calendar page is lent: events as files, the answer to an invitation, and the dialog that exports."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from liaison_desk.app.desk import Desk
from liaison_desk.calendar.records import Event, Occurrence, Override, Participant
from liaison_desk.calendar.ui.outside import ExportFrom, Outside
from liaison_desk.contacts.records import PERSON
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.context import Ui


def lend_calendar(desk: Desk, language: Language, export: Callable[[ExportFrom], None]) -> Outside:
    """Return the callables of one desk for readers of a language; ``export`` opens the dialog."""
    words = Words(language, desk.profile.get, desk.clock)

    def events(ids: Sequence[int]) -> bytes:
        from liaison_desk.app.outgoing.calendar_export import events_file

        return events_file(desk, ids)

    def take(data: bytes, calendar_id: int) -> tuple[int, int, int]:
        from liaison_desk.app.incoming.importing import import_events

        report = import_events(desk, data, calendar_id)
        return report.added, report.updated, report.skipped

    def reply(event: Event, occurrence: Override | None, who: Participant) -> bytes:
        from liaison_desk.exchange.ical import write_reply

        return write_reply(event, occurrence, who, desk.clock.now())

    def remember(address: str) -> DeskProfile:
        profile = desk.profile.get()
        return desk.profile.save(replace(profile, officer_emails=(*profile.officer_emails, address)))

    def people(cards: bytes) -> tuple[Participant, ...]:
        from liaison_desk.exchange.result import settings_of
        from liaison_desk.exchange.vcard import read_vcards

        found = read_vcards(cards, settings_of(desk.profile.get())).entries
        with desk.database.read() as connection:
            known = desk.database.types[PERSON].ids_by_uid(connection, [one.record.uid for one in found])
        return tuple(
            Participant(
                one.record.name.full(),
                next((each.address for each in one.record.emails), ""),
                known.get(one.record.uid, 0),
            )
            for one in found
        )

    def names(ids: Collection[int]) -> Mapping[int, str]:
        lines = desk.contacts.lines(sorted(ids)) if ids else {}
        return {id_: words.called(line) for id_, line in lines.items()}

    return Outside(events, take, reply, remember, people, names, export)


class CalendarExporting:
    """Opens the dialog that exports events, over the window."""

    def __init__(self, desk: Desk, ui: Ui) -> None:
        self._desk = desk
        self._ui = ui

    def event(self, one: Occurrence) -> None:
        """Export an event, to begin with; the dialog offers the day, its calendar and everything too."""
        day = one.start.date() if one.all_day else to_local(one.starts, self._desk.profile.get().host_zone).date()
        self.ask(ExportFrom(day, day, one, one.calendar_id))

    def ask(self, start: ExportFrom) -> None:
        """Ask what shall be written, for whom and where, and write it."""
        from liaison_desk.app.lending.calendar_dialog import ask_export

        desk, ui = self._desk, self._ui
        ui.jobs.database.run(desk.calendars.calendars, lambda known: ask_export(desk, ui, known, start))
