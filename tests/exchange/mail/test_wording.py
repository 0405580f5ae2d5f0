"""Headings, addresses and Japanese are read right, whatever charset the sender claimed."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.exchange.mail.addresses import Mailbox, mailboxes
from liaison_desk.exchange.mail.headers import text_of, value_of
from tests.exchange.mail.mails import HEAD, body, iso_2022_jp, note, read

JAPANESE = "①演習の件（㈱例示）ｶﾅ 2026"


@pytest.mark.parametrize(
    ("charset", "raw"),
    [
        ("iso-2022-jp", iso_2022_jp(JAPANESE)),
        ("ISO-2022-JP-MS", iso_2022_jp(JAPANESE)),
        ("Shift_JIS", JAPANESE.encode("cp932")),
        ("windows-31j", JAPANESE.encode("cp932")),
        ("x-unknown", JAPANESE.encode("cp932")),
        ("us-ascii", JAPANESE.encode("cp932")),
        ("utf-8", JAPANESE.encode("cp932")),
        ("us-ascii", iso_2022_jp(JAPANESE)),
        ("utf-8", JAPANESE.encode("utf-8")),
        ("iso-8859-1", None),
    ],
)
def test_japanese_is_read_right_whatever_charset_is_claimed(charset: str, raw: bytes | None) -> None:
    text, expected = (raw, JAPANESE) if raw is not None else ("Grüße – “ok”".encode("cp1252"), "Grüße – “ok”")
    data = HEAD.encode() + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + text + b"\r\n"
    assert body(data) == expected


@pytest.mark.parametrize(
    "coded", [iso_2022_jp("演習①"), "演習①".encode("cp932"), "演習計画について".encode("euc-jp"), "演習①".encode()]
)
def test_raw_japanese_subjects_are_read(coded: bytes) -> None:
    assert text_of(coded).startswith("演習")


def test_euc_jp_keeps_vendor_characters_half_width_kana_and_supplementary_kanji() -> None:
    data = b"Subject: =?euc-jp?B?" + base64.b64encode(b"\xad\xa1\x8e\xb1\x8f\xb0\xa1") + b"?=\nFrom: a@example.org\n\n"
    assert read(data).mails[0].subject == "①ｱ丂"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?UTF-8?B?5ryU57+S?= =?UTF-8?B?6KiI55S7?=", "演習計画"),
        (b"=?utf-8?b?5ryU57?=\n =?utf-8?b?+S?=", "演習"),
        (b"=?utf-8?q?a_b=C3=A9?= c", "a bé c"),
        (b"=?iso-8859-1*de?Q?Gr=FC=DFe?=", "Grüße"),
        (b"=?iso-8859-1?Q?Gr\xfc=DFe?=", "Grüße"),
        (b"=?us-ascii?Q?a b?=", "a b"),
        (b"=?x-nonsense?B?aGVsbG8=?=", "hello"),
        (b"Re: =?utf-8?Q?x?=y =?broken", "Re: xy =?broken"),
        (b"te\x00st\x1b", "test"),
        (b"=?utf-8?Q??=", ""),
    ],
)
def test_encoded_words_are_read_as_programs_write_them(raw: bytes, text: str) -> None:
    assert text_of(raw) == text


@pytest.mark.parametrize(
    ("raw", "people"),
    [
        (b"Ada Marsh <ada@example.org>", [("Ada Marsh", "ada@example.org")]),
        (
            b'"Marsh, Ada" <ada@example.org>, ben@example.org',
            [("Marsh, Ada", "ada@example.org"), ("", "ben@example.org")],
        ),
        (b"ada@example.org (Ada Marsh)", [("Ada Marsh", "ada@example.org")]),
        (
            b"Staff: Ada <ada@example.org>, ben@example.org;, cy@example.org",
            [("Ada", "ada@example.org"), ("", "ben@example.org"), ("", "cy@example.org")],
        ),
        (b"undisclosed-recipients:;", []),
        (b"=?utf-8?Q?Marsh=2C_Ada?= <ada@example.org>", [("Marsh, Ada", "ada@example.org")]),
        (b'"=?utf-8?B?5bK4?=" <kishi@example.jp>', [("岸", "kishi@example.jp")]),
        (b"<@relay.example,@other.example:ada@example.org>", [("", "ada@example.org")]),
        (b"Ada <ada@example.org, ben@example.org", [("Ada", "ada@example.org"), ("", "ben@example.org")]),
        (b"a..b.@example.ne.jp; 'Ben' <ben@example.org>", [("", "a..b.@example.ne.jp"), ("Ben", "ben@example.org")]),
        ("岸 湊 <kishi@example.jp>".encode("cp932"), [("岸 湊", "kishi@example.jp")]),
        (iso_2022_jp("岸 湊") + b" <kishi@example.jp>", [("岸 湊", "kishi@example.jp")]),
        (b"", []),
        (b"MAILER-DAEMON (Mail Delivery System)", [("MAILER-DAEMON", "")]),
    ],
)
def test_address_fields_are_read_as_people_and_programs_write_them(raw: bytes, people: list[tuple[str, str]]) -> None:
    assert mailboxes(raw) == tuple(Mailbox(*person) for person in people)


def test_several_fields_of_one_name_all_count() -> None:
    meeting = note(HEAD + "To: ben@example.org\nCc: cy@example.org\n\nx")
    assert [(person.name, person.role) for person in meeting.attendees][2:] == [
        ("ben@example.org", "to"),
        ("cy@example.org", "cc"),
    ]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"attachment; filename=plan.pdf", "plan.pdf"),
        (b'attachment; filename="plan; \\"2\\".pdf"', 'plan; "2".pdf'),
        (b"attachment; filename*=utf-8'ja'%E6%BC%94%E7%BF%92.pdf", "演習.pdf"),
        (b"attachment; filename*0*=iso-2022-jp''%1B$B1i; filename*1*=%3D,%1B%28B; filename*2=.pdf", "演習.pdf"),
        (b'attachment; filename="=?utf-8?B?5ryU57+S?=.pdf"', "演習.pdf"),
        (b"attachment;filename=" + "演習.pdf".encode("cp932"), "演習.pdf"),
    ],
)
def test_attachments_names_are_read(raw: bytes, name: str) -> None:
    assert value_of(raw).parameters["filename"] == name


@given(st.text(st.characters(codec="iso2022_jp", exclude_categories=("Cc",)), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_what_python_writes_in_iso_2022_jp_is_read_back(text: str) -> None:
    # JIS has one sign where Windows has another (wave dash, minus …): programs that users see follow Windows.
    windows = text.translate(str.maketrans("〜‖−¢£¬¥‾—", "～∥－￠￡￢\\~―"))
    coded = text.encode("iso2022_jp")
    assert (
        read(HEAD.encode() + b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n." + coded).mails[0].content.text
        == "." + windows
    )


@pytest.mark.parametrize(
    ("field", "people"),
    [
        ("tim@example.org concierge@example.org", [("", "tim@example.org"), ("", "concierge@example.org")]),
        ('"postmaster@" <example.tld postmaster@example.tld>', [("postmaster@", "postmaster@example.tld")]),
        ("Ada <ada @ example.org>, < kishi@ example.jp>", [("Ada", "ada@example.org"), ("", "kishi@example.jp")]),
    ],
)
def test_addresses_with_blanks_among_them_are_told_apart_as_far_as_they_can_be(field, people) -> None:
    assert [(one.name, one.address) for one in mailboxes(field.encode())] == people


@pytest.mark.parametrize(
    ("charset", "subject"), [("big5", "大補泡麵專賣"), ("euc-kr", "회원님께"), ("koi8-r", "Привет мир")]
)
def test_header_fields_of_raw_bytes_are_in_the_charset_of_the_text_where_that_says_more_than_their_looks(
    charset, subject
) -> None:
    raw = subject.encode(charset)
    data = (
        b"From: "
        + raw
        + b" <a@example.org>\nSubject: "
        + raw
        + f"\nContent-Type: text/plain; charset={charset}\n\nx".encode()
    )
    (mail,) = read(data).mails
    assert (mail.subject, mail.sender.name) == (subject, subject)


def test_header_fields_in_japanese_are_read_by_their_looks_whatever_western_charset_the_text_claims() -> None:
    data = (
        b"From: a@example.org\nSubject: "
        + "会議の件".encode("cp932")
        + b"\nContent-Type: text/plain; charset=iso-8859-1\n\nx"
    )
    assert read(data).mails[0].subject == "会議の件"
