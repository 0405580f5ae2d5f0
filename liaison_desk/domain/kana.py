"""Kana in Latin letters."""


def romanize(kana: str) -> str:
    """Return kana in Hepburn letters, lower case, as Japanese passports spell names (おおの is ``ono``)."""
    return kana
