"""The table of fields says what the schema says: the same names, in the same order, of the same shape."""

from commitments.model.fields import BY_PATH, FIELDS, Shape, Tense
from commitments.reading.schema_fields import field_kinds

KINDS = {
    **dict.fromkeys(
        (
            *(Shape.ID, Shape.TEXT, Shape.CHOICE, Shape.LINK, Shape.PARTY, Shape.URL, Shape.RULE),
            *(Shape.EVENT, Shape.DURATION),
        ),
        "text",
    ),
    **dict.fromkeys((Shape.PROSE, Shape.LONG_PROSE, Shape.MAPPING), "mapping"),
    Shape.DATE: "date",
    Shape.LIST: "list",
    Shape.FLAG: "",
    Shape.NUMBER: "",
}


def test_it_names_the_fields_of_the_schema_in_their_order() -> None:
    kinds = {
        path: kind for path, kind in field_kinds().items() if path.rpartition(".")[2] not in ("en", "vi")
    }
    table = {path: "list" if field.several else KINDS[field.shape] for path, field in BY_PATH.items()}
    assert list(table.items()) == list(kinds.items())


def test_dates_and_no_other_field_have_a_tense() -> None:
    assert {path for path, field in BY_PATH.items() if field.tense} == {
        path for path, field in BY_PATH.items() if field.shape is Shape.DATE
    }
    assert {field.tense for field in BY_PATH.values()} == {None, *Tense}


def test_a_name_stands_for_one_shape_of_list_and_one_kind_of_date() -> None:
    """Comparing knows a field inside a record by its last name alone."""
    for one in BY_PATH.values():
        for other in BY_PATH.values():
            if one.name == other.name:
                assert (one.keys, one.tense, one.in_order_of) == (other.keys, other.tense, other.in_order_of)


def test_every_field_is_told_by_show_or_stands_in_its_heading() -> None:
    assert {field.name for field in FIELDS if not field.label} == {"title", "kind", "status"}
