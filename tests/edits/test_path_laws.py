"""Whether every path that `commit changes` writes leads where it says. It must not pick examples."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from occasions import a

from commitments.changes.change import FieldChange
from commitments.changes.compare import compare
from commitments.changes.field_names import child_field_name, item_field_name
from commitments.edits.field_notation import ListItem, path_parts, split_setting
from commitments.edits.field_paths import set_steps
from commitments.edits.steps import apply_steps

names = some.text('ab.[]"\\#=1 đ', min_size=1, max_size=6)


@given(some.lists(some.one_of(names, some.tuples(names, some.integers(1, 12))), max_size=4))
def test_a_path_is_read_as_it_was_written(way: list[Any]) -> None:
    """Whatever `changes` calls a field, `--set` knows what is meant."""
    field = "x-own"
    for entry in way:
        field = child_field_name(field, entry) if isinstance(entry, str) else item_field_name(field, *entry)
    wanted = ["x-own", *(entry if isinstance(entry, str) else ListItem(*entry) for entry in way)]
    assert path_parts(field) == wanted
    assert split_setting(f"{field}=a=b") == (field, "a=b")


trees = some.recursive(
    some.sampled_from(["a", "b", 1]),
    lambda child_field_name: (
        some.dictionaries(names, child_field_name, min_size=1, max_size=3)
        | some.lists(some.fixed_dictionaries({"id": names, "n": child_field_name}), min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@given(trees, trees)
def test_a_row_of_changes_can_be_set(old: Any, new: Any) -> None:
    """Setting what a row of `commit changes` names changes that and nothing else."""
    before = a(**{"x-own": old})
    for row in compare(before, a(**{"x-own": new})):
        if row.old is None or isinstance(row.old, (dict, list)):
            continue
        after = apply_steps(before, set_steps(before, row.field, "marked", str, {}))
        assert compare(before, after) == [FieldChange(row.field, row.old, "marked")]
