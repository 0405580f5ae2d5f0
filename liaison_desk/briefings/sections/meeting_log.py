"""The log of meetings: one line for each of the period, with its times in three zones and who was there."""

from collections.abc import Mapping
from typing import Any

from liaison_desk.briefings.document import Column, Line, Row, Section, Table
from liaison_desk.briefings.sections.accounts import Account, accounts, asked_meetings
from liaison_desk.briefings.sections.heads import by_precedence, heading, kind_words
from liaison_desk.briefings.sections.meetings import attendee
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import at_place, near_days, three_clocks


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the table of the meetings of the period that have begun, in order."""
    columns = (
        Column(setting.words("Day")),
        Column(setting.words("Local")),
        Column(setting.words("Zulu")),
        Column(setting.words("Home")),
        Column(setting.words("Meeting"), 2),
        Column(setting.words("Kind")),
        Column(setting.words("Where"), 1.2),
        Column(setting.words("With whom"), 2),
    )
    rows = tuple(_row(account) for account in accounts(setting, asked_meetings(setting)))
    blocks = (Table(columns, rows),) if rows else ()
    return Section(
        "meeting_log", setting.line("Log of meetings"), blocks, setting.words("Nothing to report."), across=True
    )


def _row(account: Account) -> Row:
    setting, meeting = account.setting, account.meeting
    day = meeting.start.date()
    clocks = three_clocks(at_place(setting, meeting.start, meeting.zone))
    people = by_precedence(account)
    with_whom = tuple(attendee(setting, one, account.record, account.names) for one in people)
    known = account.names.of_meeting(meeting.place, meeting)
    place = account.says(setting.text(meeting.place), *known) if meeting.place else None
    return Row(
        (
            Line((account.says(near_days(setting, day)),)),
            *(Line((account.says(clock),)) for clock in clocks),
            heading(account),
            Line((account.says(kind_words(setting, meeting.kind)),)),
            Line((place,)) if place else Line(()),
            Line(with_whom, separator="; ", led=False),
        ),
        lead=4,
    )
