"""Outlook's own files become the same notes that the mails they keep would have become."""

from datetime import UTC, datetime
from io import BytesIO
from struct import pack

import olefile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.exchange.mail.message import Mail, Mailbox
from liaison_desk.exchange.mail.naming import bare_subject
from tests.exchange.mail.mails import iso_2022_jp, read
from tests.exchange.mail.outlook import Item, attachment, mail, msg

JAPANESE = "本文です。①㈱髙田様\r\n半角ｶﾅも"
SHOWN = JAPANESE.replace("\r\n", "\n")
CODE_PAGE, INTERNET, LOCALE = 0x3FFD, 0x3FDE, 0x3FF1


def opened(item: Item) -> Mail:
    found = read(msg(item))
    assert found.problems == ()
    (one,) = found.mails
    return one


@pytest.mark.parametrize("charset", ["", "cp932"])
def test_a_mail_in_unicode_or_in_a_code_page_reads_as_it_was_written(charset: str) -> None:
    item = mail(
        "転送: 会議の件",
        JAPANESE,
        sender=("髙田　一郎", "takada@example.jp"),
        to=[("Ada Marsh", "ada@example.org", 1), ("'岸'", "kishi@example.jp", 2), ("Hidden", "h@example.org", 3)],
        attachments=[attachment("資料（案）①.pdf", b"%PDF-1" * 2000, charset=charset)],
        charset=charset,
        numbers={CODE_PAGE: 932},
    )
    one = opened(item)
    assert one.subject == "転送: 会議の件"
    assert one.sender == Mailbox("髙田 一郎", "takada@example.jp")
    assert one.people[1:] == (
        ("To", Mailbox("Ada Marsh", "ada@example.org")),
        ("Cc", Mailbox("岸", "kishi@example.jp")),
    )
    assert one.at == datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    assert (one.content.text, one.content.plain) == (SHOWN, True)
    (file,) = one.content.files
    assert (file.name, file.media_type, file.data()) == ("資料（案）①.pdf", "application/pdf", b"%PDF-1" * 2000)
    # A reader that is strange to ours finds the same in what the tests write.
    other = olefile.OleFileIO(BytesIO(msg(item)), raise_defects=olefile.DEFECT_UNSURE)
    assert other.openstream("__attach_version1.0_#00000000/__substg1.0_37010102").read() == file.data()


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)


@given(WORDS, WORDS, WORDS, st.binary(min_size=1, max_size=300))
def test_whatever_is_written_in_unicode_is_read(subject: str, body: str, name: str, data: bytes) -> None:
    one = opened(
        mail(subject, body, attachments=[attachment(f"{name}.bin".replace("/", "_").replace("\\", "_"), data)])
    )
    assert (one.subject, one.content.text) == (subject, body)
    assert [(file.data(), file.size) for file in one.content.files] == [(data, len(data))]


@pytest.mark.parametrize("sector", [512, 4096])
@pytest.mark.parametrize("size", [10, 4095, 4096, 70_000, 9_000_000])
def test_files_of_any_size_come_whole_out_of_files_of_both_versions(sector: int, size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    whole = msg(mail("x", "y", attachments=[attachment("a.bin", data), attachment("b.bin", data[::-1])]), sector)
    other = olefile.OleFileIO(BytesIO(whole), raise_defects=olefile.DEFECT_UNSURE)
    assert other.openstream("__attach_version1.0_#00000001/__substg1.0_37010102").read() == data[::-1]
    files = read(whole).mails[0].content.files
    assert [file.data() == wanted for file, wanted in zip(files, (data, data[::-1]), strict=True)] == [True, True]


@pytest.mark.parametrize("numbers", [{CODE_PAGE: 932}, {INTERNET: 50220}, {LOCALE: 0x0411}, {}])
def test_a_code_page_is_found_by_what_the_item_says_of_itself_else_by_the_looks_of_its_text(numbers) -> None:
    one = opened(mail("会議の件について", JAPANESE, charset="cp932", numbers=numbers))
    assert (one.subject, one.content.text) == ("会議の件について", SHOWN)


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        (iso_2022_jp("<p>本文です。①㈱髙田様</p>"), {INTERNET: 50220}),
        ("<p>本文です。①㈱髙田様</p>".encode("cp932"), {INTERNET: 932}),
        ("<p>本文です。①㈱髙田様</p>".encode(), {INTERNET: 65001}),
        (b"<meta charset=Shift_JIS>" + "<p>本文です。①㈱髙田様</p>".encode("cp932"), {}),
        (iso_2022_jp("<p>本文です。①㈱髙田様</p>"), {}),
    ],
)
def test_a_page_of_html_is_read_in_the_charset_it_went_over_the_wire_in(page: bytes, numbers) -> None:
    one = opened(mail("x", datas={0x1013: page}, numbers=numbers))
    assert (one.content.text, one.content.plain) == ("本文です。①㈱髙田様", False)


def test_where_the_code_page_lost_the_letters_the_html_beside_it_is_read() -> None:
    page = "<p>本文です。</p>".encode()
    item = mail("x", "??????", charset="cp1252", datas={0x1013: page}, numbers={INTERNET: 65001, CODE_PAGE: 1252})
    assert opened(item).content.text == "本文です。"
    asked = mail("x", "Really?", charset="cp1252", datas={0x1013: b"<p>Really?</p>"}, numbers={CODE_PAGE: 1252})
    assert opened(asked).content.plain


def plain_rtf(text: bytes) -> bytes:
    return pack("<II4sI", len(text) + 12, len(text), b"MELA", 0) + text


def packed_rtf(text: bytes) -> bytes:
    """Pack without looking back: every letter as it is, eight behind each byte of flags, then the end."""
    out = b"".join(b"\0" + text[at : at + 8] for at in range(0, len(text), 8))
    return pack("<II4sI", len(out) + 12, len(text), b"LZFu", 0) + out


# From the specification of the format (MS-OXRTFCP 3.1.1): refers to what is known beforehand, and to what it said itself.
PUBLISHED = bytes.fromhex(
    "2d000000 2b000000 4c5a4675 f1c5c7a7 03000a00 72637067 31323542 320af320 68656c09 00206277 05b06c64 7d0a800f a0"
)


@pytest.mark.parametrize(
    ("rich", "text"),
    [
        (PUBLISHED, "hello world"),
        (plain_rtf(rb"{\rtf1\ansi\ansicpg932{\fonttbl{\f0\fcharset128 MS Gothic;}}\f0 \'83e\'83X\'83g\par \u26085?\u26412?}"), "テスト\n日本"),
        (packed_rtf(rb"{\rtf1\ansi{\fonttbl{\f0 A;}{\f1\fcharset128 B;}}\f1\'93\'fa\f0\'e9 \{x\}{\*\secret no}\tab\u-10179?\u-8704?}"), "日é {x}\t😀"),
        (
            packed_rtf(
                rb"{\rtf1\ansi\ansicpg932\fromhtml1 {\fonttbl{\f0 A;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \'96\'7b &lt;b&gt;"
                rb"{\*\htmltag84 <br>}\htmlrtf \line\htmlrtf0 end{\*\htmltag72 </p>}\htmlrtf }\htmlrtf0 }"
            ),
            "本 <b>\nend",
        ),
    ],
)  # fmt: skip
def test_rich_text_is_read_where_there_is_no_other(rich: bytes, text: str) -> None:
    assert opened(mail("x", datas={0x1009: rich})).content.text.strip() == text
    assert opened(mail("x", "plain", datas={0x1009: rich})).content.text == "plain"


def test_the_sender_is_whom_it_was_sent_for_by_his_address_on_the_internet() -> None:
    inside = "/O=EXAMPLE/OU=EXCHANGE/CN=RECIPIENTS/CN=ADA"
    texts = {0x0064: "EX", 0x0065: inside, 0x5D02: "", 0x0C1A: "Secretary", 0x0C1E: "SMTP", 0x0C1F: "sec@example.org"}
    kept = {**texts, 0x5D02: "ada@example.org"}
    assert opened(mail("x", "y", texts=kept)).sender == Mailbox("Ada Marsh", "ada@example.org")
    wire = {**texts, 0x007D: "From: =?utf-8?q?A?= <ada@wire.example>\r\nMessage-ID: <7@example.org>\r\n"}
    assert opened(mail("x", "y", texts=wire)).sender == Mailbox("Ada Marsh", "ada@wire.example")
    # The secretary's address is not hers for whom it was sent.
    assert opened(mail("x", "y", texts=texts)).sender == Mailbox("Ada Marsh", "")
    nobody = Item(
        {0x0037: "x", 0x0E04: "Ada Marsh; 岸", 0x1000: "y"}, times={0x3007: datetime(2026, 11, 23, tzinfo=UTC)}
    )
    assert opened(nobody).people == (("To", Mailbox("Ada Marsh", "")), ("To", Mailbox("岸", "")))


def test_the_same_mail_is_known_again_whichever_format_it_comes_in() -> None:
    known = opened(mail("Sync", "x", texts={0x1035: "<1@example.org>"}))
    assert known.uid == read("From: a@b\nMessage-ID: <1@example.org>\n\nx").mails[0].uid
    wire = opened(
        mail("Sync", "x", texts={0x007D: "Message-ID: <1@example.org>\r\nDate: Mon, 23 Nov 2026 14:30:00 -0700"})
    )
    assert wire.uid == known.uid
    assert wire.at is not None
    assert wire.at.utcoffset() is not None
    assert f"{wire.at:%H:%M %z}" == "14:30 -0700"
    assert opened(mail("a", "x")).uid == opened(mail("a", "y")).uid != opened(mail("b", "x")).uid


def test_a_time_that_outlook_keeps_without_its_offset_stands_in_the_zone_of_the_place() -> None:
    (meeting,) = read(msg(mail("x", "y"))).records
    assert (meeting.start, meeting.zone) == (datetime.fromisoformat("2026-11-23 14:30"), "America/Denver")
    (sent,) = read(msg(mail("x", "y", texts={0x007D: "Date: Tue, 24 Nov 2026 06:30:00 +0900\r\n"}))).records
    assert (sent.start, sent.zone) == (datetime.fromisoformat("2026-11-24 06:30"), "Asia/Tokyo")


def test_a_mail_inside_is_read_and_one_inside_that_is_only_named() -> None:
    deepest = Item({0x3001: "Deepest"}, inner=mail("Deepest", "not read"))
    inner = Item({0x3001: "Inner"}, inner=mail("Inner", "within", attachments=[attachment("b.pdf", b"2"), deepest]))
    one = opened(mail("Outer", "outside", attachments=[attachment("a.pdf", b"1"), inner]))
    assert one.content.text == (
        "outside\n\nFrom: Ada Marsh <ada@example.org>\nDate: 2026-11-23 21:30 +0000\nSubject: Inner\n\nwithin"
    )
    assert one.content.attachments == ("a.pdf", "b.pdf", "Deepest")


def test_files_keep_their_long_names_without_folders_and_pictures_in_the_text_are_told_apart() -> None:
    parts = [
        attachment("..\\..\\secret\\plan.pdf", b"1"),
        attachment("logo.png", b"2", "image/png", hidden=True),
        Item({0x3704: "SHORT~1.DOC"}, {0x3701: b"3"}),
    ]
    files = opened(mail("x", "y", attachments=parts)).content.files
    assert [(one.name, one.inline) for one in files] == [
        ("plan.pdf", False),
        ("logo.png", True),
        ("SHORT~1.DOC", False),
    ]


def test_a_calendar_in_an_outlook_file_is_for_the_reader_of_calendars() -> None:
    found = read(msg(mail("x", "y", attachments=[attachment("invite.ics", b"BEGIN:VCALENDAR", "text/calendar")])))
    assert found.calendars == (b"BEGIN:VCALENDAR",)


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: RE: Fwd: Sync", "Sync"), ("FW: [3] x", "[3] x"), ("Re[2]: x", "x"), ("転送: 返信：会議", "会議"), ("[Fwd: Re: x]", "x"), ("[Fwd: x", "[Fwd: x"),
        ("Ｒｅ: x", "Ｒｅ: x"), ("Request: x", "Request: x"), ("Re:", ""), ("Re: Re: ", ""),
    ],
)  # fmt: skip
def test_a_subject_is_read_without_what_answering_put_before_it(subject: str, bare: str) -> None:
    assert bare_subject(subject) == bare
