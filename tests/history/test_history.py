"""What each commit did to the records, in small stories: who a record is, and what counts as a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from gitobjects import executable, gitlink, link
from gitstory import GitStory

from commitments.changes.change import Change
from commitments.history.main_line import HistoryReader

Story = Callable[..., GitStory]
Files = Mapping[str, Any]

A = "id: a\ntitle: {en: Ports}\ndue: 2026-Q2\n"
LATER = A.replace("Q2", "Q4")
BROKEN = "id: a\nid: b\n"
FLOW = '# tidied\n{"due": "2026-Q2", "title": {"en": "Ports"}, "id": "a"}\n'
WHOLE = '{"id": "a", "title": {"en": "Ports"}, "due": "2026-Q2"}'
WHOLE_LATER = WHOLE.replace("Q2", "Q4")
OTHER = WHOLE.replace('"a"', '"b"')
TIGHT = "id: a\ndue:  '2026-Q2'\n\ntitle:\n  en: >-\n    Ports\n"
LARGE = "id: a\ntext: |\n" + f"  {'x' * 1000}\n" * 262
LISTS = "id: a\ntags: [x, y]\nmilestones:\n- {id: m1, due: 2026-03}\n"
GONE = "1" * 40


def told(change: Change) -> str:
    """`2 a changed due "2026-Q2" → "2026-Q4"`: number of the commit, record, kind, field, old and new."""
    values = [item for item in (change.old, change.new) if item != "null"]
    number = change.at.subject.removeprefix("commit ")
    return " ".join(filter(None, [number, change.id, change.kind, change.field, " → ".join(values)]))


def history(story: GitStory, *commits: Files) -> list[str]:
    """What is told after some commits, of which a bare name stands for a record file of that name."""
    for files in commits:
        story.commit({path(name): content for name, content in files.items()})
    return [told(change) for change in HistoryReader(story.repository()).history().changes]


def path(name: str) -> str:
    return name if name.endswith((".md", ".yaml", "/sub")) else f"records/{name}.yaml"


def moved(old: str, new: str) -> str:
    return f'renamed "records/{old}.yaml" → "records/{new}.yaml"'


ONE = f"1 a added {WHOLE}"
CASES: dict[str, tuple[list[Files], list[str]]] = {
    "added, changed, removed, put back": (
        [{"a": A}, {"a": LATER}, {"a": None}, {"a": "id: a\n"}],
        [
            ONE,
            '2 a changed due "2026-Q2" → "2026-Q4"',
            f"3 a removed {WHOLE_LATER}",
            '4 a added {"id": "a"}',
        ],
    ),
    "renamed by its id, though git would see two files": (
        [{"a": A}, {"a": None, "2025/ports": "id: a\nx-note: All else is new.\n"}],
        [
            ONE,
            f"2 a {moved('a', '2025/ports')}",
            '2 a changed x-note "All else is new."',
            '2 a changed title {"en": "Ports"}',
            '2 a changed due "2026-Q2"',
        ],
    ),
    "another record, though git would see one file renamed": (
        [{"a": A}, {"a": None, "b": A.replace("id: a", "id: b")}],
        [ONE, f"2 a removed {WHOLE}", f"2 b added {OTHER}"],
    ),
    "a folder moved, and one of its records edited on the way": (
        [{"x/a": A, "x/b": "id: b\n"}, {"x/a": None, "x/b": None, "y/z/a": LATER, "y/z/b": "id: b\n"}],
        [
            ONE,
            '1 b added {"id": "b"}',
            f"2 a {moved('x/a', 'y/z/a')}",
            '2 a changed due "2026-Q2" → "2026-Q4"',
            f"2 b {moved('x/b', 'y/z/b')}",
        ],
    ),
    "another id in the same file": (
        [{"a": A}, {"a": "id: b\n"}],
        [ONE, f"2 a removed {WHOLE}", '2 b added {"id": "b"}'],
    ),
    "two files that change places": (
        [{"a": A, "b": "id: b\n"}, {"a": "id: b\n", "b": A}],
        [ONE, '1 b added {"id": "b"}', f"2 b {moved('b', 'a')}", f"2 a {moved('a', 'b')}"],
    ),
    "unreadable, and an edit hidden in the spell": (
        [{"a": A}, {"a": BROKEN}, {"a": BROKEN + "x: 1\n"}, {"a": LATER}, {"a": A}],
        [
            ONE,
            f"2 a unreadable {WHOLE}",
            f"4 a readable {WHOLE_LATER}",
            '4 a changed due "2026-Q2" → "2026-Q4"',
            '5 a changed due "2026-Q4" → "2026-Q2"',
        ],
    ),
    "readable again as it was": (
        [{"a": A}, {"a": BROKEN}, {"a": A}],
        [ONE, f"2 a unreadable {WHOLE}", f"3 a readable {WHOLE}"],
    ),
    "unreadable from birth": (
        [{"a": BROKEN}, {"a": A}, {"a": LATER}],
        ["1 a unreadable", f"2 a readable {WHOLE}", '3 a changed due "2026-Q2" → "2026-Q4"'],
    ),
    "removed while unreadable": (
        [{"a": A, "b": BROKEN}, {"a": BROKEN}, {"a": None, "b": None}],
        [ONE, "1 b unreadable", f"2 a unreadable {WHOLE}", f"3 a removed {WHOLE}", "3 b removed"],
    ),
    "moved while unreadable, and broken while moved": (
        [{"a": A}, {"x/a": BROKEN, "a": None}, {"x/a": None, "y/a": BROKEN}, {"y/a": LATER}],
        [
            ONE,
            f"2 a {moved('a', 'x/a')}",
            f"2 a unreadable {WHOLE}",
            f"3 a {moved('x/a', 'y/a')}",
            f"4 a readable {WHOLE_LATER}",
            '4 a changed due "2026-Q2" → "2026-Q4"',
        ],
    ),
    "unreadable under a name that is not its id": (
        [{"ports": A}, {"ports": BROKEN}, {"ports": LATER}],
        [
            ONE,
            f"2 a unreadable {WHOLE}",
            f"3 a readable {WHOLE_LATER}",
            '3 a changed due "2026-Q2" → "2026-Q4"',
        ],
    ),
    "readable again as another record": (
        [{"a": A}, {"a": BROKEN}, {"a": "id: b\n"}],
        [ONE, f"2 a unreadable {WHOLE}", f"3 a removed {WHOLE}", '3 b added {"id": "b"}'],
    ),
    "what is YAML and no mapping": (
        [{"a": A}, {"a": "- id: a\n"}, {"a": "a\n"}, {"a": ""}, {"a": A}],
        [ONE, f"2 a unreadable {WHOLE}", f"5 a readable {WHOLE}"],
    ),
    "bytes that are no text": (
        [{"a": A}, {"a": b"id: \xff\n"}, {"a": LATER.encode("utf-16")}],
        [ONE, f"2 a unreadable {WHOLE}"],
    ),
    "a mode is no change": ([{"a": A}, {"a": executable(A)}, {"a": A}], [ONE]),
    "an edit beside another mode is one": (
        [{"a": A}, {"a": executable(LATER)}],
        [ONE, '2 a changed due "2026-Q2" → "2026-Q4"'],
    ),
    "a link in place of the file": (
        [{"a": A, "b": "id: b\n"}, {"a": link("b.yaml")}, {"a": link("c.yaml")}, {"a": A}],
        [ONE, '1 b added {"id": "b"}', f"2 a removed {WHOLE}", f"4 a added {WHOLE}"],
    ),
    "a submodule in place of the file, and beside it": (
        [{"a": A}, {"a": gitlink(GONE), "records/sub": gitlink(GONE)}, {"records/sub": None, "a": None}],
        [ONE, f"2 a removed {WHOLE}"],
    ),
    "a folder in place of the file": (
        [{"a": A}, {"records/a.yaml/b.yaml": A}],
        [ONE, '2 a renamed "records/a.yaml" → "records/a.yaml/b.yaml"'],
    ),
    "laid out anew": ([{"a": A}, {"a": FLOW}, {"a": TIGHT}, {"a": f"# x\n\n{A}"}, {"a": A}], [ONE]),
    "other line ends and a byte order mark": (
        [{"a": A}, {"a": A.replace("\n", "\r\n")}, {"a": "\ufeff" + A}, {"a": A.removesuffix("\n")}],
        [ONE],
    ),
    "letters composed otherwise": (
        [{"a": "id: a\nt: Việt\n"}, {"a": "id: a\nt: Vie\u0323\u0302t\n"}],
        ['1 a added {"id": "a", "t": "Việt"}'],
    ),
    "two files with one id": (
        [{"a": A, "b": A}, {"b": LATER}, {"a": None}, {"b": None, "c": LATER}, {"a": A}],
        [
            ONE,
            ONE,
            '2 a changed due "2026-Q2" → "2026-Q4"',
            f"3 a removed {WHOLE}",
            f"4 a {moved('b', 'c')}",
            f"5 a added {WHOLE}",
        ],
    ),
    "a list that became one value, and back": (
        [{"a": LISTS}, {"a": "id: a\ntags: x\nmilestones: none\n"}, {"a": LISTS}],
        [
            '1 a added {"id": "a", "tags": ["x", "y"], "milestones": [{"id": "m1", "due": "2026-03"}]}',
            '2 a changed tags ["x", "y"] → "x"',
            '2 a changed milestones [{"id": "m1", "due": "2026-03"}] → "none"',
            '3 a changed tags "x" → ["x", "y"]',
            '3 a changed milestones "none" → [{"id": "m1", "due": "2026-03"}]',
        ],
    ),
    "items of lists by their keys, in any order": (
        [{"a": LISTS}, {"a": "id: a\nmilestones: [{id: m2}, {due: 2026-04, id: m1}]\ntags: [y, x]\n"}],
        [
            '1 a added {"id": "a", "tags": ["x", "y"], "milestones": [{"id": "m1", "due": "2026-03"}]}',
            '2 a changed milestones[m2] {"id": "m2"}',
            '2 a changed milestones[m1].due "2026-03" → "2026-04"',
        ],
    ),
    "without an id it is who its file is, in whatever folder": (
        [{"a": "x: 1\n"}, {"a": "x: 2\n"}, {"a": None, "y/a": "x: 2\n"}, {"y/a": None, "y/b": "x: 2\n"}],
        [
            '1 a added {"x": 1}',
            "2 a changed x 1 → 2",
            f"3 a {moved('a', 'y/a')}",
            '4 a removed {"x": 2}',
            '4 b added {"x": 2}',
        ],
    ),
    "an id that is no text is none": (
        [{"a": "id: 5\n"}, {"a": "id: [6]\n"}, {"a": "id:\n"}],
        ['1 a added {"id": 5}', "2 a changed id 5 → [6]", "3 a changed id [6]"],
    ),
    "one that gains an id of its own": (
        [{"a": "x: 1\n"}, {"a": "x: 1\nid: b\n"}],
        ['1 a added {"x": 1}', '2 a removed {"x": 1}', '2 b added {"x": 1, "id": "b"}'],
    ),
    "one that says what its file says": (
        [{"a": "x: 1\n"}, {"a": "x: 1\nid: a\n"}],
        ['1 a added {"x": 1}', '2 a changed id "a"'],
    ),
    "larger than is read": (
        [{"a": A}, {"a": LARGE}, {"a": LARGE + "x: 1\n"}, {"a": LATER}],
        [
            ONE,
            f"2 a unreadable {WHOLE}",
            f"4 a readable {WHOLE_LATER}",
            '4 a changed due "2026-Q2" → "2026-Q4"',
        ],
    ),
    "commits without any change": ([{}, {"README.md": "x"}, {"a": A}, {}], [ONE.replace("1", "3", 1)]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_each_commit_did(case: str, git_story: Story) -> None:
    commits, expected = CASES[case]
    assert history(git_story(checkout=False), *commits) == expected
