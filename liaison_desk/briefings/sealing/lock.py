"""AES-256 over every stream of a packet (ISO 32000-2, 7.6, revision 6), metadata included.

Everything in a packet that is no stream is packed into one, so that nothing else has to be locked: the streams are encrypted where they
stand, and nothing is read for it but the table of where that is. Thousands of pages take a second, and twice the room of the file.
"""

import re
import zlib
from hashlib import sha256, sha384, sha512
from os import urandom
from struct import calcsize, iter_unpack, pack

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

_HEADER = b"%PDF-2.0"
_ENTRY = ">BIH"
_ALONE = 1
_ROUNDS = 64
_HASHES = (sha256, sha384, sha512)
_MAY_ALL = -4
"""Whoever opens the packet may do everything with it (table 22)."""
_TABLE = re.compile(rb"(\d+) 0 obj\n<<(.*?)/Filter/FlateDecode/Length (\d+)>>stream\n", re.DOTALL)
_STREAM = re.compile(rb"(\d+) 0 obj\n<<(.*?)/Length (\d+)>>stream\n", re.DOTALL)


def lock(pdf: bytes, user: bytes, owner: bytes) -> bytes:
    """Return a packet, as the renderer made it, that either of two passwords opens."""
    key = urandom(32)
    begins = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    table = _found(_TABLE, pdf, begins)
    places = bytearray(zlib.decompress(_data(pdf, table)))
    old = [(number, where) for number, (kind, where, _) in enumerate(iter_unpack(_ENTRY, places)) if kind == _ALONE]
    after = pdf.index(b"\n")
    made = bytearray(_HEADER + pdf[after : min(where for _, where in old)])

    def put(number: int, body: bytes) -> None:
        at = number * calcsize(_ENTRY)
        places[at : at + calcsize(_ENTRY)] = pack(_ENTRY, _ALONE, len(made), 0)
        made.extend(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    for number, where in old:
        if where != begins:
            stream = _found(_STREAM, pdf, where)
            put(number, _stream(stream[2], _encrypted(key, _data(pdf, stream))))
    own = len(places) // calcsize(_ENTRY)
    put(own, _about(key, user, owner))
    number, begins = int(table[1]), len(made)
    entries = re.sub(rb"/Size \d+", b"/Size %d/Encrypt %d 0 R" % (own + 1, own), table[2])
    at = number * calcsize(_ENTRY)
    places[at : at + calcsize(_ENTRY)] = pack(_ENTRY, _ALONE, begins, 0)
    put(number, _stream(entries + b"/Filter/FlateDecode", zlib.compress(places)))
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % begins)


def _found(pattern: re.Pattern[bytes], pdf: bytes, where: int) -> re.Match[bytes]:
    """Return the object that stands somewhere, up to where its data begin; AssertionError for a file that is none of ours."""
    found = pattern.match(pdf, where)
    assert found is not None
    return found


def _data(pdf: bytes, stream: re.Match[bytes]) -> bytes:
    return pdf[stream.end() : stream.end() + int(stream[3])]


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def _encrypted(key: bytes, data: bytes) -> bytes:
    """Return data encrypted under the file's key (algorithm 1.A)."""
    start, padder = urandom(16), PKCS7(128).padder()
    return start + _aes(key, modes.CBC(start), padder.update(data) + padder.finalize())


def _about(key: bytes, user: bytes, owner: bytes) -> bytes:
    """Return the dictionary that lets either password find the file's key (algorithms 8, 9 and 10)."""
    as_user = _password(user, key, b"")
    as_owner = _password(owner, key, as_user[0])
    may = pack("<iI", _MAY_ALL, 0xFFFFFFFF) + b"Tadb" + urandom(4)
    entries = {"U": as_user[0], "UE": as_user[1], "O": as_owner[0], "OE": as_owner[1]}
    entries["Perms"] = _aes(key, modes.ECB(), may)  # noqa: S305 - one block, as the standard has it
    told = "".join(f"/{name}<{value.hex()}>" for name, value in entries.items())
    how = "/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF"
    return f"<</Filter/Standard/V 5/R 6/Length 256/P {_MAY_ALL}{how}{told}>>".encode()


def _password(password: bytes, key: bytes, user: bytes) -> tuple[bytes, bytes]:
    """Return what a password is known by, and the file's key under it; ``user`` is what the other one is known by."""
    check, under = urandom(8), urandom(8)
    known = _hash(password, check, user) + check + under
    return known, _aes(_hash(password, under, user), modes.CBC(bytes(16)), key)


def _hash(password: bytes, salt: bytes, user: bytes) -> bytes:
    """Return the hash of a password, made slow on purpose (algorithm 2.B)."""
    found = sha256(password + salt + user).digest()
    rounds, last = 0, 0
    while rounds < _ROUNDS or last > rounds - 32:
        rounds += 1
        mixed = _aes(found[:16], modes.CBC(found[16:32]), (password + found + user) * 64)
        found = _HASHES[sum(mixed[:16]) % 3](mixed).digest()
        last = mixed[-1]
    return found[:32]


def _aes(key: bytes, mode: modes.CBC | modes.ECB, data: bytes) -> bytes:
    one = Cipher(algorithms.AES(key), mode).encryptor()
    return one.update(data) + one.finalize()
