"""Stretches of days in narrow places and titles, in both languages."""

from datetime import date

import pytest

from liaison_desk.briefings.sections.times import short_days
from liaison_desk.foundation.core.language import Language


@pytest.mark.parametrize(
    ("first", "last", "english", "japanese"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "23–29 Nov 2026", "2026年11月23日–29日"),
        (date(2026, 11, 30), date(2026, 12, 6), "30 Nov–6 Dec 2026", "2026年11月30日–12月6日"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 Dec 2026–3 Jan 2027", "2026年12月28日–2027年1月3日"),
        (date(2026, 12, 1), date(2026, 12, 1), "1 Dec 2026", "2026年12月1日"),
    ],
)
def test_the_year_stands_where_the_language_puts_it(first, last, english, japanese):
    assert short_days(Language("en"), first, last, year=True) == english
    assert short_days(Language("ja"), first, last, year=True) == japanese
