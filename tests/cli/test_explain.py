"""`commit explain`: every rule is explained, in both languages, without a workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.locale import LANGUAGES
from commitments.reading.rule_pages import rule_page
from commitments.render.rule_explanation import rule_explanation, rule_prose
from commitments.render.rules.rule_sentences import SENTENCES
from commitments.render.words import Words

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ("Error", "Warning", " a change", "Before:", "After", "Mended", "breaks the rule", "In `")


@pytest.mark.parametrize("rule", sorted(SENTENCES))
def test_every_rule_is_explained(rule: str) -> None:
    english, vietnamese = (
        rule_explanation(rule, rule_page(rule), rule_page(rule, lang), None, Words(lang)).split("\n\n")
        for lang in ("en", "vi")
    )
    assert english[0].splitlines()[0] == vietnamese[0].splitlines()[0] == rule
    assert len(english) == len(vietnamese) >= 3
    assert not any("](" in part or part.startswith("|") for part in english)
    head = vietnamese[0].splitlines()[1]
    said = [head, *(part.splitlines()[0] for part in vietnamese[1:])]
    assert not [word for word in ENGLISH for line in said if line.startswith(word) or word in head]


@pytest.mark.parametrize("lang", sorted(set(LANGUAGES) - {"en"}))
@pytest.mark.parametrize("rule", sorted(SENTENCES))
def test_each_paragraph_stands_in_every_language(rule: str, lang: str) -> None:
    english, other = (list(rule_prose(rule_page(rule, lang))) for lang in ("en", lang))
    assert [text.count("\n") for text in english] == [text.count("\n") for text in other]
    assert not set(english) & set(other)


def test_a_list_and_a_table_are_lines_of_their_own(run: Run) -> None:
    assert "\n- evidence of the record, " in run("explain", "better-silently", "--lang", "en", today=None).out
    assert "\n- `proposed`: any other\n" in run("explain", "status-move", "--lang", "en", today=None).out


def test_the_reasons_are_in_vietnamese(run: Run) -> None:
    out = run("explain", "closing-rewritten", "--lang", "vi", today=None).out
    assert "Nội dung kết thúc cho biết cam kết kết thúc khi nào" in " ".join(out.split())
    assert "A closing says" not in out


def test_an_explanation_has_the_rule_the_reason_and_the_remedy(run: Run) -> None:
    out = run("explain", "DUE-moved-silently", "--lang", "en", today=None).out
    parts = out.split("\n\n")
    assert parts[0] == "due-moved-silently\nError · a change: deadlines and milestones"
    assert parts[1].startswith("Due moved, … → …") and parts[2].startswith("Add an entry")
    assert parts[3].startswith("The new entries of `due_changes`")
    assert parts[4] == "Before:\n  due: 2027-Q2"
    assert parts[-1].startswith("Mended:\n  due: 2027-Q4\n  due_changes:\n    - {date:")


def test_without_a_rule_all_are_listed(run: Run) -> None:
    lines = run("explain", today=None).out.splitlines()
    assert [line.partition(":")[0] for line in lines] == sorted(SENTENCES)


def test_an_unknown_rule_gets_the_nearest(run: Run) -> None:
    ran = run("explain", "nolead", "--lang", "vi", today=None)
    assert (ran.status, ran.out) == (2, "")
    assert "Không có quy tắc nolead" in ran.err and "no-lead" in ran.err
    assert run("explain", "../../README", today=None).status == 2


def test_the_language_is_that_of_the_workspace(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    root = make_workspace({"small.yaml": record()})
    (root / "commitments.toml").write_text('language = "vi"\n', encoding="utf-8")
    assert "Lỗi · " in run("explain", "missing-field", root=root, today=None).out


def test_every_page_is_in_the_wheel() -> None:
    builder: Any = pytest.importorskip("hatchling.builders.wheel").WheelBuilder(str(ROOT))
    shipped = {file.distribution_path for file in builder.recurse_included_files()}
    for folder in ("", "vi/"):
        assert {f"commitments/rule_pages/{folder}{rule}.md" for rule in SENTENCES} <= shipped
