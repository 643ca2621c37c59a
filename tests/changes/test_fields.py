"""What is left of a field's name without the keys of items? Says nothing about which fields differ."""

import pytest

from commitments.changes.compare import compare
from commitments.changes.field_names import child_field_name, item_field_name, plain_field_name


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
    assert plain_field_name(field) == names


def test_names_alone_of_rows() -> None:
    old = {"milestones": [{"id": 'a]"#2', "x": {'"].[': [{"id": "[\n", "y": 1}]}}]}
    new = {"milestones": [{"id": 'a]"#2', "x": {'"].[': [{"id": "[\n", "y": 2}]}}]}
    assert [plain_field_name(row.field) for row in compare(old, new)] == ['milestones.x."].[.y']


@pytest.mark.parametrize(
    ("field", "key", "named"),
    [
        ("", "due", "due"),
        ("title", "vi", "title.vi"),
        ("", "hạn chót", '["hạn chót"]'),
        ("x-own", "a.b", 'x-own["a.b"]'),
        ("x-own", "", 'x-own[""]'),
    ],
)
def test_a_key_of_a_mapping(field: str, key: str, named: str) -> None:
    assert child_field_name(field, key) == named


@pytest.mark.parametrize(
    ("key", "place", "named"),
    [
        ("m1", 1, "x[m1]"),
        ("m1", 2, "x[m1#2]"),
        ("m1#2", 1, "x[m1\\#2]"),
        ("m#x", 1, "x[m#x]"),
        ('"a"', 1, 'x[\\"a"]'),
        ("a]", 3, "x[a\\]#3]"),
    ],
)
def test_an_item_of_a_list(key: str, place: int, named: str) -> None:
    assert item_field_name("x", key, place) == named
