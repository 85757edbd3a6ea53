"""PDF files locked with AES-256, as Acrobat 9 (revision 5) and PDF 2.0 (revision 6) lock them: `locked(b"", revision=6)` opens without a password."""

import re
from hashlib import sha256, sha384, sha512

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hostile_pdfs import Objects, one_page, written

_KEY, _IV = bytes(range(32)), bytes(16)
_PARTS = re.compile(rb"(<<.*?/Length )\d+(>>stream\n)(.*)(\nendstream)", re.DOTALL)


def locked(user: bytes, *, revision: int, objects: Objects | None = None, spoiled: bool = False) -> bytes:
    """A page that only those who know `user` (or the owner's password) may read; `spoiled`: its locks fit nobody's."""
    check, salt = b"checksum", b"saltsalt"
    u = _hashed(user, check, b"", revision) + check + salt
    ue = _encrypt(_hashed(user, salt, b"", revision), _KEY, _IV)
    o = _hashed(b"owner", check, u, revision) + check + salt
    oe = _encrypt(_hashed(b"owner", salt, u, revision), _KEY, _IV)
    perms = _encrypt(_KEY, b"\xff\xff\xff\xff\xff\xff\xff\xffTadb0000", _IV)
    if spoiled:
        u, o = u[::-1], o[::-1]
    names = {b"U": u, b"UE": ue, b"O": o, b"OE": oe, b"Perms": perms}
    hexed = b"".join(b"/%s<%s>" % (name, value.hex().encode()) for name, value in names.items())
    entries = b"/Filter/Standard/V 5/R %d/Length 256/P -1/StmF/StdCF/StrF/StdCF" % revision
    filters = b"/CF<</StdCF<</AuthEvent/DocOpen/CFM/AESV3/Length 32>>>>"
    whole = {number: _PARTS.sub(_lock, body) for number, body in (objects or one_page()).items()}
    return written(whole, b"/ID[<00><00>]/Encrypt<<" + entries + filters + hexed + b">>")


def _lock(found: re.Match[bytes]) -> bytes:
    """A stream's bytes encrypted, its length told anew."""
    space = 16 - len(found[3]) % 16
    data = _IV + _encrypt(_KEY, found[3] + bytes([space]) * space, _IV)
    return b"%s%d%s%s%s" % (found[1], len(data), found[2], data, found[4])


def _encrypt(key: bytes, data: bytes, iv: bytes) -> bytes:
    work = Cipher(AES(key), CBC(iv)).encryptor()
    return work.update(data) + work.finalize()


def _hashed(password: bytes, salt: bytes, user: bytes, revision: int) -> bytes:
    """The hash of ISO 32000-2, 7.6.4.3.4; that of revision 5 is its first step."""
    key = sha256(password + salt + user).digest()
    if revision == 5:
        return key
    number, last = 0, 0
    while number < 64 or last > number - 32:
        mixed = _encrypt(key[:16], (password + key + user) * 64, key[16:32])
        key = (sha256, sha384, sha512)[sum(mixed[:16]) % 3](mixed).digest()
        number, last = number + 1, mixed[-1]
    return key[:32]
