"""What hostile data says, and what no answer may show; for tests of every command. Runs nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

ESC = "\x1b"
READ = [
    "[/b] [red]x[/red] [link=https://example.org]y[/link] [",
    ":smile: {title} {0} {x!r} %s {}",
    '=HYPERLINK("http://example.org";"x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "`` ` ```` |a| \\| [x](javascript:alert(1))",
    "@octocat #1 org/repo#2 https://example.org www.example.org",
    "<script>alert(1)</script> &lt; <!-- -->",
    "::set-output name=a::b",
    "##[set-output name=a]b",
    "::error file=a,line=1::b%0A%0D",
    "a\u200bb\u2060c\u00ad\ufeffd",
    "漢字 😀 👩‍👩‍👧 e" + "\u0301" * 20,
]
"""What a record may say, so that it must be made safe where it is shown."""

REFUSED = [
    f"{ESC}[31mred{ESC}[0m",
    f"{ESC}]8;;https://example.org{ESC}\\x",
    "\x9b31m",
    "abc\u202edef",
    "\u2066abc\u2069",
    "x\U000e0041",
    "a\x07b\x08c\x7f",
    "a\u2028b\x85c",
]
"""What no record may say, so that the record is refused; what is told of it must be safe too."""

NOT_SHOWN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
REGISTERED = """add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state
    set-env set-output stop-commands warning"""


def commands_in(log: str) -> Iterator[str]:
    """What a runner of GitHub Actions takes for commands."""
    names = REGISTERED.split()
    for line in re.split("\r\n|\n|\r", log):
        new, old = re.match(r"::([a-z-]+)[^:]*::", line.lstrip()), re.search(r"##\[([a-z-]+)[^\]]*\]", line)
        found = new if new and new[1] in names else old
        if found and found[1] in names:
            yield line


def checked(text: str, where: Any) -> None:
    found = NOT_SHOWN.search(text)
    assert not found, (where, text[max(0, found.start() - 60) : found.end() + 20])
    assert "Traceback" not in text and "MarkupError" not in text, where
    text.encode("utf-8")


def hostile_fields(text: str) -> dict[str, Any]:
    """A record that says the same hostile thing wherever text may stand."""
    prose = {"en": f"{text}\n{text}\n  {text}", "vi": text}
    fields = {
        "id": text,
        "title": {"en": text, "vi": text},
        "summary": prose,
        "tags": [text],
        "parties": [{"party": text, "role": "lead"}, {"party": "acme", "role": "funder"}],
        "due_basis": prose,
        "milestones": [{"id": text, "title": prose, "due": "2026-01"}],
        "updates": [{"date": "2026-11-20", "by": text, "note": prose}],
        "evidence": [{"title": text, "url": text, "date": text}],
        "source": {"document": text, "note": prose, "locator": text},
        "place": {"en": text},
        f"x-{text}": text,
        f"y{text}": 1,
    }
    found: dict[str, Any] = json.loads(
        json.dumps(fields)
    )  # nothing twice, which YAML would write as an alias
    return found
