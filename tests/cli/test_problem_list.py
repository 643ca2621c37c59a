"""What a terminal shows of thousands of problems, and what it says of the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.model.problem import Problem, Severity
from commitments.render.answer import Screen
from commitments.render.problem_list import MOST_SHOWN, hidden_problem_lines, problems_on_screen
from commitments.render.words import Words


def problems(*rules: tuple[str, int]) -> list[Problem]:
    """So many problems of each rule; a rule that begins with w is a warning."""
    kinds = [(rule, Severity.WARNING if rule.startswith("w") else Severity.ERROR) for rule, _ in rules]
    return [
        Problem(rule, severity, f"records/{rule}-{number:05}.yaml")
        for (rule, severity), (_, count) in zip(kinds, rules, strict=True)
        for number in range(count)
    ]


def shown(found: list[Problem], width: int | None = 80) -> list[Problem]:
    return list(problems_on_screen(found, lambda problem: problem, Screen(Words("en"), width)))


CASES = [
    ([("a", 100)], {"a": 100}),
    ([("a", 101)], {"a": 100}),
    ([("a", 60), ("w", 40)], {"a": 60, "w": 40}),
    ([("w", 300), ("b", 30)], {"w": 70, "b": 30}),
    ([("w", 300), ("b", 300)], {"b": 100}),
    ([], {}),
]


@pytest.mark.parametrize(("rules", "expected"), CASES)
def test_a_terminal_shows_a_hundred_errors_first(
    rules: list[tuple[str, int]], expected: dict[str, int]
) -> None:
    found = problems(*rules)
    kept = shown(found)
    assert {rule: sum(problem.rule == rule for problem in kept) for rule in expected} == expected
    assert len(kept) == min(len(found), MOST_SHOWN)
    assert [item for item in found if item in kept] == kept, "in their own order"
    assert shown(found, None) == found


def test_the_others_are_counted_by_rule_errors_first() -> None:
    found = problems(("w1", 2000), ("a", 150), ("w2", 1), ("b", 1200))
    assert list(hidden_problem_lines(found, shown(found), Words("en"))) == [
        "3,251 more problems are not shown here:",
        " 1,200  b (error)",
        "    50  a (error)",
        " 2,000  w1 (warning)",
        "     1  w2 (warning)",
        "Use --output FILE.csv to write all of them to a file.",
        "",
    ]
    assert list(hidden_problem_lines(found, found, Words("en"))) == []
    one = problems(("a", 101))
    assert next(hidden_problem_lines(one, shown(one), Words("en"))) == "1 more problem is not shown here:"
    assert (
        next(hidden_problem_lines(one, shown(one), Words("vi")))
        == "Còn 1 lỗi và cảnh báo không hiển thị ở đây:"
    )


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_validate_is_cut_on_a_terminal_alone(
    lang: str,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Callable[..., Any],
    on_a_screen: Callable[..., Any],
) -> None:
    files = {f"r{n:03}.yaml": record(id=f"r{n:03}", colour="red", size="big") for n in range(130)}
    root = make_workspace(files)
    ran = on_a_screen("--lang", lang, "--color", "never", "validate", root=root)
    assert ran.status == 1
    assert ran.out.count("[unknown-field]") == 100
    last = ran.out.splitlines()[-5:]
    assert "160" in last[0] and last[1].startswith("   160  unknown-field (") and "130" in last[-1]
    assert "r049.yaml" in ran.out and "r050.yaml" not in ran.out
    for form in ("table", "csv", "md", "json", "jsonl", "sarif", "gitlab", "junit"):
        out = run("--lang", lang, "validate", "-f", form, root=root).out
        assert all(f"r{n:03}.yaml" in out for n in range(130)), form
    assert run("--color", "always", "validate", root=root).out.count("unknown-field") == 260
    assert len(json.loads(run("validate", "-f", "json", root=root).out)["problems"]) == 260


def test_an_audit_is_cut_on_a_terminal_too(
    git_story: Callable[..., Any], record: Callable[..., str], run: Callable[..., Any], on_a_screen: Any
) -> None:
    story = git_story()
    story.commit({f"records/r{n:03}.yaml": record(id=f"r{n:03}") for n in range(121)})
    story.commit({f"records/r{n:03}.yaml": None for n in range(120)}, "all gone")
    whole = run("audit", root=story.root)
    cut = on_a_screen("--color", "never", "audit", root=story.root)
    assert whole.status == cut.status == 1
    told = "[record-removed]"
    assert (whole.out.count(told), cut.out.count(told)) == (120, 100)
    assert "20 more problems are not shown here:" in cut.out and "   120  record-removed" in cut.out


def test_what_could_not_be_read_is_named_twenty_times_on_a_terminal(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = make_workspace({"small.yaml": record(), **{f"b{n:02}.yaml": "[" for n in range(33)}})
    whole = run("status", root=root)
    assert whole.status == 1 and whole.err.count("left out: ") == 33
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    cut = run("status", root=root)
    assert (cut.status, cut.out) == (1, whole.out)
    assert cut.err.count("left out: ") == 20
    assert "… and 13 more records\n33 records could not be read and are left out" in cut.err
    assert "… và 13 hồ sơ khác" in run("--lang", "vi", "status", root=root).err
