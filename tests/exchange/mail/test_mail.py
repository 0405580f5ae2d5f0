"""Mails as they really arrive become notes that read as the mail did."""

import base64
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.domain.marking import Level, Marking
from liaison_desk.exchange.mail.addresses import Mailbox, mailboxes
from liaison_desk.exchange.mail.headers import date_of, text_of, value_of
from liaison_desk.exchange.mail.markup import plain_text
from liaison_desk.exchange.mail.reader import ReadMail, read_mail
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.meetings.records import Meeting

DESK = ReadSettings()
CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "eml"
HEAD = (
    "From: Ada Marsh <ada@example.org>\r\nTo: =?iso-2022-jp?B?GyRCNF8bKEI=?= <kishi@example.jp>\r\n"
    "Date: Mon, 23 Nov 2026 14:30:00 -0700\r\nMessage-ID: <1@example.org>\r\nSubject: Sync\r\n"
)


def read(data: str | bytes) -> ReadMail:
    return read_mail(data if isinstance(data, bytes) else data.encode("utf-8"), DESK)


def note(data: str | bytes) -> Meeting:
    found = read(data)
    assert found.problems == ()
    (meeting,) = found.records
    return meeting


def body(data: str | bytes) -> str:
    (mail,) = read(data).mails
    return mail.content.text


def test_a_mail_becomes_an_unmarked_note_of_its_subject_time_people_and_text() -> None:
    meeting = note(HEAD + "\r\nSee you at the <b>gate</b>.\r\n")
    assert (meeting.kind, meeting.title.host) == ("mail", "Sync")
    assert (meeting.start, meeting.end, meeting.zone) == (
        *[datetime.fromisoformat("2026-11-23 14:30")] * 2,
        "America/Denver",
    )
    assert [(person.name, person.native, person.role) for person in meeting.attendees] == [
        ("Ada Marsh", "", "from"),
        ("岸", "岸", "to"),
    ]
    assert meeting.marking is None
    (portion,) = meeting.portions
    assert portion.marking is None
    # It is an English mail, whatever script the names in it are in.
    assert portion.text.host == (
        "From: Ada Marsh <ada@example.org>\nTo: 岸 <kishi@example.jp>\n\nSee you at the <b>gate</b>."
    )


def test_the_marking_of_what_comes_in_is_the_settings() -> None:
    marking = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))
    (meeting,) = read_mail(HEAD.encode(), ReadSettings(marking=marking)).records
    assert (meeting.marking, meeting.portions[0].marking) == (marking, marking)


@pytest.mark.parametrize(
    ("date", "start", "zone"),
    [
        ("Mon, 23 Nov 2026 14:30:00 -0700", "2026-11-23 14:30", "America/Denver"),
        ("Tue, 24 Nov 2026 06:30:00 +0900 (JST)", "2026-11-24 06:30", "Asia/Tokyo"),
        ("Mon, 23 Nov 2026 21:30:00 GMT", "2026-11-23 21:30", "UTC"),
        ("Mon, 23 Nov 2026 22:30:00 +0100", "2026-11-23 14:30", "America/Denver"),
        ("23 Nov 26 14.30.00 MST", "2026-11-23 14:30", "America/Denver"),
    ],
)
def test_the_time_stands_in_the_zone_its_offset_belongs_to(date: str, start: str, zone: str) -> None:
    meeting = note(HEAD.replace("Mon, 23 Nov 2026 14:30:00 -0700", date))
    assert (meeting.start, meeting.zone) == (datetime.fromisoformat(start), zone)


def test_a_mail_without_a_date_stands_where_it_was_received_and_is_listed() -> None:
    seen = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    found = read_mail(b"From: a@example.org\nSubject: x\n\ny", DESK, received=seen)
    assert found.records[0].start == datetime.fromisoformat("2026-11-23 21:30")
    assert found.problems[0].text == "The mail has no readable date."
    stamped = read_mail(b"From: a@example.org\nReceived: from x by y; Mon, 23 Nov 2026 14:30:00 -0700\n\ny", DESK)
    assert stamped.problems == ()
    assert date_of(b"tomorrow") is None


def iso_2022_jp(text: str) -> bytes:
    """Write ISO-2022-JP as Japanese mail programs do, vendors' characters included."""
    out = b""
    for character in text:
        raw = character.encode("cp932")
        if len(raw) == 1:
            out += b"\x1b(I" + bytes([raw[0] & 0x7F]) + b"\x1b(B" if raw[0] > 0x7F else raw
            continue
        lead, trail = raw
        row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + 0x21
        cell = trail - (0x1F if trail < 0x7F else 0x20)
        if trail >= 0x9F:
            row, cell = row + 1, trail - 0x7E
        out += b"\x1b$B" + bytes([row, cell]) + b"\x1b(B"
    return out


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


def multipart(kind: str, *parts: str, boundary: str = "cut", end: bool = True) -> str:
    inner = "".join(f"--{boundary}\r\n{part}\r\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n{inner}' + (
        f"--{boundary}--\r\n" if end else ""
    )


def test_of_alternatives_the_plain_text_is_taken_and_html_only_if_there_is_none() -> None:
    plain, html = "Content-Type: text/plain\r\n\r\nplain", "Content-Type: text/html\r\n\r\n<p>rich</p>"
    assert body(multipart("alternative", html, plain)) == "plain"
    assert body(multipart("alternative", "Content-Type: text/plain\r\n\r\n ", html)) == "rich"
    assert body(multipart("mixed", plain, html)) == "plain\n\nrich"


def test_attachments_are_named_not_kept_and_their_paths_are_not() -> None:
    attached = 'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="../../etc/plan.pdf"\r\n\r\nJVBERi0='
    meeting = note(multipart("mixed", "Content-Type: text/plain\r\n\r\nSee plan.", attached))
    text = meeting.portions[0].text
    assert "Attachments: plan.pdf\n\nSee plan." in (text.host or text.home)
    assert "JVBERi0" not in text.host + text.home


def test_a_calendar_sent_along_is_handed_on_as_bytes() -> None:
    invitation = "BEGIN:VCALENDAR\r\nSUMMARY:調整\r\nEND:VCALENDAR"
    coded = base64.b64encode(invitation.encode()).decode()
    part = f"Content-Type: text/calendar; charset=utf-8; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n{coded}"
    assert read(multipart("mixed", "Content-Type: text/plain\r\n\r\nCome", part)).calendars == (invitation.encode(),)


def test_a_forwarded_mail_is_read_with_its_heading() -> None:
    inner = "From: Ben Ito <ben@example.org>\r\nSubject: =?utf-8?B?5ryU57+S?=\r\n\r\nthe plan"
    text = body(
        multipart("mixed", "Content-Type: text/plain\r\n\r\nfyi", f"Content-Type: message/rfc822\r\n\r\n{inner}")
    )
    assert text == "fyi\n\nFrom: Ben Ito <ben@example.org>\nSubject: 演習\n\nthe plan"


@pytest.mark.parametrize("missing", ["end", "boundary", "semicolon"])
def test_parts_are_found_although_the_mail_is_broken(missing: str) -> None:
    mail = multipart(
        "mixed", "Content-Type: text/plain\r\n\r\none", "Content-Type: text/plain\r\n\r\ntwo", end=missing != "end"
    )
    if missing == "boundary":
        mail = mail.replace('; boundary="cut"', "")
    elif missing == "semicolon":
        mail = mail.replace("; boundary", "\r\n boundary")
    assert body(mail) == "one\n\ntwo"


@pytest.mark.parametrize(
    ("encoding", "coded"),
    [
        ("quoted-printable", "a =E6=BC=94=\r\n=E7=BF=92 =\r\nb=3D=ZZ   \r\n"),
        ("base64", base64.b64encode("a 演習 b==ZZ".encode()).decode().rstrip("=") + "!!"),
        ("8bit (really)", "a 演習 b==ZZ"),
    ],
)
def test_transfer_encodings_are_undone_leniently(encoding: str, coded: str) -> None:
    mail = f"{HEAD}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{coded}"
    assert body(mail).replace("b==ZZ", "b=ZZ").replace("b=ZZ", "b") == "a 演習 b"


def test_softly_broken_lines_are_joined_and_quoted_ones_in_their_own_depth() -> None:
    mail = f"{HEAD}Content-Type: text/plain; format=flowed\r\n\r\nWe \r\nagree.\r\n> you \r\n> asked\r\n>> before\r\n-- \r\nAda\r\n"
    assert body(mail) == "We agree.\n> you asked\n>> before\n-- \nAda"
    deleted = f"{HEAD}Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n演習の \r\n計画\r\n"
    assert body(deleted) == "演習の計画"


def test_a_file_written_into_the_text_is_named() -> None:
    mail = f"{HEAD}\r\nHere:\r\nbegin 644 plan.txt\r\n#0V%T\r\n`\r\nend\r\n"
    (read_one,) = read(mail).mails
    assert (read_one.content.text, read_one.content.attachments) == ("Here:", ("plan.txt",))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<table><tr><td>a<td>b</tr><tr><td>c</table>", "a\tb\nc"),
        ("<script>alert('x')</script><style>p{}</style>seen<!-- not --> too", "seen too"),
        (
            '<a href="https://example.org/x">plan</a> <a href="https://example.org">https://example.org</a>',
            "plan <https://example.org/x> https://example.org",
        ),
        ("<img src='https://example.org/spy.gif' alt='map'>&lt;b&gt; &amp; &#28436;", "map<b> & 演"),
        ("a < b and c > d", "a < b and c > d"),
        ("<pre>  x\n   y</pre>", "x\n   y"),
        ("<p title='a>b'>c", "c"),
        ("<head><title>t</title></head><body>b", "b"),
        ("<html><head><body>still seen", "still seen"),
        ("x <b", "x"),
        ("<!-- never closed", ""),
        ("", ""),
    ],
)
def test_html_is_laid_out_as_plain_text(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_an_html_mail_is_read_in_the_charset_its_page_names() -> None:
    page = "<html><meta charset=Shift_JIS><p>演習</p>".encode("cp932")
    assert body(HEAD.encode() + b"Content-Type: text/html\r\n\r\n" + page) == "演習"


def test_an_mbox_is_several_notes_with_their_lines() -> None:
    mbox = "".join(
        f"From x Mon Nov 23 14:30:00 2026\n{HEAD.replace('<1@', f'<{n}@')}\nFrom here on, {n}\n\n" for n in (1, 2)
    )
    found = read(mbox.replace("\r\n", "\n"))
    assert [entry.line for entry in found.entries] == [1, 10]
    assert [mail.content.text for mail in found.mails] == ["From here on, 1", "From here on, 2"]
    assert len({meeting.uid for meeting in found.records}) == 2


def test_the_same_mail_is_known_again() -> None:
    assert note(HEAD + "\nx").uid == note(HEAD + "X-Spam: no\n\nx").uid
    bare = "Date: Mon, 23 Nov 2026 14:30:00 -0700\nFrom: a@example.org\nSubject: {}\n\nx"
    assert note(bare.format("a")).uid == note(bare.format("a")).uid != note(bare.format("b")).uid


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\xff\xd8\xff\xe0 picture", b"\x00" * 100, b"\n\n\n", b"just: words\n\n"]
)
def test_what_is_no_mail_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="no mail"):
        read(data)


@pytest.mark.parametrize(
    "data",
    [
        "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000)),
        "Content-Type: message/rfc822\n\n" * 5000,
        "From: " + "(" * 100_000,
        "Subject: " + "=?a?q?" * 100_000,
        "From: a@example.org\nTo: " + '"\\' * 100_000 + "," * 1000,
        "From: a@example.org\nContent-Type: " + "x" * 300_000,
        "From: a@example.org\nContent-Type: text/html\n\n" + "<a " * 300_000,
        "From: a@example.org\nContent-Type: text/html\n\n" + "<!--" * 300_000 + '<a href="' * 10_000,
        "From: a@example.org\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n" * 100_000,
        "From: a@example.org\nContent-Transfer-Encoding: base64\n\n" + "=a" * 1_000_000,
        "From: a@example.org\n\n" + "begin 644 x\n" + "M\n" * 200_000 + "\nend",
        "Date: " + "1 " * 100_000 + "\nFrom: a@example.org\n\n",
    ],
    ids=[
        "nesting",
        "enclosing",
        "comments",
        "words",
        "quotes",
        "type",
        "tags",
        "comment tags",
        "parts",
        "base64",
        "uuencode",
        "date",
    ],
)
def test_hostile_mails_are_read_in_bounded_time(data: str) -> None:
    began = time.perf_counter()
    found = read(data)
    assert time.perf_counter() - began < 10
    assert len(found.entries) == 1


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_below_a_heading_are_read(data: bytes) -> None:
    found = read(HEAD.encode() + data)
    assert found.entries
    assert "\x00" not in found.mails[0].content.text


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = read(data)
    except DeskError:
        return
    assert found.entries


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


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the gathered mails are not at {CORPUS}")
def test_every_gathered_mail_is_read_in_time_and_japanese_without_damage() -> None:
    files = sorted(CORPUS.iterdir())
    refused, damaged = [], []
    for path in files:
        began = time.perf_counter()
        try:
            found = read_mail(path.read_bytes(), DESK)
        except UnreadableError:
            refused.append(path.name)
            continue
        assert time.perf_counter() - began < 2, path.name
        told = "".join(mail.subject + mail.content.text for mail in found.mails)
        if "〓" in told or "\x1b" in told or "=?iso-2022-jp?" in told.lower():
            damaged.append(path.name)
    assert len(refused) <= 1
    assert len(damaged) <= 4, damaged
