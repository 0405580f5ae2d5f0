"""Times as an officer types them, read from Colorado Springs on Tuesday 24 November 2026 at 0941."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.typed import parse_day, parse_time, worded
from liaison_desk.foundation.core.errors import DeskError

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
ZONES = (DENVER, TOKYO)


@pytest.mark.parametrize(
    ("typed", "wall", "zone"),
    [
        ("25 1400T", datetime(2026, 11, 25, 14), DENVER),
        ("12月15日(火)14時", datetime(2026, 12, 15, 14), DENVER),
        ("tue 15 dec 1400", datetime(2026, 12, 15, 14), DENVER),
        ("12月15日正午 東京", datetime(2026, 12, 15, 12), TOKYO),
        ("25 1400", datetime(2026, 11, 25, 14), DENVER),
        ("25 1400I", datetime(2026, 11, 25, 14), TOKYO),
        ("25 1400Z", datetime(2026, 11, 25, 14), "UTC"),
        ("fri 0900", datetime(2026, 11, 27, 9), DENVER),
        ("金 0900", datetime(2026, 11, 27, 9), DENVER),
        ("１１月２５日 １４００", datetime(2026, 11, 25, 14), DENVER),
        ("+3 1400", datetime(2026, 11, 27, 14), DENVER),
        ("+2w 1400", datetime(2026, 12, 8, 14), DENVER),
        ("14:00", datetime(2026, 11, 24, 14), DENVER),
        ("27 nov 1400", datetime(2026, 11, 27, 14), DENVER),
        ("252100ZNOV26", datetime(2026, 11, 25, 21), "UTC"),
        ("252100Z NOV 26", datetime(2026, 11, 25, 21), "UTC"),
        ("25 1400T Nov 26", datetime(2026, 11, 25, 14), DENVER),
        ("150800T JAN 2027", datetime(2027, 1, 15, 8), DENVER),
        ("251400T", datetime(2026, 11, 25, 14), DENVER),
        ("231430Z", datetime(2026, 12, 23, 14, 30), "UTC"),
        ("2pm", datetime(2026, 11, 24, 14), DENVER),
        ("12am", datetime(2026, 11, 24), DENVER),
        ("15 dec 8:26pm", datetime(2026, 12, 15, 20, 26), DENVER),
        ("Tue, Dec 15, 2026 at 2:00 p.m.", datetime(2026, 12, 15, 14), DENVER),
        ("1400 fri", datetime(2026, 11, 27, 14), DENVER),
        ("1400Z 15 dec", datetime(2026, 12, 15, 14), "UTC"),
        ("1400 金曜 東京", datetime(2026, 11, 27, 14), TOKYO),
        ("nlt cob fri 27 nov", datetime(2026, 11, 27, 17), DENVER),
        ("eod", datetime(2026, 11, 24, 17), DENVER),
        ("fri cob JST", datetime(2026, 11, 27, 17), TOKYO),
        ("1400hrs tomorrow", datetime(2026, 11, 25, 14), DENVER),
        ("tomorrow noon", datetime(2026, 11, 25, 12), DENVER),
        ("金曜終業まで", datetime(2026, 11, 27, 17), DENVER),
    ],
)
def test_a_time_is_read_in_the_zone_that_was_meant(typed, wall, zone):
    found = parse_time(typed, ZONES, NOW)
    assert (found.wall, found.zone, found.all_day) == (wall, zone, False)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("25", (2026, 11, 25)), ("1", (2026, 12, 1)), ("today", (2026, 11, 24)), ("明日", (2026, 11, 25)),
        ("mon", (2026, 11, 30)), ("tue", (2026, 11, 24)), ("27 NOV 2026", (2026, 11, 27)), ("27 nov 26", (2026, 11, 27)),
        ("2026-12-01", (2026, 12, 1)), ("20261201", (2026, 12, 1)), ("3月5日", (2027, 3, 5)), ("29 feb", (2028, 2, 29)),
        ("12月15日（火）", (2026, 12, 15)), ("Tue, 15 Dec", (2026, 12, 15)), ("15 dec (tue)", (2026, 12, 15)),
        ("令和8年12月15日", (2026, 12, 15)), ("令和元年5月1日", (2019, 5, 1)), ("あさって", (2026, 11, 26)),
        ("12/15", (2026, 12, 15)), ("15/12", (2026, 12, 15)), ("１２／１５", (2026, 12, 15)), ("12/12", (2026, 12, 12)),
        ("+3w", (2026, 12, 15)), ("+3週", (2026, 12, 15)), ("-1w", (2026, 11, 17)), ("+10d", (2026, 12, 4)), ("-2", (2026, 11, 22)),
        ("eom", (2026, 11, 30)), ("eow", (2026, 11, 27)), ("next week", (2026, 11, 30)), ("end of next week", (2026, 12, 4)),
        ("来週", (2026, 11, 30)), ("今週中", (2026, 11, 27)), ("月末", (2026, 11, 30)), ("今月末", (2026, 11, 30)),
        ("来月末まで", (2026, 12, 31)), ("1月末", (2027, 1, 31)), ("end of feb", (2027, 2, 28)), ("来月5日", (2026, 12, 5)),
        ("来週月曜", (2026, 11, 30)), ("再来週の金曜日", (2026, 12, 11)), ("next mon", (2026, 11, 30)), ("fri next week", (2026, 12, 4)),
        ("Dec 15", (2026, 12, 15)), ("Dec 15th, 2026", (2026, 12, 15)), ("by the 15th", (2026, 12, 15)),
    ],
)  # fmt: skip
def test_a_day_without_a_time_is_a_whole_day(typed, day):
    found = parse_time(typed, ZONES, NOW)
    assert (found.wall, found.all_day) == (datetime(*day), True)


@pytest.mark.parametrize("typed", ["12月15日（水）", "Wed 15 Dec 1400", "15 dec (mon)"])
def test_a_date_beside_another_day_of_the_week_is_a_mistake(typed):
    with pytest.raises(DeskError, match="falls on another day of the week"):
        parse_time(typed, ZONES, NOW)


@pytest.mark.parametrize(
    "typed",
    [
        "11/12/26",
        "satellite",
        "15 marines",
        "next friday",
        "来週日曜",
        "今月31日",
        "13pm",
        "11/12",
        "15/15",
        "0/13",
        "foo",
        "99",
        "25 9900",
        "",
        "   ",
        "31 feb",
        "x" * 500,
        "25 1400J",
        "9999-99-99",
    ],
)
def test_what_is_no_time_is_refused_in_a_sentence(typed):
    with pytest.raises(DeskError) as caught:
        parse_time(typed, ZONES, NOW)
    assert len(str(caught.value)) < 200


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text):
    try:
        found = parse_time(text, ZONES, NOW)
    except DeskError:
        return
    assert found.wall.tzinfo is None


@given(st.datetimes(datetime(2026, 11, 24), datetime(2035, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_full_date_and_time_is_read_back_exactly(wall):
    found = parse_time(f"{wall:%Y-%m-%d %H%M}", ZONES, NOW)
    assert (found.wall, found.zone) == (wall, DENVER)


def test_text_becomes_the_wording_of_the_side_that_writes_so():
    profile = DeskProfile()
    assert worded("Send the annex", profile) == Bilingual(host="Send the annex")
    assert worded("別紙Bを送付", profile) == Bilingual(home="別紙Bを送付")
    assert worded("ｱﾝﾈｯｸｽ", DeskProfile(home_language="fr")) == Bilingual(host="ｱﾝﾈｯｸｽ")


@pytest.mark.parametrize(
    ("typed", "wall", "zone"),
    [
        ("tue 1400 tokyo", datetime(2026, 12, 1, 14), TOKYO),  # it is Wednesday there already
        ("thu 1400 Tokyo", datetime(2026, 11, 26, 14), TOKYO),
        ("木曜 14時 東京", datetime(2026, 11, 26, 14), TOKYO),
        ("木曜日14時30分東京", datetime(2026, 11, 26, 14, 30), TOKYO),
        ("11月25日 午後2時半 日本時間", datetime(2026, 11, 25, 14, 30), TOKYO),
        ("明日 午前9時", datetime(2026, 11, 25, 9), DENVER),
        ("14時", datetime(2026, 11, 24, 14), DENVER),
        ("0900 JST", datetime(2026, 11, 25, 9), TOKYO),
        ("fri 0900 mdt", datetime(2026, 11, 27, 9), DENVER),
        ("25 nov 0900 colorado springs", datetime(2026, 11, 25, 9), DENVER),
        ("2026-11-25 0900 Zulu", datetime(2026, 11, 25, 9), "UTC"),
        ("fri 0900 seoul", datetime(2026, 11, 27, 9), "Asia/Seoul"),
        ("金 0900 ワシントン", datetime(2026, 11, 27, 9), "America/New_York"),
    ],
)
def test_a_town_or_a_zones_short_name_at_the_end_says_whose_time_it_is(typed, wall, zone):
    found = parse_time(typed, ZONES, NOW)
    assert (found.wall, found.zone, found.all_day) == (wall, zone, False)


@pytest.mark.parametrize("typed", ["fri 0900 atlantis", "tokyo", "25時 東京", "午後14時", "fri tokyo 0900 x y"])
def test_a_town_nobody_knows_is_no_time(typed):
    with pytest.raises(DeskError):
        parse_time(typed, ZONES, NOW)


def test_a_time_alone_is_on_the_day_it_is_typed_for():
    day = datetime(2026, 12, 3).date()
    assert parse_time("1400 tokyo", ZONES, NOW, day).wall == datetime(2026, 12, 3, 14)
    assert parse_time("9時", ZONES, NOW, day).wall == datetime(2026, 12, 3, 9)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5 nov", (2026, 11, 5)), ("11月5日", (2026, 11, 5)), ("fri", (2026, 11, 20)), ("mon", (2026, 11, 23)), ("23", (2026, 11, 23)),
        ("1", (2026, 11, 1)), ("24 nov", (2026, 11, 24)), ("today", (2026, 11, 24)), ("25 dec", (2025, 12, 25)), ("11/30", (2025, 11, 30)),
        ("-3", (2026, 11, 21)), ("tomorrow", (2026, 11, 25)), ("+3", (2026, 11, 27)), ("2027-11-05", (2027, 11, 5)), ("29 feb", (2028, 2, 29)),
    ],
)  # fmt: skip
def test_a_day_on_which_something_happened_is_the_last_such_day(typed, day):
    assert parse_day(typed, ZONES, NOW, happened=True) == date(*day)
    assert parse_day(typed, ZONES, NOW) == parse_time(typed, ZONES, NOW).wall.date()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("5 nov", (2026, 11, 5)), ("5 dec", (2026, 12, 5)), ("1 apr", (2027, 4, 1)), ("1 jul", (2026, 7, 1)), ("fri", (2026, 11, 27)),
        ("mon", (2026, 11, 30)), ("10", (2026, 11, 10)), ("20", (2026, 11, 20)), ("tomorrow", (2026, 11, 25)), ("today", (2026, 11, 24)),
    ],
)  # fmt: skip
def test_a_day_that_may_be_past_or_to_come_is_the_nearer_one(typed, day):
    assert parse_day(typed, ZONES, NOW, happened=None) == date(*day)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15 Aug 1955", (1955, 8, 15)), ("Aug 15, 1971", (1971, 8, 15)), ("15AUG71", (1971, 8, 15)), ("24NOV26", (2026, 11, 24)),
        ("1 Apr 27", (2027, 4, 1)), ("昭和46年8月15日", (1971, 8, 15)), ("平成元年1月8日", (1989, 1, 8)), ("令和8年11月5日", (2026, 11, 5)),
        ("1971-08-15", (1971, 8, 15)), ("19710815", (1971, 8, 15)), ("２０２６－１１－２４", (2026, 11, 24)), ("24 november 2026", (2026, 11, 24)),
    ],
)  # fmt: skip
def test_a_day_with_its_year_is_that_day_however_long_ago(typed, day):
    assert parse_day(typed, ZONES, NOW, happened=True) == date(*day)


def test_what_is_no_day_is_called_no_date():
    with pytest.raises(DeskError, match="is not a date"):
        parse_day("someday", ZONES, NOW)


@pytest.mark.parametrize("typed", ["cob", "11/12/26", "11/12", "31 Nov", "2026-13-01", "24 Foo", "soon", "0000-01-01", "1" * 500, "+99999", "30 Feb 2026"])  # fmt: skip
@pytest.mark.parametrize("happened", [True, False, None])
def test_what_could_be_read_two_ways_or_not_at_all_is_no_day(typed, happened):
    with pytest.raises(DeskError):
        parse_day(typed, ZONES, NOW, happened=happened)


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from([True, False, None]))
def test_every_printed_day_is_read_back(day, happened):
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day} {day:%b} {day:%Y}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        assert parse_day(text, ZONES, NOW, happened=happened) == day


@given(st.text(max_size=60), st.sampled_from([True, False, None]))
def test_any_text_is_a_day_or_a_clear_refusal(text, happened):
    try:
        found = parse_day(text, ZONES, NOW, happened=happened)
    except DeskError as error:
        found = error.text
    assert found


def test_l_is_asked_about_unless_a_side_lives_in_it():
    with pytest.raises(DeskError, match="local time"):
        parse_time("25 1400L", ZONES, NOW)
    assert parse_time("25 1400L", ("Pacific/Guadalcanal", TOKYO), NOW).wall == datetime(2026, 11, 25, 14)
    assert parse_time("251400LNOV26", ZONES, NOW).at == datetime(2026, 11, 25, 3, tzinfo=UTC)


def test_an_hour_is_no_day():
    with pytest.raises(DeskError, match="is a time"):
        parse_day("fri 1400", ZONES, NOW)
