"""New keys in hand-written texts. Laws: test_splice_laws.py."""

from __future__ import annotations

from spliced_texts import LONG, Table, checked, put

from commitments.edits.steps import EditStep
from commitments.writing.splicing.splice import splice_record

KEYS: Table = {
    "in the order of the schema": (
        "id: x\nstatus: agreed\n# about the source\nsource:\n  document: y\n",
        put("due", "2026-10"),
        "id: x\nstatus: agreed\ndue: 2026-10\n# about the source\nsource:\n  document: y\n",
    ),
    "own ones last": ("id: x\nx-a: 1\n", put("x-b", 2), "id: x\nx-a: 1\nx-b: 2\n"),
    "before own ones": ("id: x\nx-a: 1\n", put("tags", ["ai"]), "id: x\ntags: [ai]\nx-a: 1\n"),
    "behind unknown ones": (
        "id: x\ndew: 1\nkind: mou\n",
        put("title", {"en": "a"}),
        "id: x\ndew: 1\ntitle:\n  en: a\nkind: mou\n",
    ),
    "first": (
        "# modeline\n# note\ntitle: {en: a}\n",
        put("id", "x"),
        "# modeline\n# note\nid: x\ntitle: {en: a}\n",
    ),
    "first inside": (
        "closing:\n  # why\n  reason: x\n",
        put("closing/date", "2026"),
        'closing:\n  date: "2026"\n  # why\n  reason: x\n',
    ),
    "first behind a dash": (
        "scope:\n  - vi: x # c\n",
        put("scope/0/en", "z"),
        "scope:\n  - vi: x # c\n    en: z\n",
    ),
    "behind a wide dash": ("a:\n  -   id: x\n", put("a/0/b", 1), "a:\n  -   id: x\n      b: 1\n"),
    "below a dash alone": ("a:\n  -\n    id: x\n", put("a/0/b", 1), "a:\n  -\n    id: x\n    b: 1\n"),
    "behind a block text": (
        "summary: |\n  x\n\n\nkind: mou\n",
        put("title", {"en": "a"}),
        "title:\n  en: a\n\nsummary: |\n  x\n\n\nkind: mou\n",
    ),
    "behind a text that keeps": (
        "title: |+\n  x\n\nid: y\n",
        put("kind", "mou"),
        "title: |+\n  x\n\nkind: mou\nid: y\n",
    ),
    "behind deeper comments": (
        "a:\n  - x\n  # more?\n\n# of b\nb: 1\n",
        put("x-c", 2),
        "a:\n  - x\n  # more?\n\n# of b\nb: 1\n\nx-c: 2\n",
    ),
    "between blank lines": (
        "id: x\n\nkind: mou\n\nsource: y\n",
        put("due", 2026),
        "id: x\n\nkind: mou\n\ndue: 2026\n\nsource: y\n",
    ),
    "no blank line of its own": (
        "id: x\nkind: mou\n\nsource: y\n",
        put("due", 2026),
        "id: x\nkind: mou\ndue: 2026\n\nsource: y\n",
    ),
    "comments at the end": ("id: x\n\n# end\n", put("due", 2026), "id: x\ndue: 2026\n\n# end\n"),
    "before the end of a document": ("---\nid: x\n...\n", put("due", 2026), "---\nid: x\ndue: 2026\n...\n"),
    "no last line end": ("id: x # c", put("due", 2026), "id: x # c\ndue: 2026"),
    "carriage returns": ("id: x\r\nsource: y\n", put("due", 2026), "id: x\r\ndue: 2026\r\nsource: y\n"),
    "as deep as others": (
        "a:\n    b: 1\nid: x\n",
        put("title", {"en": "z"}),
        "a:\n    b: 1\nid: x\ntitle:\n    en: z\n",
    ),
    "braces as a sibling": (
        "title: {en: a}\nkind: mou\n",
        put("summary", {"en": "b", "vi": "c"}),
        "title: {en: a}\nsummary: {en: b, vi: c}\nkind: mou\n",
    ),
    "prose has lines": (
        "id: x\n",
        put("summary", {"en": "a\nb\n"}),
        "id: x\nsummary:\n  en: |\n    a\n    b\n",
    ),
    "long prose is folded": (
        "id: x\n",
        put("summary", {"en": LONG}),
        "id: x\nsummary:\n  en: >-\n"
        "    Much has been said of this, and more will be said of it before the day is over, in\n"
        "    both languages of the MoU.\n",
    ),
    "long prose is not folded where none is": (
        f"title: {LONG}\nid: x\n",
        put("x-a", LONG),
        f"title: {LONG}\nid: x\nx-a: {LONG}\n",
    ),
    "in braces": ("title: {en: x} # c\n", put("title/vi", "z"), "title: {en: x, vi: z} # c\n"),
    "in braces, first": ("title: { vi: x }\n", put("title/en", "y: z"), 'title: { en: "y: z", vi: x }\n'),
    "in braces on lines": (
        "a: {\n  b: 1, # one\n  c: 2 # two\n}\n",
        put("a/d", 3),
        "a: {\n  b: 1, # one\n  c: 2, # two\n  d: 3\n}\n",
    ),
    "in braces on lines, comma": (
        "a: {\n  b: 1,\n  c: 2, # two\n}\n",
        put("a/d", 3),
        "a: {\n  b: 1,\n  c: 2, # two\n  d: 3,\n}\n",
    ),
    "in empty braces": ("a: {}\nb: 1\n", put("a/k", "v"), "a:\n  k: v\nb: 1\n"),
    "behind an empty value": ("a: {b: 1, c: }\n", put("a/d", 2), "a: {b: 1, c: , d: 2 }\n"),
    "quoted as all are": ('"a": "x"\n"b": "y"\n', put("c", "z"), '"a": "x"\n"b": "y"\n"c": "z"\n'),
    "as in JSON": (
        '{\n  "id": "x",\n  "kind": "mou"\n}\n',
        put("title", {"en": "y"}),
        '{\n  "id": "x",\n  "title": {"en": "y"},\n  "kind": "mou"\n}\n',
    ),
    "an odd name": ("a: 1\n", put("x: y", 1), 'a: 1\n"x: y": 1\n'),
}


@checked(KEYS)
def test_a_new_key_has_its_place_and_the_style_of_others(before: str, step: EditStep, after: str) -> None:
    assert splice_record(before.encode(), [step]).decode() == after
