"""Whether good records raise no problem and bad ones exactly theirs, each at its place.

Drop a record into valid/ or invalid/ and it is tried. The first line of an invalid one lists what is
expected, as `# expect: rule line:column, …`; its file name begins with the rule it is there for.
Must not say what holds between files: that is for tests/checks/test_workspace_rules.py.
"""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from commitments.checks.rules import SEVERITIES
from commitments.model.problem import Severity
from commitments.reading.source_file import SourceFile
from commitments.workspace.examine import ExaminedFile, examine
from commitments.workspace.open_workspace import open_workspace
from commitments.workspace.validate import validate

HERE = Path(__file__).parent
VALID, INVALID = (sorted((HERE / folder).glob("*.yaml")) for folder in ("valid", "invalid"))
BOM = b"\xef\xbb\xbf"
SMALL = b"""id: big
title: {en: T}
kind: mou
status: agreed
parties: [{party: a, role: lead}]
source: {document: d}
"""

Expected = list[tuple[str, int | None, int | None]]

MADE: dict[str, tuple[bytes, Expected]] = {
    # what no file in a repository should hold: too much, or what editors cannot show
    "file-too-large": (SMALL + b"#" * (256 * 1024 - len(SMALL) + 1), [("file-too-large", 1, 1)]),
    "too-many-problems": (
        SMALL + b"x-a: 1\n" * 300,
        [("too-many-problems", 1, 1), *(("duplicate-key", at, 1) for at in range(8, 208))],
    ),
    "too-many-nodes": (SMALL + b"x-a: [" + b"1," * 5000 + b"]\n", [("too-many-nodes", 1, 1)]),
    "unsafe-character": (SMALL + b"summary: {en: \x1b[31mred}\n", [("unsafe-character", 7, 15)]),
    "unsafe-character-tab": (SMALL + b"x-a: a\tb\n", [("unsafe-character", 7, 6)]),
    "unsafe-character-bidi": (SMALL + "x-a: a\u202eb\n".encode(), [("unsafe-character", 7, 7)]),
    "unsafe-character-tag": (SMALL + "x-a: \U000e0041\n".encode(), [("unsafe-character", 7, 6)]),
    "unsafe-character-next-line": (SMALL + "x-a: \u0085\n".encode(), [("unsafe-character", 7, 6)]),
    "unsafe-character-none": (SMALL + "x-a: \ufffe\n".encode(), [("unsafe-character", 7, 6)]),
    "unsafe-character-null": (b"\x00" + SMALL, [("unsafe-character", 1, 1)]),
    "unsafe-character-after-a-mark": (BOM + b"id: \x01\n", [("unsafe-character", 1, 5)]),
    "not-utf8-after-a-mark": (BOM + b"id: \xff\n", [("not-utf8", 1, 5)]),
    "not-utf8-sixteen-bits": ("id: a\n".encode("utf-16"), [("not-utf8", 1, 1)]),
    "not-utf8-cut-off": (SMALL + b"x-a: \xe1\xba", [("not-utf8", 7, 6)]),
    "not-a-mapping": (b"", [("not-a-mapping", 1, 1)]),
}


def found_in(path: str, data: bytes) -> tuple[ExaminedFile, Expected]:
    examined = examine(SourceFile(path, data))
    problems = sorted(examined.problems, key=lambda problem: problem.sort_key())
    return examined, [(problem.rule, problem.line, problem.column) for problem in problems]


def expected_of(path: Path) -> Expected:
    head, _, rest = path.read_bytes().split(b"\n")[0].decode().partition(": ")
    assert head == "# expect", f"{path.name} does not begin with what is expected"
    found: Expected = []
    for part in rest.split(", "):
        rule, line, column = part.replace(":", " ").split()
        found.append((rule, int(line), int(column)))
    return found


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_good_record_raises_no_problem(path: Path) -> None:
    examined, problems = found_in(f"records/{path.name}", path.read_bytes())
    assert problems == []
    assert examined.outline and examined.outline.id == path.stem


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_line_ends_and_a_byte_order_mark_change_nothing(path: Path) -> None:
    plain = path.read_bytes().removeprefix(BOM).replace(b"\r\n", b"\n")
    whole = found_in(f"records/{path.name}", plain)
    for variant in (BOM + plain, plain.replace(b"\n", b"\r\n"), BOM + plain.replace(b"\n", b"\r\n")):
        assert found_in(f"records/{path.name}", variant) == whole


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_a_bad_record_raises_its_problems_and_no_other(path: Path) -> None:
    examined, problems = found_in(f"records/{path.name}", path.read_bytes())
    assert problems == sorted(expected_of(path), key=lambda item: (*item[1:], item[0]))
    assert all(problem.excerpt is not None or problem.rule == "not-utf8" for problem in examined.problems)
    errors = [problem for problem in examined.problems if problem.severity is Severity.ERROR]
    assert examined.outline is not None or errors


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_problems_stand_at_the_same_place_with_other_line_ends(path: Path) -> None:
    data = path.read_bytes()
    there = found_in(f"records/{path.name}", data)[1]
    assert found_in(f"records/{path.name}", data.replace(b"\n", b"\r\n"))[1] == there
    assert found_in(f"records/{path.name}", BOM + data)[1] == there


@pytest.mark.parametrize("name", MADE)
def test_bytes_that_no_editor_writes_are_told_at_their_place(name: str) -> None:
    data, expected = MADE[name]
    examined, problems = found_in("records/big.yaml", data)
    assert problems == expected
    assert examined.outline is None


def test_a_file_just_small_enough_is_read() -> None:
    assert found_in("records/big.yaml", SMALL + b"#" * (256 * 1024 - len(SMALL)))[1] == []
    assert found_in("records/big.yaml", SMALL + b"x-a: [" + b"1," * 4950 + b"]\n")[1] == []


def rule_of(name: str) -> str:
    return max((rule for rule in SEVERITIES if name.startswith(rule)), key=len, default="")


def test_every_rule_about_one_file_has_its_examples(rules_beyond_one_file: frozenset[str]) -> None:
    shown = {rule_of(path.stem) for path in INVALID} | {rule_of(name) for name in MADE}
    assert shown == SEVERITIES.keys() - rules_beyond_one_file


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_example_is_named_after_a_rule_it_breaks(path: Path) -> None:
    assert rule_of(path.stem) in [rule for rule, *_ in expected_of(path)]


def test_the_good_records_are_a_workspace_without_a_problem(
    make_workspace: Callable[..., Path], tmp_path: Path
) -> None:
    schema = files("commitments").joinpath("schema", "commitment.schema.json").read_bytes()
    records = {path.name: path.read_bytes() for path in VALID}
    beside = {
        "schema/commitment.schema.json": schema,
        "schema/events.yaml": "- {id: second-summit, name: {en: Second summit}}\n",
    }
    root = make_workspace({**records, **beside}, timezone="Asia/Bangkok")
    found = validate(open_workspace(root, None, {"COMMIT_CACHE_DIR": str(tmp_path / "cache")}))
    assert found.problems == ()
    assert found.checked == len(VALID)


def test_the_examples_are_as_they_were_written() -> None:
    assert b"\r\n" in (HERE / "valid" / "crlf.yaml").read_bytes()
    assert (HERE / "valid" / "byte-order-mark.yaml").read_bytes().startswith(BOM)
    assert not (HERE / "valid" / "no-last-line-feed.yaml").read_bytes().endswith(b"\n")
