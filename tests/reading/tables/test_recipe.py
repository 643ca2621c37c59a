"""Recipes: what one may say, and what is refused at its line and column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws import law

from commitments.edits.table.recipe_text import recipe_text
from commitments.errors import TableError
from commitments.reading.tables.recipe import MOST_BYTES, Recipe, read_recipe

WHOLE = """\
title = "MoU with {Partner}"
dates = "dmy"
fiscal_year_starts = "04-01"
sheet = "Kế hoạch"
header_row = 3
map = {"Owner" = ["lead", "signatory"], "Budget" = ""}
[set]
kind = "mou"
source.document = "Plan"
review_by = 2027-03-01
year = 2026
binding = true
signatory = ["mof", "most"]
[values]
"Delivered" = "fulfilled"
"""


def test_a_recipe_settles_what_options_do() -> None:
    recipe = read_recipe("imports/plan.toml", WHOLE.encode())
    assert recipe.map == {"Owner": "lead,signatory", "Budget": ""}
    assert recipe.set == {
        "kind": ("mou",),
        "source.document": ("Plan",),
        "review_by": ("2027-03-01",),
        "year": ("2026",),
        "binding": ("true",),
        "signatory": ("mof", "most"),
    }
    assert recipe.values == {"Delivered": "fulfilled"}
    assert (recipe.title, recipe.dates, recipe.sheet) == ("MoU with {Partner}", "dmy", "Kế hoạch")
    assert (recipe.fiscal_year_starts, recipe.header_row) == ("04-01", 3)


REFUSED = {
    "a key that decides about writing": ('[map]\n"Owner" = "lead"\n[write]\n', "3:2"),
    "sync": ("sync = true\n", "1:1"),
    "skipping": ('dates = "dmy"\n  skip-faulty = true\n', "2:3"),
    "new parties": ('title = """\nadd-parties = {A}\n"""\nadd-parties = true\n', "4:1"),
    "a heading with a number": ('[map]\n"Owner" = "lead"\n"Due" = 3\n', "3:1"),
    "a word that means nothing": ('[values]\nDelivered = ""\n', "2:1"),
    "a word within a word": ('values.Delivered.now = "fulfilled"\n', "1:8"),
    "an order that is none": ('\ndates = "ymd"\n', "2:1"),
    "a row that is none": ("header_row = 0\n", "1:1"),
    "a row in words": ('header_row = "3"\n', "1:1"),
    "a truth for a row": ("header_row = true\n", "1:1"),
    "a list for a title": ('title = ["{A}"]\n', "1:1"),
    "a list for a map": ('map = ["A"]\n', "1:1"),
    "an empty list": ("[set]\nlead = []\n", "2:1"),
    "a time of day": ("[set]\ndue = 2027-03-01T10:00:00\n", "2:1"),
    "no TOML": ("[map]\nOwner = lead\n", "2:9"),
    "a key twice": ('dates = "dmy"\ndates = "mdy"\n', "2:14"),
    "an unfinished merge": ('dates = "dmy"\n<<<<<<< ours\n=======\n>>>>>>> theirs\n', "2:1"),
    "a mark that turns the text round": ('title = "{A}\u202e"\n', "1:13"),
    "a mark by its number": ('dates = "dmy"\ntitle = "{A}\\u202e"\n', "2:1"),
    "a mark in a heading": ('[map]\n"A\\u0007" = "lead"\n', "1:2"),
    "depth": ("map = " + "[" * 5000, "1:39"),
    "depth by many stops": ("[map]\n" + "a." * 30000 + "a = 1", "2:1"),
    "depth by quoted stops": ("[map]\n" + "'a'." * 10000 + "a = 1", "2:1"),
    "depth by stops": ("map" + ".a" * 2000 + " = 1", "1:1"),
}


@pytest.mark.parametrize(("text", "place"), REFUSED.values(), ids=REFUSED.keys())
def test_anything_else_is_refused_at_its_place(text: str, place: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_recipe("imports/plan.toml", text.encode())
    assert str(refusal.value).startswith(f"imports/plan.toml:{place}: ")


def test_stops_in_texts_and_comments_are_no_depth() -> None:
    text = "# " + "a." * 99 + '\ntitle = "{A} ' + "b." * 99 + '"\n'
    assert read_recipe("imports/a.toml", text.encode()).title == "{A} " + "b." * 99


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\x00\x01\x02", b"#" * (MOST_BYTES + 1), b"\xd0\xcf\x11\xe0"])
def test_what_is_no_text_or_too_much_is_refused(data: bytes) -> None:
    with pytest.raises(TableError, match=r"^imports/a\.toml:1:1: "):
        read_recipe("imports/a.toml", data)


WORDS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=8).filter(str.strip)


@law(100)
@given(
    st.dictionaries(WORDS, WORDS, max_size=3),
    st.dictionaries(WORDS, WORDS, max_size=3),
    st.none() | WORDS,
    st.none() | st.integers(1, 99),
)
def test_what_is_written_is_read_back(
    headings: dict[str, str], values: dict[str, str], title: str | None, row: int | None
) -> None:
    recipe = Recipe("imports/a.toml", headings, {"lead": ("mof", "most")}, values, title, header_row=row)
    text = recipe_text(recipe)
    back = read_recipe(recipe.path, text.encode())
    assert (back.map, back.values, back.title, back.header_row) == (headings, values, title, row)
    assert recipe_text(back) == text


@law(300)
@given(st.text(st.sampled_from("maptile= []{}.\n#\\'\"u-1T:dsv"), max_size=40) | st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_recipe("imports/a.toml", text.encode("utf-8", "surrogatepass"))
    except TableError as error:
        assert str(error).startswith("imports/a.toml:")
