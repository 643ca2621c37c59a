"""Do the examples of the pages hold: those of fields stand, those of rules break their rule and no other?

They must not judge how a fault is worded or placed.
"""

import os
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import docs_pages
import pytest
from docs_commands import RECORD, Stage, files_of, minimal, parties, record
from docs_package import OF_CHANGES, SENTENCES
from docs_pages import DOCS, fences, marked, read
from docs_schema import field_names
from docs_tables import page_of

COMPANIONS = ("records/example-mou.yaml", "records/example-later.yaml")
"""The records that examples of links lead to."""


def rules_found(stage: Stage, files: dict[str, str | bytes]) -> set[str]:
    """The rules that a workspace of these files breaks."""
    return {problem["rule"] for problem in stage.problems(stage.workspace(files))}


def beside(files: dict[str, str]) -> dict[str, str | bytes]:
    """These files, with the records that links of examples lead to."""
    return {**{path: record("", path) for path in COMPANIONS}, **files}


def rule_page(rule: str) -> str:
    """The page of a rule; empty where there is none, which another test tells."""
    page = DOCS / "rules" / f"{rule}.md"
    return read(page) if page.is_file() else ""


@pytest.mark.parametrize("field", field_names())
def test_example_of_a_field_stands(field: str, stage: Stage) -> None:
    examples = marked(read(page_of(field)), "example")
    assert examples
    for example in examples:
        assert re.search(rf"^{field}", example.text, re.MULTILINE)
        assert rules_found(stage, beside(files_of([example]))) == set()


def test_every_fragment_of_a_record_is_tried() -> None:
    tried = {"example", "minimal", "breaks", "mended", "before", "after"}
    for page in (DOCS / "fields", DOCS / "rules"):
        for path in page.glob("*.md"):
            for fence in fences(read(path)):
                assert tried & set(fence.marks) or fence.file or fence.text.startswith("#"), path


def test_registry_and_settings_stand(stage: Stage) -> None:
    settings = next(fence for fence in fences(read(DOCS / "settings.md")) if fence.file == "commitments.toml")
    found = rules_found(
        stage, {RECORD: minimal(), "schema/parties.yaml": parties(), "commitments.toml": settings.text}
    )
    assert found == set()


SHOWN = [rule for rule in SENTENCES if marked(rule_page(rule), "breaks")]


@pytest.mark.parametrize("rule", SHOWN)
def test_example_of_a_rule_breaks_it_and_no_other(rule: str, stage: Stage) -> None:
    blocks = marked(rule_page(rule), "breaks")
    root = stage.workspace(dict(files_of(blocks)))
    problems = stage.problems(root)
    assert {problem["rule"] for problem in problems} == {rule}
    for problem in problems:
        name = field_at(root, problem["path"], problem["line"])
        if name and not of_any_field(rule):
            assert f"../rules/{rule}.md" in docs_pages.links(read(page_of(name)))


def of_any_field(rule: str) -> bool:
    """Whether a rule is of files and YAML, and so of no field more than of another."""
    return bool(re.search(r"^\*\*\w+\*\* · the (file|YAML)$", rule_page(rule), re.MULTILINE))


def field_at(root: Path, path: str, line: int | None) -> str | None:
    """The field of a record on a line."""
    if not path.startswith("records/") or line is None:
        return None
    above = (root / path).read_text(encoding="utf-8").splitlines()[:line]
    key = next((match[1] for text in reversed(above) if (match := re.match(r"([\w-]+):", text))), "")
    return next(
        (name for name in field_names() if key == name or (name == "x-" and key.startswith(name))), None
    )


@pytest.mark.parametrize("rule", [rule for rule in SENTENCES if marked(rule_page(rule), "mended")])
def test_mended_example_stands(rule: str, stage: Stage) -> None:
    assert rules_found(stage, dict(files_of(marked(rule_page(rule), "mended")))) == set()


BYTES: dict[str, Callable[[], bytes]] = {
    "file-too-large": lambda: f"{minimal()}# {'long ' * 60_000}\n".encode(),
    "not-utf8": lambda: minimal().encode().replace(b"AI day", b"ng\xe0y h\xf4i AI"),
    "not-nfc": lambda: unicodedata.normalize("NFD", minimal().replace("AI day", "ngày hội AI")).encode(),
    "too-many-nodes": lambda: f"{minimal()}x-list: [{'1, ' * 5000}]\n".encode(),
}
"""Faults whose bytes no page can show."""

NEVER_SEEN = ("unreadable", "schema", "too-many-problems")
"""What is left for where no other rule explains a fault; no known file breaks them."""


def test_each_rule_is_shown_or_listed_here() -> None:
    of_folders = {"file-not-readable", "not-a-regular-file", "unsafe-file-name", "nested-repository"}
    of_roofs = {"unknown-same-as", "party-differs"}  # tests of roofs break these
    of_files = {*BYTES, *NEVER_SEEN, *of_folders, *of_roofs}
    assert {*SHOWN, *of_files} == set(SENTENCES) - set(OF_CHANGES)  # test_change_rules.py shows those
    assert not of_files & set(SHOWN)


@pytest.mark.parametrize("rule", BYTES)
def test_bytes_break_a_rule(rule: str, stage: Stage) -> None:
    assert rules_found(stage, {"schema/parties.yaml": parties(), RECORD: BYTES[rule]()}) == {rule}


def test_a_link_is_not_a_regular_file(stage: Stage) -> None:
    root = stage.workspace({"schema/parties.yaml": parties(), RECORD: minimal()})
    try:
        (root / "records" / "other.yaml").symlink_to(root / RECORD)
    except OSError:
        pytest.skip("this system lets nobody make links")
    assert {problem["rule"] for problem in stage.problems(root)} == {"not-a-regular-file"}


def test_a_name_that_cannot_be_shown_is_unsafe(stage: Stage) -> None:
    root = stage.workspace({"schema/parties.yaml": parties(), RECORD: minimal()})
    try:
        (root / "records" / "other\u202e.yaml").write_text(minimal(), encoding="utf-8")
    except OSError:
        pytest.skip("this system takes no such name")
    assert {problem["rule"] for problem in stage.problems(root)} == {"unsafe-file-name"}


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="no such rights"
)
def test_a_file_without_rights_is_not_readable(stage: Stage) -> None:
    root = stage.workspace({"schema/parties.yaml": parties(), RECORD: minimal(), COMPANIONS[0]: minimal()})
    (root / COMPANIONS[0]).chmod(0)
    assert {problem["rule"] for problem in stage.problems(root)} == {"file-not-readable"}
