"""Who committed what and when, from a commit object as git keeps it. Opens nothing; never raises."""

from __future__ import annotations

import re
from itertools import takewhile

from commitments.model.revision import Revision

_ENCODINGS = re.compile(
    r"us-ascii|utf-?8|iso-?8859-[0-9]{1,2}|latin-?1|(?:windows-|cp)125[0-8]|koi8-[ru]"
    r"|gb(?:k|2312|18030)|big5|euc-(?:jp|kr)|shift_jis",
    re.IGNORECASE,
)
"""What a message may say it is written in; Python knows stranger ones that a text has no use for."""
_WHEN = re.compile(r" *(-?[0-9]{1,18})(?![0-9])")
_LONGEST = 500
"""Characters of a subject, a name or an address."""


def revision(id: str, data: bytes) -> Revision:
    """One commit. Author, date and message are whatever was written there."""
    head, _, message = data.partition(b"\n\n")
    lines = [line.partition(b" ") for line in head.split(b"\n")]
    found: dict[bytes, bytes] = {}
    for name, _, value in lines:
        found.setdefault(name, value)
    above = takewhile(lambda line: line[0] == b"parent", lines[1:])  # git looks for them nowhere else
    encoding = found.get(b"encoding", b"").decode("ascii", "replace")
    author, email, _ = _person(_text(found.get(b"author", b""), encoding))
    _, _, time = _person(_text(found.get(b"committer", b""), encoding))
    subject = _text(message.lstrip(b"\n").partition(b"\n")[0], encoding).strip()
    parents = tuple(value.decode("ascii", "replace") for _, _, value in above)
    return Revision(id, parents, time, author[:_LONGEST], email[:_LONGEST], subject[:_LONGEST])


def _text(data: bytes, encoding: str) -> str:
    if encoding and _ENCODINGS.fullmatch(encoding):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return data.decode("utf-8", "replace")


def _person(line: str) -> tuple[str, str, int]:
    """Name, address and time of a line such as `Vi <vi@example.org> 1731377100 +0700`."""
    name, _, rest = line.partition("<")
    email, _, when = rest.rpartition(">")
    match = _WHEN.match(when)
    return name.strip(), email.strip(), int(match[1]) if match else 0
