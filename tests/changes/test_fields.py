"""What is left of a field's name without the keys of items? Says nothing about which fields differ."""

import pytest

from commitments.changes.compare import compare
from commitments.changes.fields import field_names


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("", ""),
        ("due", "due"),
        ("title.vi", "title.vi"),
        ("milestones[m1]", "milestones"),
        ("milestones[m1].due", "milestones.due"),
        ("milestones[m1].due_changes[2026-01#2].reason.en", "milestones.due_changes.reason.en"),
        ("parties[acme/lead]", "parties"),
        ("evidence[https://x.org/a.b?c=[1\\]].title", "evidence.title"),
        ('evidence[\\"a"\\\\].title', "evidence.title"),
        ('x-own["a.b"].c', "x-own.a.b.c"),
        ('x-own["]\\"["][k].c', 'x-own.]"[.c'),
        ('["hạn chót"]', "hạn chót"),
        ('["hạn chót"]["ngày"]', "hạn chót.ngày"),
        ('[""].x', ".x"),
        ('["\\q"].x', "x"),
        ("x[", "x["),
    ],
)
def test_names_alone(field: str, names: str) -> None:
    assert field_names(field) == names


def test_names_alone_of_rows() -> None:
    old = {"milestones": [{"id": 'a]"#2', "x": {'"].[': [{"id": "[\n", "y": 1}]}}]}
    new = {"milestones": [{"id": 'a]"#2', "x": {'"].[': [{"id": "[\n", "y": 2}]}}]}
    assert [field_names(row.field) for row in compare(old, new)] == ['milestones.x."].[.y']
