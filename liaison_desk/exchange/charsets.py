"""Bytes to text as real programs wrote them: declared charsets that lie, Japanese encodings with vendors' characters, none declared.

Python's own Japanese codecs refuse the characters that Windows and the telephone carriers added (①, ㈱, 髙), so the
ISO-2022-JP and EUC-JP double bytes are turned into Shift_JIS ones and read as Windows reads them (cp932).
"""

import codecs
import re
from collections.abc import Callable

GETA = "〓"  # what Japanese typesetters put where a character is missing

# What a label means is what the programs that write it mean (as browsers have it), not what the standard of that name says.
_MEANT = {
    "ansi_x3.4-1968": "us-ascii",
    "ascii": "us-ascii",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "euc-cn": "gb18030",
    "chinese": "gb18030",
    "big5": "cp950",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "x-windows-949": "cp949",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
}
_SHIFT_JIS = frozenset(
    (
        "shift_jis",
        "shift-jis",
        "sjis",
        "x-sjis",
        "ms_kanji",
        "csshiftjis",
        "windows-31j",
        "cp932",
        "ms932",
        "cswindows31j",
        "sjis-win",
        "shiftjis",
        "ms_932",
        "x-ms-cp932",
        "windows-932",
        "cp943",
        "cp943c",
        "ibm-943",
        "shift_jis-2004",
        "shift_jisx0213",
        "x-mac-japanese",
    )
)
_EUC_JP = frozenset(
    (
        "euc-jp",
        "eucjp",
        "x-euc-jp",
        "x-euc",
        "eucjp-ms",
        "cp51932",
        "cseucpkdfmtjapanese",
        "eucjp-win",
        "eucjpms",
        "euc_jp",
        "ujis",
        "x-eucjp",
        "windows-51932",
        "euc-jis-2004",
        "euc-jisx0213",
    )
)
_ISO_2022_JP = re.compile(r"^(x-)?(cs)?iso[-_]?2022[-_]?jp|^(cp|windows-)5022|^(x-)?jis[78]?$|^junet$")
# A codec of Python that is no charset (zip, rot13, idna …) must not be reachable from a file.
_CHARSET_NAME = re.compile(
    r"^(us-ascii|utf[-_]?\d+([-_]?[lb]e)?|utf-7|(iso|windows|cp|koi8|mac|gb|big|hz|johab|tis|viscii)[-_]?[\w-]*)$"
)
_SAYING_NOTHING = frozenset(("", "us-ascii", "cp1252", "windows-1252", "iso-8859-15", "utf-8", "utf-7"))

_ESCAPES = re.compile(rb"\x1b(\$\([A-D@]|\$[@AB]|\([A-Z]|&@)|\x0e|\x0f|(?<=[\r\n])")
_SHIFTS = re.compile(rb"\x1b(?:\$\([A-D]|\$[@AB]|\(I)")
_PAIR = re.compile(rb"[\x21-\x7e]{2}|[^\x21-\x7e]+|.", re.DOTALL)
_EUC_UNIT = re.compile(rb"\x8f[\xa1-\xfe]{2}|\x8e[\xa1-\xdf]|[\xa1-\xfe]{2}|[\x00-\x7f]+|.", re.DOTALL)
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff\u3400-\u4dbf々〆〇ー、。「」・！？（）０-９Ａ-Ｚａ-ｚ]")
_LONE_KANJI = re.compile(
    "(?<=[A-Za-z@])[\u4e00-\u9fff](?![\u3041-\u9fff])|(?<![\u3041-\u9fff])[\u4e00-\u9fff](?=[A-Za-z@])"
)
_MISSING = re.compile("[\ufffd\uf8f0-\uf8f3]")  # Python gives the single bytes that cp932 leaves open private signs
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return the text without control characters (tab and line feed stay) and with line feeds only."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def decode(data: bytes, charset: str = "") -> str:
    """Return the text of bytes that claim to be in ``charset``; where that is unknown or plainly untrue, as it looks.

    Never fails: what cannot be read becomes 〓 (Japanese encodings) or U+FFFD.
    """
    name = charset.strip().strip("\"'").lower()
    if _ISO_2022_JP.match(name):
        return _iso_2022_jp(data)
    if name in _SHIFT_JIS:
        return _shift_jis(data)
    if name in _EUC_JP:
        return _euc_jp(data)
    name = _MEANT.get(name, name)
    if name == "us-ascii" or not _CHARSET_NAME.match(name):
        return guess(data)
    try:
        return data.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return _as_it_looks(data, name)


def guess(data: bytes) -> str:
    """Return the text of bytes of unknown encoding: ``decode_unknown`` without its name."""
    return decode_unknown(data)[0]


def guess_beside(data: bytes, charset: str) -> str:
    """Return the text of bytes of unknown encoding that stand beside text in ``charset``: in that one where it says something.

    Many names are given unasked to whatever is sent (the Western ones), and their bytes fit everything: those say nothing.
    """
    name = charset.strip().strip("\"'").lower()
    name = "cp932" if name in _SHIFT_JIS else "euc_jp" if name in _EUC_JP else _MEANT.get(name, name)
    if data.isascii() or name in _SAYING_NOTHING or not _CHARSET_NAME.match(name.replace("_", "-")):
        return guess(data)
    for one in ("utf-8", name):
        try:
            return data.decode(one)
        except (LookupError, UnicodeError, ValueError):
            continue
    return guess(data)


def decode_unknown(data: bytes) -> tuple[str, str]:
    """Return the text and the name of the encoding it was taken to be in.

    In this order: byte order mark, ISO-2022-JP escapes, UTF-16 by its zero bytes, UTF-8 (a little damage allowed), the
    Japanese encoding that reads most like Japanese, Windows' Western one.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    if _SHIFTS.search(data) and not _is_wide_utf8(data):
        return _iso_2022_jp(data), "iso-2022-jp"
    wide = _zero_bytes(data)
    if wide:
        return data.decode(wide, "replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    damaged = data.decode("utf-8", "replace")
    if _mostly_utf8(damaged):
        return damaged, "utf-8"
    best = max(((_shift_jis(data), "cp932"), (_euc_jp(data), "euc-jp")), key=lambda read: _likeness(read[0]))
    if _likeness(best[0]) > 0:
        return best
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _as_it_looks(data: bytes, name: str) -> str:
    """Read bytes that are not what they claim to be: their own charset if the damage is small, else a guess."""
    try:
        damaged = data.decode(name, "replace")
    except (LookupError, UnicodeError, ValueError):
        return guess(data)
    if name == "utf-8" and not _mostly_utf8(damaged):
        return guess(data)
    return damaged if damaged.count("\ufffd") * 10 <= len(damaged) else guess(data)


def _is_wide_utf8(data: bytes) -> bool:
    """Tell UTF-8 beyond ASCII, in which an escape character stands by accident."""
    try:
        return not data.isascii() and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _mostly_utf8(damaged: str) -> bool:
    bad = damaged.count("\ufffd")
    return sum(character > "\x7f" for character in damaged) - bad > 2 * bad


def _zero_bytes(data: bytes) -> str:
    """Tell UTF-16 without a mark by its many zero bytes on one side; "" if it is not."""
    head = data[:4000]
    if len(head) < 4 or head.count(0) * 4 < len(head):
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 8 * max(even, 1):
        return "utf-16-le"
    return "utf-16-be" if even > 8 * max(odd, 1) else ""


def _likeness(text: str) -> float:
    """Say how much a decoded text reads like Japanese: above 0 it does.

    Western letters misread as Shift_JIS give lone rare kanji beside Latin letters, EUC-JP misread as Shift_JIS gives
    half-width kana.
    """
    japanese = len(_JAPANESE.findall(text)) - 2 * len(_LONE_KANJI.findall(text))
    return japanese - 4 * text.count(GETA) - 0.6 * len(_HALF_KANA.findall(text))


def _shift_jis(data: bytes, codec: str = "cp932") -> str:
    return _MISSING.sub(GETA, data.decode(codec, "replace"))


def _to_shift_jis(first: int, second: int) -> bytes:
    """Return the Shift_JIS bytes of a JIS X 0208 pair (each 0x21-0x7E), rows that vendors added included."""
    lead = ((first - 0x21) >> 1) + 0x81
    if lead > 0x9F:
        lead += 0x40
    if first & 1:
        return bytes((lead, second + (0x1F if second < 0x60 else 0x20)))
    return bytes((lead, second + 0x7E))


def _supplementary(first: int, second: int) -> str:
    return _shift_jis(bytes((0x8F, first | 0x80, second | 0x80)), "euc_jp")


def _euc_jp(data: bytes) -> str:
    out: list[str] = []
    for match in _EUC_UNIT.finditer(data):
        unit = match.group()
        if unit[0] < 0x80:
            out.append(unit.decode("ascii"))
        elif unit[0] == 0x8F and len(unit) == 3:
            out.append(_supplementary(unit[1], unit[2]))
        elif unit[0] == 0x8E and len(unit) == 2:
            out.append(unit[1:].decode("cp932"))
        elif len(unit) == 2:
            out.append(_shift_jis(_to_shift_jis(unit[0] & 0x7F, unit[1] & 0x7F)))
        else:
            out.append(GETA)
    return "".join(out)


def _iso_2022_jp(data: bytes) -> str:
    """Read ISO-2022-JP as mail programs write it: NEC and IBM characters, half-width kana, JIS X 0212, stray 8-bit bytes."""
    out: list[str] = []
    state, start = b"(B", 0
    for match in _ESCAPES.finditer(data):
        if match.start() > start:
            out.append(_segment(data[start : match.start()], state))
        start = match.end()
        # Every line begins in ASCII again: a forgotten escape damages one line, not the rest of the mail.
        found = match.group()
        state = b"(I" if found == b"\x0e" else found[1:] if found[:1] == b"\x1b" and found != b"\x1b&@" else b"(B"
    out.append(_segment(data[start:], state))
    return "".join(out)


def _double_bytes(data: bytes, convert: Callable[[bytes], bytes], codec: str) -> str:
    """Convert each pair of 7-bit bytes and decode; one missing character is one 〓, not one for each of its bytes."""
    units = [
        convert(unit) if len(unit) == 2 and 0x20 < unit[0] < 0x7F else unit
        for unit in (match.group() for match in _PAIR.finditer(data))
    ]
    text = b"".join(units).decode(codec, "replace")
    if not _MISSING.search(text):
        return text
    return "".join(GETA if _MISSING.search(one := unit.decode(codec, "replace")) else one for unit in units)


def _segment(data: bytes, state: bytes) -> str:
    if state in (b"$B", b"$@", b"$(B", b"$(@"):
        return _double_bytes(data, lambda pair: _to_shift_jis(*pair), "cp932")
    if state == b"$(D":
        return _double_bytes(data, lambda pair: bytes((0x8F, pair[0] | 0x80, pair[1] | 0x80)), "euc_jp")
    if state in (b"$(C", b"$A", b"$(A"):
        charset = "euc_kr" if state == b"$(C" else "gb2312"
        return bytes(byte | 0x80 if byte > 0x20 else byte for byte in data).decode(charset, "replace")
    if state == b"(I":
        return _shift_jis(bytes(byte | 0x80 if 0x21 <= byte <= 0x5F else byte for byte in data))
    if data.isascii():
        return data.decode("ascii")
    return guess(data.replace(b"\x1b", b""))
