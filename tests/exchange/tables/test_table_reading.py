"""Address books, calendars and task lists that other programs wrote as tables."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liaison_desk.contacts.records import Person
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import NameOrder
from liaison_desk.exchange.result import Read, ReadSettings
from liaison_desk.exchange.tables.cells import date_of, day_first, list_of, listed, time_of
from liaison_desk.exchange.tables.reader import open_table, read_events_csv, read_people_csv, read_table, read_tasks_csv
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.formulas import guarded, unguarded
from liaison_desk.tasks.records import Priority, TaskState
from tests.cost import processor_seconds

DESK = ReadSettings()
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "csv"


def people(text: str | bytes, encoding: str = "utf-8") -> Read[Person]:
    return read_people_csv(text if isinstance(text, bytes) else text.encode(encoding), DESK)


def person(text: str | bytes, encoding: str = "utf-8") -> Person:
    read = people(text, encoding)
    assert read.problems == ()
    (entry,) = read.entries
    return entry.record


JAPANESE_OUTLOOK = (
    "肩書き,名,ミドル ネーム,姓,敬称,会社名,部署,役職,会社電話,携帯電話,姓フリガナ,名前フリガナ,誕生日,電子メール アドレス,秘密度,分類\n"
    ",蓮,,髙﨑,2等空佐,例示司令部,計画課,計画班長,03-5555-0130,'+81 90 5555 0131,タカサキ,レン,1979/4/5,takasaki@example.jp,標準,調整;PL27\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le"])
def test_an_address_book_of_japanese_outlook_is_read_whatever_its_encoding(encoding: str) -> None:
    read = person(JAPANESE_OUTLOOK, encoding)
    assert (read.name.native_family, read.name.native_given) == ("髙﨑", "蓮")
    assert (read.name.reading_family, read.name.reading_given) == ("タカサキ", "レン")
    assert (read.name.family, read.name.given) == ("Takasaki", "Ren")
    assert (read.rank, read.rank_code, read.name.suffix) == ("2等空佐", "OF-4", "")
    assert read.posts[0].title.home == "計画班長"
    assert (read.posts[0].organization, read.posts[0].department) == ("例示司令部", "計画課")
    assert [(phone.kind, phone.number) for phone in read.phones] == [
        ("work", "03-5555-0130"),
        ("mobile", "+81 90 5555 0131"),
    ]
    assert read.birthday == date(1979, 4, 5)
    assert read.tags == ("調整", "PL27")
    assert not read.notes


def test_half_width_readings_become_full_width() -> None:
    read = person("姓,名,姓フリガナ,名前フリガナ\n大野,優,ｵｵﾉ,ﾕｳ\n", "cp932")
    assert read.name.reading() == "オオノ ユウ"


def test_an_address_book_of_google_keeps_readings_labels_and_several_addresses() -> None:
    read = person(
        "Name,Given Name,Family Name,Given Name Yomi,Family Name Yomi,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
        "Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Organization 1 - Name,Organization 1 - Title,"
        "Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Website 1 - Value\n"
        "岸 湊,湊,岸,みなと,きし,* myContacts ::: 連絡官,* Work,kishi@example.jp ::: minato@example.org,DSN,315-555-0166,"
        'Boat,+81 3 5555 0167,例示幕僚監部,班長,Work,"例示1-2\n新宿区",例示1-2,新宿区,https://example.jp/kishi\n'
    )
    assert (read.name.family, read.name.given, read.name.order) == ("Kishi", "Minato", NameOrder.FAMILY_FIRST)
    assert [email.address for email in read.emails] == ["kishi@example.jp", "minato@example.org"]
    assert [(phone.number, phone.network, phone.kind, phone.note) for phone in read.phones] == [
        ("315-555-0166", "DSN", "work", ""),
        ("+81 3 5555 0167", "civil", "other", "Boat"),
    ]
    assert read.tags == ("連絡官",)
    assert (read.addresses[0].street, read.addresses[0].city, read.addresses[0].label) == ("例示1-2", "新宿区", "")
    assert read.urls == ("https://example.jp/kishi",)


def test_a_dsn_number_is_told_apart_from_civil_ones() -> None:
    read = person("Name,Work Phone,内線\nAda Marsh,DSN 315-555-0142,7731\n")
    assert {(phone.network, phone.number) for phone in read.phones} == {("DSN", "315-555-0142"), ("extension", "7731")}


def test_thunderbird_gives_the_birthday_in_three_columns_and_a_rank_in_the_display_name() -> None:
    read = person(
        "First Name,Last Name,Display Name,Primary Email,Birth Year,Birth Month,Birth Day,Organization\n"
        "Ada,Marsh,Lt Col Ada Marsh,ada@example.org,1981,2,28,J5\n"
    )
    assert (read.rank, read.rank_code, read.birthday) == ("Lt Col", "OF-4", date(1981, 2, 28))
    assert not read.notes


def test_the_same_heading_means_what_its_neighbours_say() -> None:
    outlook = person("Title,First Name,Last Name,Job Title\nMaj,Ada,Marsh,Planner\n")
    assert (outlook.rank, outlook.posts[0].title.host) == ("Maj", "Planner")
    yahoo = person("First,Last,Title\nAda,Marsh,Planner\n")
    assert (yahoo.rank, yahoo.posts[0].title.host) == ("", "Planner")


def test_what_has_no_field_is_kept_in_the_notes_and_what_says_nothing_is_not() -> None:
    read = person(
        "First Name,Last Name,Notes,Hobby,Priority,Gender,E-mail Address,E-mail Display Name,Spouse\n"
        "Ada,Marsh,Met at the fair,<b>Chess</b>,Normal,Unspecified,ada@example.org,Ada Marsh,\n"
    )
    assert read.notes.host == "Met at the fair\n\nHobby: <b>Chess</b>"


def test_a_date_that_cannot_be_read_is_listed_and_kept() -> None:
    read = people("Name,Birthday,Anniversary\nAda Marsh,the fifth of May,0/0/00\n")
    assert read.problems[0].line == 2
    assert read.records[0].notes.host == "Birthday: the fifth of May"
    assert read.records[0].anniversary is None


def test_ragged_rows_are_read_and_listed_with_their_line() -> None:
    read = people('Name,Email\n"never closed, a@example.org\nAda Marsh\n\nBen Ito,ben@example.org,extra,cells\n,,\n')
    assert [(problem.line, problem.values["found"]) for problem in read.problems] == [(3, 1), (5, 4)]
    assert [record.emails[0].address if record.emails else "" for record in read.records] == [
        "a@example.org",
        "",
        "ben@example.org",
    ]
    assert read.records[2].notes.host == "extra\ncells"


def test_a_row_that_names_nobody_is_skipped_and_listed() -> None:
    read = people("Name,Email,Notes\n,,lonely\nAda Marsh,,\n")
    assert (read.skipped, len(read.entries)) == (1, 1)
    assert (read.problems[0].line, read.problems[0].text) == (2, "The row names nobody and was left out.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_separator_is_found_by_the_headings_it_makes_known(delimiter: str) -> None:
    rows = [("Nachname", "Vorname", "Dienstgrad", "E-Mail"), ("Brandt", "Jürgen", "Major", "a,b;c@example.de")]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    read = person(text, "cp1252")
    assert (read.name.family, read.name.given, read.rank) == ("Brandt", "Jürgen", "Major")


def test_excel_s_own_first_line_names_the_separator() -> None:
    assert person("sep=;\nName;Email\nAda Marsh;ada@example.org\n").emails[0].address == "ada@example.org"


def test_line_breaks_and_doubled_quotes_inside_cells_belong_to_the_text() -> None:
    read = people('Name,Notes\n"Marsh, Ada","one\r\n""two"", three"\nBen Ito,\n')
    assert read.records[0].notes.host == 'one\n"two", three'
    assert [entry.line for entry in read.entries] == [2, 4]


def test_reading_the_same_file_twice_gives_the_same_uids() -> None:
    first, second = people(JAPANESE_OUTLOOK).records, people(JAPANESE_OUTLOOK).records
    assert first[0].uid
    assert first == second


def test_imported_people_get_the_marking_that_the_settings_give() -> None:
    given_marking = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))
    read = read_people_csv(b"Name\nAda Marsh\n", ReadSettings(marking=given_marking))
    assert read.records[0].marking == given_marking
    assert people("Name\nAda Marsh\n").records[0].marking is None


def test_a_damaged_marking_leaves_the_record_unmarked_and_is_listed() -> None:
    read = people('Name,Marking (exact)\nAda Marsh,"[1,"\n')
    assert read.records[0].marking is None
    assert "damaged" in read.problems[0].text


def test_the_user_can_overrule_every_guess() -> None:
    data = "Name,Codename\nAda Marsh,ペンギン\n".encode("cp932")
    table = open_table(data, kind="people", encoding="cp932", delimiter=",")
    assert (table.columns.known, table.preview[0].cells) == (1, ("Ada Marsh", "ペンギン"))
    changed = type(table)(table.encoding, table.delimiter, table.columns.with_field(1, "nickname"), table.rows)
    assert read_people_csv(data, DESK, changed).records[0].nickname == "ペンギン"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"1,2\n3,4\n", b"\x00\x01\x02", "名無し,x\n".encode()])
def test_a_file_without_known_headings_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_people_csv(data, DESK)
    assert "\n" not in str(refused.value)


OUTLOOK_CALENDAR = (
    '"Subject","Start Date","Start Time","End Date","End Time","All day event","Reminder on/off","Reminder Date","Reminder Time",'
    '"Meeting Organizer","Required Attendees","Optional Attendees","Location","Description","Show time as","Priority"\n'
    '"Sync","11/23/2026","2:30:00 PM","11/23/2026","3:30:00 PM","False","True","11/23/2026","2:15:00 PM",'
    '"Marsh, Ada","Ben Ito;Cy <cy@example.org>","Di","Room 1","Bring slides","2","Normal"\n'
    '"Leave","11/26/2026","12:00:00 AM","11/28/2026","12:00:00 AM","True","False","","","","","","","","3","Normal"\n'
)


def test_a_calendar_of_outlook_is_read_in_the_place_s_zone() -> None:
    read = read_table(OUTLOOK_CALENDAR.encode(), DESK)
    assert read.problems == ()
    sync, leave = (entry.record for entry in read.events)
    assert (sync.start, sync.end, sync.zone) == (
        datetime.fromisoformat("2026-11-23 14:30"),
        datetime.fromisoformat("2026-11-23 15:30"),
        "America/Denver",
    )
    assert [alarm.minutes for alarm in sync.alarms] == [-15]
    assert sync.organizer is not None
    assert sync.organizer.name == "Marsh, Ada"
    assert [(guest.name, guest.role) for guest in sync.participants] == [
        ("Ben Ito", "req-participant"),
        ("Cy", "req-participant"),
        ("Di", "opt-participant"),
    ]
    assert (sync.busy, leave.busy) == (True, False)
    assert (leave.all_day, leave.start.date(), leave.end.date(), leave.zone) == (
        True,
        date(2026, 11, 26),
        date(2026, 11, 28),
        "",
    )


def test_a_calendar_of_japanese_outlook_is_read() -> None:
    text = "件名,開始日,開始時刻,終了日,終了時刻,終日イベント,場所\n調整会議,2026/11/24,9:00:00,2026/11/24,午後 0:15:00,オフ,第1会議室\n"
    (event,) = read_events_csv(text.encode("cp932"), DESK).records
    assert (event.title.home, event.place.home) == ("調整会議", "第1会議室")
    assert (event.start.hour, event.end.hour, event.end.minute) == (9, 12, 15)


def test_an_event_without_a_date_is_skipped_and_listed() -> None:
    read = read_events_csv(b"Subject,Start Date,End Date\nSomeday,soon,later\nToday,2026-11-23,\n", DESK)
    assert (read.skipped, read.problems[0].line, len(read.entries)) == (1, 2, 1)
    assert read.records[0].all_day


def test_a_task_list_of_outlook_is_read() -> None:
    text = (
        "Subject,Start Date,Due Date,Date Completed,% Complete,Status,Priority,Categories,Notes,Billing Information\n"
        "Answer the RFI,11/20/2026,11/30/2026,,0.25,In Progress,High,RFI,see mail,B-7\n"
        "Old one,,,11/2/2026,1.0,Completed,Low,,,\n"
    )
    answer, old = (entry.record for entry in read_table(text.encode(), DESK).tasks)
    assert (answer.state, answer.priority, answer.percent) == (TaskState.IN_PROGRESS, Priority.HIGH, 25)
    assert (answer.due, answer.due_all_day, answer.start) == (
        datetime.fromisoformat("2026-11-30"),
        True,
        date(2026, 11, 20),
    )
    assert answer.detail.host == "see mail\n\nBilling Information: B-7"
    assert (old.state, old.percent) == (TaskState.DONE, 100)
    assert old.completed_at == datetime(2026, 11, 2, 19, tzinfo=UTC)
    assert read_tasks_csv(text.encode(), DESK).records == (answer, old)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1/20/1981", date(1981, 1, 20)),
        ("1981-01-20", date(1981, 1, 20)),
        ("1981/1/20", date(1981, 1, 20)),
        ("20.1.1981", date(1981, 1, 20)),
        ("1981年1月20日", date(1981, 1, 20)),
        ("19810120", date(1981, 1, 20)),
        ("1981-01-20 00:00:00", date(1981, 1, 20)),
        ("1/20/81", date(1981, 1, 20)),
        ("0/0/00", None),
        ("2/30/2020", None),
        ("soon", None),
    ],
)
def test_dates_are_read_by_any_country_s_habit(text: str, day: date | None) -> None:
    assert date_of(text) == day


def test_days_come_first_if_any_date_of_the_file_says_so() -> None:
    assert day_first(["3/4/2020", "20/1/1981"])
    assert not day_first(["3/4/2020", "1/20/1981", "20.1.1981"])
    assert date_of("3/4/2020", days_first=True) == date(2020, 4, 3)


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2:30:00 PM", 14), ("12:05 AM", 0), ("12:05 PM", 12), ("午後 1:05", 13), ("午前 0:10", 0), ("23:59", 23)],
)
def test_times_are_read_by_any_country_s_habit(text: str, hour: int) -> None:
    read = time_of(text)
    assert read is not None
    assert read.hour == hour


@given(st.text(alphabet="'=+-@\t\r\nＡ＝a1", max_size=8))
def test_guarding_against_formulas_is_reversible(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read = read_table(b"Name,Email,Birthday\n" + data, DESK)
    except DeskError:
        return
    assert len(read.entries) + read.skipped <= data.count(b"\n") + data.count(b"\r") + 2


def test_a_hostile_table_of_open_quotes_is_read_in_bounded_time() -> None:
    with processor_seconds(20):
        read = people(b"Name,Email\n" + b'"a\n' * 5_000)
    assert read.entries


def corpus_files() -> list[Path]:
    return sorted(CORPUS.glob("*.csv"))


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the gathered tables are not at {CORPUS}")
def test_every_gathered_table_is_read_or_refused_in_time() -> None:
    files = corpus_files()
    assert files
    read_files = 0
    for path in files:
        data = path.read_bytes()
        try:
            with processor_seconds(2):
                read = read_table(data, DESK)
        except UnreadableError:
            assert any(word in path.name for word in ("NoHeader", "no_header", "mixed", "DifferentColumnNames")), (
                path.name
            )
            continue
        read_files += 1
        assert read.entries, path.name
    assert read_files >= len(files) - 4


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Japan", "JPN"), ("日本", "JPN"), ("JP", "JPN"), ("jpn", "JPN"), ("United States", "USA"), ("米国", "USA"),
        ("U.S.", "USA"), ("the United Kingdom", "GBR"), ("豪州", "AUS"), ("South Korea", "KOR"), ("XKX", "XKX"),
    ],
)  # fmt: skip
def test_a_nation_is_known_by_its_name_in_either_language_and_by_its_codes(written: str, code: str) -> None:
    read = read_people_csv(f"Last Name,Nation\nMori,{written}\n".encode(), ReadSettings())
    assert [person.nation for person in read.records] == [code]
    assert read.problems == ()


def test_what_names_no_nation_stands_in_the_notes_and_is_listed() -> None:
    own = read_people_csv(b"UID,Last Name,Nation\n1,Mori,Atlantis\n", ReadSettings())
    assert (own.records[0].nation, own.problems) == ("Atlantis", ())  # as this desk has it
    read = read_people_csv(b"Last Name,Nation\nMori,Atlantis\n", ReadSettings())
    assert (read.records[0].nation, read.records[0].notes.host.strip()) == ("", "Atlantis")
    assert [str(one) for one in read.problems] == [
        "“Atlantis” is no nation this program knows; it stands in the notes."
    ]


@pytest.mark.parametrize(
    ("heading", "written", "skills"),
    [
        ("Languages", "Japanese, English", [("ja", ""), ("en", "")]),
        ("言語", "日本語、英語", [("ja", ""), ("en", "")]),
        ("Language", "Japanese N2; French (fluent)", [("ja", "N2"), ("fr", "fluent")]),
        ("Languages", "ja/en", [("ja", ""), ("en", "")]),
        ("Languages", "English 3/3, Japanese 2+/2", [("en", "3/3"), ("ja", "2+/2")]),
        ("Languages", "Klingon well", [("Klingon", "well")]),
    ],
)
def test_languages_are_read_by_name_and_code_with_their_levels(
    heading: str, written: str, skills: list[tuple[str, str]]
) -> None:
    read = read_people_csv(f'Last Name,{heading}\nMori,"{written}"\n'.encode(), ReadSettings())
    assert [(skill.code, skill.level) for skill in read.records[0].languages] == skills


@example([":", ";"])
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp")), min_size=1).filter(
            lambda one: ":::" not in one
        ),
        unique=True,
        max_size=5,
    )
)
def test_a_list_in_a_cell_comes_back_entry_by_entry(entries: list[str]) -> None:
    assert list(listed(list_of(entries))) == entries
