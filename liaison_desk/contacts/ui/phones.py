"""How telephone numbers are shown: civil ones as they are dialled from abroad, those of other networks as they were typed."""

from functools import lru_cache
from types import MappingProxyType
from typing import Final

from liaison_desk.contacts.records import Phone

CIVIL: Final = "civil"
_LONGEST = 40
# The regions of the numbering plans are named by two letters; nations without a line here need a + in their numbers.
_REGIONS = MappingProxyType({
    "USA": "US", "JPN": "JP", "CAN": "CA", "GBR": "GB", "AUS": "AU", "NZL": "NZ", "KOR": "KR", "DEU": "DE", "FRA": "FR",
    "ITA": "IT", "ESP": "ES", "NLD": "NL", "POL": "PL", "NOR": "NO", "SWE": "SE", "FIN": "FI", "DNK": "DK", "PHL": "PH",
    "IND": "IN", "IDN": "ID", "SGP": "SG", "THA": "TH", "VNM": "VN", "MYS": "MY", "BEL": "BE", "TUR": "TR", "UKR": "UA",
})  # fmt: skip


def shown_number(phone: Phone, nation: str) -> str:
    """Return a number as it is shown and copied.

    Only a civil number follows a public numbering plan: DSN 315 would be mistaken for New York. One that is not
    understood, or that nobody can have, is shown as it was typed. ``nation`` is whose plan a number without + follows.
    """
    return _international(phone.number, _REGIONS.get(nation, "")) if phone.network == CIVIL else phone.number


@lru_cache(maxsize=2048)
def _international(number: str, region: str) -> str:
    if len(number) > _LONGEST:  # no number is that long; the library would look through all of it
        return number
    import phonenumbers  # 40 ms, and not before a number is shown

    try:
        parsed = phonenumbers.parse(number, region or None)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_possible_number(parsed):
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
