"""Values in a cell: as this desk writes them, beside their currency, and as people type them with it."""

from liaison_desk.domain.currencies import MOST, load_currencies
from liaison_desk.foundation.core.errors import DeskError, UnreadableError


def amount_text(amount: int | None, currency: str) -> str:
    """Return a value in the smallest unit as its currency is written: 12050 USD is 120.50, 12000 JPY is 12000."""
    if amount is None:
        return ""
    known = load_currencies().find(currency)
    whole, part = divmod(amount, 10**known.digits) if known else (amount, 0)
    return f"{whole}.{part:0{known.digits}d}" if known and known.digits else str(whole)


def amount_of(text: str, currency: str) -> tuple[int, str]:
    """Return the value of a cell in the smallest unit, and its currency, which the cell itself may say; raises UnreadableError."""
    known = load_currencies()
    plain = text.strip()
    if plain.isdecimal() and len(plain) <= len(str(MOST)) and not known.find(currency):
        return int(plain), currency  # whoever keeps it says that the currency is missing
    try:
        return known.read(plain, currency)
    except DeskError as error:
        raise UnreadableError(error.text, **error.values) from error
