"""New items in hand-written texts. Laws: test_splice_laws.py."""

from __future__ import annotations

from spliced_texts import LONG, Table, checked, insert

from commitments.edits.steps import EditStep
from commitments.writing.splicing.splice import splice_record

PARTY = {"party": "acme", "role": "lead"}

ITEMS: Table = {
    "at the end": ("a:\n  - x\n  - y # c\nb: 1\n", insert("a/2", "z"), "a:\n  - x\n  - y # c\n  - z\nb: 1\n"),
    "at the margin": ("a:\n- x\n# of b\nb: 1\n", insert("a/1", "z"), "a:\n- x\n- z\n# of b\nb: 1\n"),
    "first": ("a: # c\n  # of x\n  - x\n", insert("a/0", "z"), "a: # c\n  - z\n  # of x\n  - x\n"),
    "between": (
        "a:\n  - x\n    # still x\n  # of y\n  - y\n",
        insert("a/1", "z"),
        "a:\n  - x\n    # still x\n  - z\n  # of y\n  - y\n",
    ),
    "as others in braces": (
        "parties:\n  - {party: b, role: c}\n",
        insert("parties/1", PARTY),
        "parties:\n  - {party: b, role: c}\n  - {party: acme, role: lead}\n",
    ),
    "as others in lines": (
        "parties:\n- role: c\n  party: b\n",
        insert("parties/1", PARTY),
        "parties:\n- role: c\n  party: b\n- party: acme\n  role: lead\n",
    ),
    "as others between blank lines": (
        "a:\n- x: 1\n\n- x: 2\nb: 1\n",
        insert("a/1", {"x": 3}),
        "a:\n- x: 1\n\n- x: 3\n\n- x: 2\nb: 1\n",
    ),
    "too long for braces": (
        "a:\n  - {t: x}\n",
        insert("a/1", {"t": "y", "u": LONG}),
        'a:\n  - {t: x}\n  - t: "y"\n    u: >-\n      Much has been said of this, and more will be '
        "said of it before the day is over, in\n      both languages of the MoU.\n",
    ),
    "as long as others": (
        f"a:\n  - {{t: '{LONG}'}}\n",
        insert("a/1", {"t": LONG}),
        f"a:\n  - {{t: '{LONG}'}}\n  - {{t: '{LONG}'}}\n",
    ),
    "fields in order": (
        "updates:\n  - date: 2026\n    note: {en: a}\n",
        insert("updates/1", {"note": {"en": "b"}, "date": 2027}),
        "updates:\n  - date: 2026\n    note: {en: a}\n  - date: 2027\n    note: {en: b}\n",
    ),
    "in brackets": ("tags: [a, b] # c\n", insert("tags/2", "d"), "tags: [a, b, d] # c\n"),
    "in brackets, first": ("tags: [ a,b ]\n", insert("tags/0", "d"), "tags: [ d,a,b ]\n"),
    "in brackets on lines": (
        "tags: [\n  a, # one\n  b # two\n]\n",
        insert("tags/1", "d"),
        "tags: [\n  a, # one\n  d,\n  b # two\n]\n",
    ),
    "in brackets, one line below": ("tags: [\n  a, b\n]\n", insert("tags/2", "d"), "tags: [\n  a, b, d\n]\n"),
    "within an item": ("a:\n- - x\n  - y\n- z\n", insert("a/0/2", "w"), "a:\n- - x\n  - y\n  - w\n- z\n"),
    "quoted as others": (
        "tags:\n  - 'a'\n  - 'b'\n",
        insert("tags/2", "c"),
        "tags:\n  - 'a'\n  - 'b'\n  - 'c'\n",
    ),
    "no last line end": ("tags:\r\n  - a", insert("tags/1", "b"), "tags:\r\n  - a\r\n  - b"),
    "prose": ("a:\n- x\n", insert("a/1", "y\nz"), "a:\n- x\n- |-\n  y\n  z\n"),
}


@checked(ITEMS)
def test_a_new_item_looks_like_its_neighbours(before: str, step: EditStep, after: str) -> None:
    assert splice_record(before.encode(), [step]).decode() == after
