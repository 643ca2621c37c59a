"""Another text, number or truth value where one stands, in hand-written texts. Laws: test_splice_laws.py."""

from __future__ import annotations

from spliced_texts import LONG, Table, checked, put

from commitments.edits.steps import EditStep
from commitments.writing.splicing.splice import splice_record

SCALARS: Table = {
    "plain": ("a: x # c\nb: 1\n", put("a", "y z"), "a: y z # c\nb: 1\n"),
    "the same": ("a:   'x'\n", put("a", "x"), "a:   'x'\n"),
    "needs quotes": ("a: x # c\n", put("a", "y: z"), 'a: "y: z" # c\n'),
    "quotes inside": ("a: x\n", put("a", 'say "no": never'), "a: 'say \"no\": never'\n"),
    "both quotes": ("a: x\n", put("a", '"it\'s": no'), 'a: "\\"it\'s\\": no"\n'),
    "single quotes stay": ("a: 'x'  # c\n", put("a", "it's"), "a: 'it''s'  # c\n"),
    "double quotes stay": ('a: "x"  # c\n', put("a", "Đã họp"), 'a: "Đã họp"  # c\n'),
    "quoted lines": ("a: 'x\n  y' # c\nb: 1\n", put("a", "z"), "a: 'z' # c\nb: 1\n"),
    "plain lines": ("a: x\n  y\n  z # c\nb: 1\n", put("a", "w"), "a: w # c\nb: 1\n"),
    "a date": ("due: 2026-10 # c\n", put("due", "2026-11-30"), "due: 2026-11-30 # c\n"),
    "a year as text": ("due: 2026-10\n", put("due", "2026"), 'due: "2026"\n'),
    "a year": ("due: 2026-10\n", put("due", 2026), "due: 2026\n"),
    "another type": ("a: 1\n", put("a", True), "a: true\n"),
    "text of a truth": ("a: true\n", put("a", "true"), 'a: "true"\n'),
    "nothing": ("a: x\n", put("a", None), "a: null\n"),
    "a value for nothing": (
        "due:   # none yet\nb: 1\n",
        put("due", "2026"),
        'due: "2026"   # none yet\nb: 1\n',
    ),
    "a value at the end": ("a: 1\ndue:", put("due", "2026-Q4"), "a: 1\ndue: 2026-Q4"),
    "a literal": ("a: |  # c\n    x\n    y\nb: 1\n", put("a", "z\n"), "a: |  # c\n    z\nb: 1\n"),
    "a literal, chomped": ("a: |\n  x\n\n\nb: 1\n", put("a", "y\nz"), "a: |-\n  y\n  z\n\n\nb: 1\n"),
    "a literal that kept": ("a: |+\n  x\n\n\nb: 1\n", put("a", "y"), "a: |-\n  y\n\n\nb: 1\n"),
    "a literal with a digit": ("a: |2-\n   x\n  y\nb: 1\n", put("a", " z\nw"), "a: |3-\n    z\n   w\nb: 1\n"),
    "what no literal holds": ("a: |\n  x\nb: 1\n", put("a", "y \nz"), 'a: "y \\nz"\nb: 1\n'),
    "a number for a literal": ("a: |- # c\n  x\nb: 1\n", put("a", 3), "a: 3 # c\nb: 1\n"),
    "folded": (
        "en: >-\n    x\n    y\n# d\nvi: z\n",
        put("en", LONG),
        "en: >-\n    Much has been said of this, and more will be said of it before the day is over, in\n"
        "    both languages of the MoU.\n# d\nvi: z\n",
    ),
    "folded paragraphs": ("a: >\n  x\n", put("a", "y\n\nz\n"), "a: >\n  y\n\n\n  z\n"),
    "lines for a plain one": ("a: x  # c\nb: 1\n", put("a", "y\nz"), "a: |-  # c\n  y\n  z\nb: 1\n"),
    "no lines below a deeper comment": ("a:\n - x\n   # c\n", put("a/0", "y\nz"), 'a:\n - "y\\nz"\n   # c\n'),
    "no last line end": ("a: 1\nb: x", put("b", "y\n"), 'a: 1\nb: "y\\n"'),
    "on the next line": ("a:\n  x # c\nb: 1\n", put("a", "z"), "a:\n  z # c\nb: 1\n"),
    "block text on the next line": ("a:\n  >-\n  x\nb: 1\n", put("a", "y"), "a:\n  >-\n  y\nb: 1\n"),
    "in braces": ("a: {b: x, c: y} # d\n", put("a/b", "z, w"), 'a: {b: "z, w", c: y} # d\n'),
    "in braces, nothing": ("a: {b: , c}\n", put("a/c", "z"), "a: {b: , c: z}\n"),
    "as in JSON": ('{"a":"x","b":2}', put("a", "y"), '{"a":"y","b":2}'),
    "with tabs": ("a:\tx\t# c\n", put("a", "z"), "a:\tz\t# c\n"),
    "an item": ("a:\n-   x  # c\n- y\n", put("a/0", "z"), "a:\n-   z  # c\n- y\n"),
    "an item within an item": ("a:\n- - x\n  - y\n", put("a/0/0", "z"), "a:\n- - z\n  - y\n"),
    "old line ends": ("a: x\rb: y\r", put("a", "z"), "a: z\rb: y\r"),
    "mixed line ends": ("a: 1\r\nb: 2\nc: 3\r\n", put("b", "x\ny"), "a: 1\r\nb: |-\n  x\n  y\nc: 3\r\n"),
    "a byte order mark": ("\ufeffa: ế 𝒳\nb: x # ế\n", put("b", "ữ"), "\ufeffa: ế 𝒳\nb: ữ # ế\n"),
}


@checked(SCALARS)
def test_a_scalar_keeps_its_style_and_its_comment(before: str, step: EditStep, after: str) -> None:
    assert splice_record(before.encode(), [step]).decode() == after
