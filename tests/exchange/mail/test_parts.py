"""The parts of a mail: alternatives, attachments, forwarded mails, transfer encodings, HTML."""

import base64

import pytest

from liaison_desk.exchange.mail.markup import plain_text
from tests.exchange.mail.mails import HEAD, body, note, read


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
