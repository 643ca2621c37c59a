"""Lines that an unfinished merge left are found in every file, before anything else is said of it."""

import pytest

from commitments.errors import CommitmentsError
from commitments.reading.settings import read_settings
from commitments.reading.tables.csv_table import read_csv
from commitments.reading.yaml.yaml_text import parse

OURS, BASE, MIDDLE, THEIRS = "<<<<<<< HEAD", "||||||| 1a2b3c4", "=======", ">>>>>>> side"

CONFLICTS = {
    "in double quotes": (f'a: "x\n{OURS}\n  y\n{MIDDLE}\n  z\n{THEIRS}\n  end"\n', "2, 4, 6"),
    "in single quotes": (f"a: 'x\n{OURS}\n  y\n{MIDDLE}\n  z\n{THEIRS}\n  end'\n", "2, 4, 6"),
    "in braces": (f"a: {{en: x\n{OURS}\n  y\n{MIDDLE}\n  z\n{THEIRS}\n  end}}\n", "2, 4, 6"),
    "between fields": (f"{OURS}\na: 1\n{MIDDLE}\na: 2\n{THEIRS}\n", "1, 3, 5"),
    "with the base": (f"{OURS}\na: 1\n{BASE}\na: 0\n{MIDDLE}\na: 2\n{THEIRS}\n", "1, 3, 5, 7"),
    "with Windows line ends": (f"{OURS}\r\na: 1\r\n{MIDDLE}\r\na: 2\r\n{THEIRS}\r\n", "1, 3, 5"),
    "the last line alone": (f"a: 1\n{THEIRS}", "2"),
    "without names": ("a: 1\n<<<<<<<\n=======\n>>>>>>>\n", "2, 3, 4"),
    "longer marks": ("<<<<<<<<<< HEAD\na: 1\n==========\na: 2\n>>>>>>>>>> side\n", "1, 3, 5"),
    "very many": ("<<<<<<< HEAD\n" * 20, "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …"),
}


@pytest.mark.parametrize(("text", "lines"), CONFLICTS.values(), ids=CONFLICTS)
def test_the_marks_of_a_merge_are_one_fault_at_the_first(text: str, lines: str) -> None:
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode()):
        (fault,) = parse(data).faults
        assert (fault.finding.rule, fault.finding.values) == ("conflict-markers", {"lines": lines})
        assert (fault.line, fault.column) == (int(lines.partition(",")[0]), 1)
        assert parse(data).value is None


@pytest.mark.parametrize(
    "text",
    [
        "a: |-\n  Heading\n  =======\n  text\n",
        "a: 'Heading\n\n=======\n\n  text'\n",
        "a: |-\n  <<<<<<< HEAD\n  =======\n",
        "a: '<<<<<<< HEAD'\n",
        "a: |-\n  >>>>>>> side\n",
        "# <<<<<<< HEAD\na: 1\n",
        "a: '<<<<<<\n<<<<<<<x'\n",
    ],
)
def test_what_only_looks_like_it_is_text(text: str) -> None:
    assert parse(text.encode()).faults == []


def test_settings_are_looked_at_too() -> None:
    text = f'{OURS}\nlanguage = "vi"\n{MIDDLE}\nlanguage = "en"\n{THEIRS}\n'
    _, (fault,) = read_settings(text.encode())
    assert (fault.finding.rule, fault.line) == ("conflict-markers", 1)
    hidden = f'language = """\n{OURS}\nvi\n{MIDDLE}\nen\n{THEIRS}\n"""\n'
    _, (fault,) = read_settings(hidden.encode())
    assert (fault.finding.rule, fault.line) == ("conflict-markers", 2)


def test_so_are_tables_where_a_name_stands_beside_the_mark() -> None:
    with pytest.raises(CommitmentsError) as refused:
        read_csv(f"Title,Due\n{OURS}\nA,2026\n{MIDDLE}\nA,2027\n{THEIRS}\n".encode(), lambda row: True)
    assert refused.value.values["line"] == 2
    sheet = read_csv(b"Title,Due\n=======\nA,2026\n<<<<<<<\n", lambda row: True)
    assert len(sheet.rows) == 4
