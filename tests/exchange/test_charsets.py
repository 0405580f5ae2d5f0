"""Bytes of unknown or wrongly named encodings become the text that was meant."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.exchange.charsets import clean, decode, decode_unknown

JAPANESE = "髙橋班長、演習①について調整する。"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (JAPANESE.encode("utf-8"), JAPANESE, "utf-8"),
        (JAPANESE.encode("utf-8-sig"), JAPANESE, "utf-8"),
        (JAPANESE.encode("utf-16"), JAPANESE, "utf-16-le"),
        ("Name\tMail\n".encode("utf-16-be"), "Name\tMail\n", "utf-16-be"),
        (JAPANESE.encode("cp932"), JAPANESE, "cp932"),
        ("演習計画について".encode("euc-jp"), "演習計画について", "euc-jp"),
        ("演習".encode("iso2022_jp"), "演習", "iso-2022-jp"),
        ("äö@example.com".encode("cp1252"), "äö@example.com", "cp1252"),
        ("Jürgen Größe, café très naïve".encode("cp1252"), "Jürgen Größe, café très naïve", "cp1252"),
        ("– “quoted” €5".encode("cp1252"), "– “quoted” €5", "cp1252"),
        (b"plain", "plain", "utf-8"),
        (b"", "", "utf-8"),
    ],
)
def test_an_unnamed_encoding_is_recognized(data: bytes, text: str, encoding: str) -> None:
    assert decode_unknown(data) == (text, encoding)


def test_a_damaged_byte_in_utf_8_costs_one_character_not_the_text() -> None:
    data = JAPANESE.encode("utf-8")
    damaged = data[:30] + b"\xff" + data[30:]
    assert decode_unknown(damaged)[0].replace("\ufffd", "") == JAPANESE
    assert decode(damaged, "utf-8").replace("\ufffd", "") == JAPANESE


@pytest.mark.parametrize("name", ["idna", "zlib", "rot13", "punycode", "unicode_escape", "../etc", "x" * 5000, ""])
def test_only_charsets_can_be_named(name: str) -> None:
    assert decode(b"abc \\u0041", name) == "abc \\u0041"


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("ISO-8859-1", b"\x93ok\x94", "“ok”"),
        ("ks_c_5601-1987", "한글".encode("cp949"), "한글"),
        ("GB2312", "镕基".encode("gb18030"), "镕基"),
        ("chinese", "中基".encode("gb2312"), "中基"),
        ("big5", "電話".encode("cp950"), "電話"),
        ("koi8-r", "Привет".encode("koi8-r"), "Привет"),
        ("windows-1251", "Привет".encode("cp1251"), "Привет"),
    ],
)
def test_a_named_charset_means_what_programs_mean_by_it(name: str, data: bytes, text: str) -> None:
    assert decode(data, name) == text


def test_what_no_encoding_holds_is_one_mark() -> None:
    assert decode(b"\x1b$B\x7e\x7e\x1b(B.", "iso-2022-jp") == "〓."


def test_stray_bytes_inside_japanese_damage_only_themselves() -> None:
    assert decode(b"\x1b$B1i\xff\xff=,\x1b(B.", "iso-2022-jp").replace("〓", "") == "演習."


def test_control_characters_do_not_reach_a_record() -> None:
    assert clean("a\x00b\x1bc\r\nd\re\tf\ufeff") == "abc\nd\ne\tf"


@given(
    st.binary(max_size=100),
    st.sampled_from(["", "utf-8", "iso-2022-jp", "euc-jp", "shift_jis", "utf-16", "utf-7", "hz", "gb2312"]),
)
@settings(max_examples=300)
def test_any_bytes_can_be_decoded_in_any_charset(data: bytes, name: str) -> None:
    assert isinstance(clean(decode(data, name)).encode("utf-8"), bytes)


@pytest.mark.parametrize(
    ("names", "data"),
    [
        (
            ["sjis-win", "shiftjis", "ms932", "ms_932", "x-ms-cp932", "windows-932", "cp943c", "ibm-943", "shift_jis-2004",
             "Shift_JISX0213", "x-mac-japanese"],
            "ｶﾅ".encode("cp932"),
        ),
        (
            ["eucjp-win", "eucJPms", "euc_jp", "ujis", "x-eucjp", "windows-51932", "euc-jis-2004", "EUC-JISX0213"],
            b"\x8e\xb6\x8e\xc5",
        ),
        (["iso_2022_jp", "ISO2022JP", "jis", "jis7", "JIS8", "junet", "windows-50221", "iso-2022-jp-ms"], b"\x1b(I6E\x1b(B"),
    ],
)  # fmt: skip
def test_japanese_encodings_are_known_by_all_the_names_that_programs_gave_them(names: list[str], data: bytes) -> None:
    # So short that nobody could guess.
    assert {name: decode(data, name) for name in names} == dict.fromkeys(names, "ｶﾅ")
