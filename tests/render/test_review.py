"""The Markdown of a review: it folds, it stays within the limit of a comment, and no text in it acts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date
from typing import Any

import pytest

from commitments.changes.change import Change
from commitments.history.review import JudgedProblem, Judgement
from commitments.model.parties.party import Registry
from commitments.model.problem import Problem, Severity
from commitments.model.revision import Revision
from commitments.render.answer import Screen
from commitments.render.formats.format_table import as_table
from commitments.render.formats.markdown_text import as_markdown
from commitments.render.review.answer import ReviewReport, review_answer
from commitments.render.rules.rule_words import hint, message
from commitments.render.words import Words

DAY = date(2026, 5, 20)
MOST = 65_536
MOST_OF_REVIEW = 65_000
"""So that a mark may be added to a comment."""
EN, VI = Words("en"), Words("vi")


def at(author: str = "Lan", subject: str = "Later") -> Revision:
    return Revision("ab" * 20, (), 1_770_000_000, author, "lan@example.org", subject)


def due(
    id: str, old: str = "2026", new: str = "2027", field: str = "due", reason: str | None = None
) -> list[Change]:
    path, title = f"records/{id}.yaml", json.dumps({"en": id})
    rows = [Change(at(), id, path, "changed", field, json.dumps(old), json.dumps(new), title)]
    if reason is not None:
        entry = json.dumps({"to": new, "reason": {"en": reason}})
        beside = field.removesuffix("due") + "due_changes[2026-05-01]"
        rows.append(Change(at(), id, path, "changed", beside, "null", entry, title))
    return rows


def finding(
    path: str = "records/a.yaml", value: str = "x", severity: Severity = Severity.ERROR
) -> JudgedProblem:
    values = {"from": value, "to": value}
    return JudgedProblem(
        Problem("due-moved-silently", severity, path, values, "a", 3, 1, value), at(value, value)
    )


def report(
    changes: Sequence[Change] = (),
    found: Sequence[JudgedProblem] = (),
    command: str = "review",
    base: str = "main",
) -> ReviewReport:
    return ReviewReport(command, DAY, UTC, Judgement(changes, found), base if command == "review" else "")


def markdown(told: ReviewReport, words: Words = EN) -> str:
    return as_markdown(review_answer(told, Registry(), words), Screen(words))


def test_what_is_wrong_stands_before_what_the_change_means() -> None:
    told = markdown(report(due("a", reason="The law."), [finding()]))
    assert told.splitlines() == [
        "**1 record changed, more than news, 1 error, 0 warnings (compared with main)**",
        "",
        "| Severity | Rule | Where | Message | Hint |",
        "| --- | --- | --- | --- | --- |",
        "| error | due-moved-silently | records/a.yaml:3 | "
        + " | ".join(
            say(finding().problem, EN).replace("_", "\\_").replace("`", "\\`") for say in (message, hint)
        )
        + " |",
        "",
        "- **a** (a): due moved 1 year later: 2026 → 2027 (The law.)",
    ]


@pytest.mark.parametrize("words", [EN, VI])
@pytest.mark.parametrize(
    ("changes", "findings"),
    [(0, 0), (3, 2), (400, 0), (0, 2000), (5000, 5000), (99, 300), (1, 5000), (5000, 1)],
)
def test_it_is_bounded_and_whatever_opens_is_closed(changes: int, findings: int, words: Words) -> None:
    rows = [item for n in range(changes) for item in due(f"r{n}", reason="<b>|`" * 40)]
    found = [finding(f"records/r{n}.yaml") for n in range(findings)]
    told = markdown(report(rows, found), words)
    assert len(told) <= MOST - 500, "room for the mark of a comment"
    shown = len(re.findall(r"(?m)^ *- ", told))
    assert told.count("<details>") == told.count("</details>") == (shown > 30) + (findings > 20)
    for part in re.findall(r"<details>.*?</details>", told, re.DOTALL):
        assert part.count("\n\n") >= 2 and re.search(r"(?m)^(- |\| (error|lỗi) )", part)
    lines = [line for line in told.splitlines() if line.startswith("|")]
    assert len(lines) >= min(findings, 150) and all(line.endswith("|") for line in lines)
    whole = len(lines) == (findings and findings + 2 + 2 * (findings > 20))
    cut = words.say("More was left out; run `commit {command}` to see all.", command="review")
    assert (cut in told) is not whole


@pytest.mark.parametrize("command", ["review", "audit"])
@pytest.mark.parametrize("size", [MOST_OF_REVIEW - 1, MOST_OF_REVIEW, MOST_OF_REVIEW + 1])
def test_what_has_room_is_whole_and_what_has_not_says_so(command: str, size: int) -> None:
    def made(length: int) -> ReviewReport:
        ends = [finding(f"records/{letter}.yaml") for letter in "ab"]
        return report(due("r"), [ends[0], finding(f"records/{'x' * length}.yaml"), ends[1]], command)

    empty = len(markdown(made(0)))
    told = markdown(made(size - empty))
    fits = size <= MOST_OF_REVIEW
    assert ("records/b.yaml" in told, "More was left out" in told) == (fits, not fits)
    assert (len(told) == size) is fits
    assert "records/a.yaml" in told


def test_a_long_list_is_folded_and_counts_what_it_leaves_out() -> None:
    told = markdown(report([row for n in range(350) for row in due(f"r{n}", new=f"{2027 + n}")]))
    assert "<summary>320 more lines of changes</summary>" in told
    assert told.index("<details>") > told.index("- **r29**") and "- **r30**" in told
    assert told.count("\n- **r") == 300 and "\n- 50 more\n" in told


def test_only_deadlines_owe_a_reason() -> None:
    told = markdown(
        report([*due("a", field="x-overdue"), *due("b", field="milestones[m1].due", reason="Rain")])
    )
    assert "(Rain)" in told and "no reason" not in told


def test_no_text_acts(hostile: str, code_host: Callable[[str], Any], not_shown: re.Pattern[str]) -> None:
    rows = [*due(hostile, reason=hostile), *due("b", hostile, hostile)]
    rows.append(Change(at(), "c", hostile, "renamed", "", json.dumps(hostile), json.dumps(hostile), "null"))
    rows.append(Change(at(), hostile, "c", "added", "", "null", "{}", json.dumps({"en": hostile})))
    for command in ("review", "audit"):
        told = markdown(report(rows, [finding(hostile, hostile)], command, base=hostile))
        assert not not_shown.search(told.replace("\n", ""))
        assert told.count("<details>") == told.count("</details>") == 0
        ours = re.sub(r"</?(details|summary)>|<!-- -->", "", told)
        assert "<" not in ours, "no HTML but ours"
        assert not re.search(r"@[A-Za-z]", told) and not re.search(r"(?<!\\)\]\(", told) and "://" not in told
        assert not re.search(r"(?m)^\s*(::|#|/)", told)
        table = told[told.index("| Commit" if command == "audit" else "| Severity") :]
        cells = code_host(table.partition("\n\n")[0])
        assert {len(row) for row in cells} == {7 if command == "audit" else 5}
        assert {kind for row in cells for cell in row for kind, _ in cell} <= {"text"}


def test_what_a_person_reads_cannot_attack(
    hostile: str, not_shown: re.Pattern[str], runner: Callable[[str], list[str]]
) -> None:
    for command in ("review", "audit"):
        told = report([*due(hostile, reason=hostile)], [finding(hostile, hostile)], command, base=hostile)
        for screen in (Screen(EN), Screen(EN, 60)):
            text = as_table(review_answer(told, Registry(), EN), screen)
            assert not not_shown.search(text.replace("\n", ""))
            assert runner(text) == []


def test_an_audit_tells_who_and_how_often() -> None:
    told = markdown(report((), [finding(value="Lan"), finding(value="Minh")], "audit"))
    assert "| Rule | Findings |\n| --- | ---: |\n| due-moved-silently | 2 |\n\n| Commit | Who |" in told
    assert f"| {'ab' * 3}a | Minh | error |" in told
    assert markdown(report((), (), "audit")) == (
        "**1 commit checked, 0 records changed, 0 errors, 0 warnings**\n"
    )


def test_accepted_findings_are_counted() -> None:
    judgement = Judgement(due("a"), (), accepted=[finding(), finding()])
    told = markdown(ReviewReport("review", DAY, UTC, judgement, "main"))
    counts = "1 record changed, more than news, 0 errors, 0 warnings, 2 accepted findings"
    assert told.startswith(f"**{counts} (compared")
