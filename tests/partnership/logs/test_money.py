"""Amounts are shown and read in each language's way, and never turned from one currency into another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.currencies import MOST, load_currencies
from liaison_desk.foundation.core.errors import DeskError

KNOWN = load_currencies()


@given(st.integers(0, MOST), st.sampled_from([one.code for one in KNOWN.all]), st.sampled_from(["en", "ja"]))
def test_what_is_shown_is_read_again(amount, code, language):
    assert KNOWN.read(KNOWN.said(amount, code, language), "") == (amount, code)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("12000", (12000, "JPY")), ("¥12,000", (12000, "JPY")), ("１２，０００円", (12000, "JPY")), ("12,000円", (12000, "JPY")),
     ("USD 85", (8500, "USD")), ("85.5 usd", (8550, "USD")), ("$85.00", (8500, "USD")), ("US$ 85", (8500, "USD")),
     ("85米ドル", (8500, "USD")), ("12000.00", (12000, "JPY")), ("KWD 1.005", (1005, "KWD"))],
)  # fmt: skip
def test_amounts_as_people_type_them(typed, meant):
    assert KNOWN.read(typed, "JPY") == meant


@pytest.mark.parametrize(
    "typed", ["", "a lot", "85 zorkmids", "JPY 1.50", "USD 1.005", "1,2,3 JPY", "USD 99999999999", "-5", "1 2"]
)
def test_what_is_no_amount_is_refused_in_words(typed):
    with pytest.raises(DeskError) as refused:
        KNOWN.read(typed, "JPY")
    assert "{" not in str(refused.value)


@pytest.mark.parametrize(
    ("code", "language", "said"),
    [("JPY", "en", "¥12,000"), ("JPY", "ja", "12,000円"), ("USD", "en", "USD 120.00"), ("USD", "ja", "120.00米ドル"), ("XXX", "en", "XXX 12,000")],
)  # fmt: skip
def test_amounts_as_they_are_shown(code, language, said):
    assert KNOWN.said(12000, code, language) == said
