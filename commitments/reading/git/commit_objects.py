"""Reads who committed what and when from the bytes of a commit object. Opens nothing; never raises."""

from __future__ import annotations

import re
from itertools import takewhile

from commitments.model.revision import Revision

_ENCODINGS = re.compile(
    r"us-ascii|utf-?8|iso-?8859-[0-9]{1,2}|latin-?1|(?:windows-|cp)125[0-8]|koi8-[ru]"
    r"|gb(?:k|2312|18030)|big5|euc-(?:jp|kr)|shift_jis",
    re.IGNORECASE,
)
"""The encodings that a message may name. Python has further codecs, and no text needs them."""
_TIME = re.compile(r" *(-?[0-9]{1,18})(?![0-9])")
_LONGEST = 500
"""Characters of a subject, a name or an address."""


def parse_revision(id: str, data: bytes) -> Revision:
    """Returns one commit from its id and its bytes. Author, date and message are taken as written.

    Time is in seconds since 1970; 0 where the commit gives none.
    """
    head, _, message = data.partition(b"\n\n")
    lines = [line.partition(b" ") for line in head.split(b"\n")]
    headers: dict[bytes, bytes] = {}
    for name, _, value in lines:
        headers.setdefault(name, value)
    # git reads parents only right behind the tree
    parent_lines = takewhile(lambda line: line[0] == b"parent", lines[1:])
    encoding = headers.get(b"encoding", b"").decode("ascii", "replace")
    author, email, _ = _parse_person(_decoded(headers.get(b"author", b""), encoding))
    _, _, time = _parse_person(_decoded(headers.get(b"committer", b""), encoding))
    subject = _decoded(message.lstrip(b"\n").partition(b"\n")[0], encoding).strip()
    parents = tuple(value.decode("ascii", "replace") for _, _, value in parent_lines)
    return Revision(id, parents, time, author[:_LONGEST], email[:_LONGEST], subject[:_LONGEST])


def _decoded(data: bytes, encoding: str) -> str:
    if encoding and _ENCODINGS.fullmatch(encoding):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return data.decode("utf-8", "replace")


def _parse_person(line: str) -> tuple[str, str, int]:
    """Returns name, address and time of a line such as `Vi <vi@example.org> 1731377100 +0700`."""
    name, _, address_and_time = line.partition("<")
    email, _, time = address_and_time.rpartition(">")
    match = _TIME.match(time)
    return name.strip(), email.strip(), int(match[1]) if match else 0
