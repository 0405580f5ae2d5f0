"""Values in a cell, as people write them: 120.50, ¥12,000, 1.200,00 €; and as this desk writes them."""

import re
from decimal import Decimal

from liaison_desk.foundation.core.errors import UnreadableError

_WHOLE = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "UGX"})  # have no hundredth part
_SIGNS = (("US$", "USD"), ("A$", "AUD"), ("C$", "CAD"), ("$", "USD"), ("＄", "USD"), ("¥", "JPY"), ("￥", "JPY"), ("円", "JPY"), ("€", "EUR"), ("£", "GBP"), ("₩", "KRW"), ("ドル", "USD"))  # fmt: skip
_MOST = 2**31 - 1
_NUMBER = re.compile(r"\d{1,3}(?:([,. ])\d{3})+(?:[.,](\d{1,2}))?|\d+(?:[.,](\d{1,2}))?")


def amount_text(amount: int | None, currency: str) -> str:
    """Return a value in the smallest unit as its currency is written: 12050 USD is 120.50, 12000 JPY is 12000."""
    if amount is None:
        return ""
    return str(amount) if currency in _WHOLE else f"{Decimal(amount).scaleb(-2):.2f}"


def amount_of(text: str, currency: str) -> tuple[int, str]:
    """Return the value of a cell in the smallest unit, and its currency, which the cell itself may say; raises UnreadableError."""
    said = text.strip()
    for sign, code in _SIGNS:
        if sign in said:
            said, currency = said.replace(sign, "").strip(), currency or code
    if match := re.fullmatch(r"([A-Za-z]{3})?\s*(.*?)\s*([A-Za-z]{3})?", said):
        currency, said = currency or (match[1] or match[3] or "").upper(), match[2]
    number = _NUMBER.fullmatch(said.lstrip("-"))
    if number is None or len(said) > 15 or said.startswith("-"):
        raise UnreadableError("“{text}” is no value. Write it as 120.50.", text=text[:60])
    cents = number[2] or number[3] or ""
    digits = re.sub(r"\D", "", said[: len(said) - len(cents)]) or "0"
    amount = int(digits) if currency in _WHOLE else int(digits) * 100 + int((cents or "0").ljust(2, "0"))
    if amount > _MOST:
        raise UnreadableError("“{text}” is no value. Write it as 120.50.", text=text[:60])
    return amount, currency
