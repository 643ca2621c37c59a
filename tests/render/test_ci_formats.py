"""Problems as code hosts read them: GitLab's Code Quality, SARIF and JUnit, each by what its readers demand.

What they ask for stands here in small: schemas of what GitLab and GitHub read, and the elements of JUnit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as Xml

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments import __version__
from commitments.cli.app import main
from commitments.model.problem import Problem, Severity
from commitments.render.answer import Answer, Cells, Screen
from commitments.render.formats import sarif
from commitments.render.formats.fingerprints import fingerprints
from commitments.render.formats.gitlab import as_gitlab
from commitments.render.formats.junit import as_junit
from commitments.render.rules.rule_sentences import SENTENCES
from commitments.render.rules.rule_words import headline_with_hint, message, rule_summary
from commitments.render.safe import one_line
from commitments.render.words import Words

ERROR, WARNING = Severity.ERROR, Severity.WARNING
EN = Screen(Words("en"))
FORMATS = {"gitlab": as_gitlab, "sarif": sarif.as_sarif, "junit": as_junit}
REPORTS = Path(__file__).parent / "reports"

SPECIAL: Mapping[str, Mapping[str, str]] = {
    "wrong-type": {"expected": "string", "found": "null"},
    "wrong-size": {"bound": "maxItems", "limit": "3"},
}
"""Values that are words of ours, and not of a record."""


def a_problem(rule: str = "unknown-party", path: str = "records/a.yaml", **more: Any) -> Problem:
    """A problem of this rule, with each of its values named after itself unless `values` are given."""
    names = re.findall("{([a-z_]+)}", "".join(SENTENCES[rule]))
    values = SPECIAL.get(rule) or {name: f"some {name}" for name in names}
    return replace(Problem(rule, ERROR, path, values, line=4, column=9), **more)


def an_answer(*problems: Problem, strict: bool = False) -> Answer:
    """`validate` with these problems."""
    return Answer(
        "validate",
        "2026-11-22",
        "problems",
        list,
        lambda _: "",
        Cells((), list),
        lambda _: "",
        annotations=lambda: problems,
        strict=strict,
    )


FEW = (
    a_problem(
        "unknown-value", values={"value": "in-progress", "allowed": "agreed", "nearest": "in_progress"}
    ),
    a_problem("unknown-party", line=6, column=13, values={"party": "acmee", "nearest": "acme"}),
    a_problem("no-lead", severity=WARNING, line=6, column=3),
    a_problem("no-lead", "records/Hợp tác/b #1.yaml", severity=WARNING, line=5, column=3),
    a_problem("no-registry", "schema/parties.yaml", severity=WARNING, line=None, column=None),
)


def exactly(value: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of an object that has these properties, all of them, and no other."""
    return {
        "type": "object",
        "required": list(value),
        "properties": value,
        "additionalProperties": False,
    }


STRING = {"type": "string", "minLength": 1}
PLACE = {"type": "integer", "minimum": 1}
CODE_QUALITY = {
    "type": "array",
    "items": exactly(
        {
            "description": STRING,
            "check_name": {"enum": list(SENTENCES)},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": exactly({"path": STRING, "lines": exactly({"begin": PLACE})}),
        }
    ),
}
MESSAGE = exactly({"text": STRING})
LEVEL = {"enum": ["none", "note", "warning", "error"]}
RULE = exactly(
    {
        "id": {"enum": list(SENTENCES)},
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": exactly({"text": STRING, "markdown": STRING}),
        "defaultConfiguration": exactly({"level": LEVEL}),
    }
)
RESULT = exactly(
    {
        "ruleId": STRING,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": MESSAGE,
        "locations": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": exactly(
                {
                    "physicalLocation": exactly(
                        {
                            "artifactLocation": exactly({"uri": STRING}),
                            "region": exactly({"startLine": PLACE, "startColumn": PLACE}),
                        }
                    )
                }
            ),
        },
        "partialFingerprints": {"type": "object", "minProperties": 1, "additionalProperties": STRING},
        "properties": exactly({"commit": STRING}),
    }
)
RESULT["required"].remove("properties")
RUN = exactly(
    {
        "tool": exactly(
            {
                "driver": exactly(
                    {"name": STRING, "version": STRING, "rules": {"type": "array", "items": RULE}}
                )
            }
        ),
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "maxItems": 25_000, "items": RESULT},
        "invocations": {
            "type": "array",
            "items": exactly(
                {
                    "executionSuccessful": {"type": "boolean"},
                    "toolExecutionNotifications": {
                        "type": "array",
                        "items": exactly({"level": LEVEL, "message": MESSAGE}),
                    },
                }
            ),
        },
    }
)
RUN["required"].remove("invocations")
SARIF = exactly(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "maxItems": 1, "items": RUN},
    }
)


def issues(answer: Answer, screen: Screen = EN) -> list[dict[str, Any]]:
    """The Code Quality report, as GitLab would read it."""
    found: list[dict[str, Any]] = json.loads(as_gitlab(answer, screen))
    jsonschema.Draft202012Validator(CODE_QUALITY).validate(found)
    return found


def run_of(answer: Answer, screen: Screen = EN) -> dict[str, Any]:
    """The run of the SARIF log, as a code host would read it."""
    log = json.loads(sarif.as_sarif(answer, screen))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    run: dict[str, Any] = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    return run


def said(message: Mapping[str, str]) -> str:
    """What a viewer shows of a SARIF message without links and placeholders; fails where it has any."""
    assert "](" not in message["text"]
    rest = message["text"].replace("{{", "").replace("}}", "")
    assert "{" not in rest and "}" not in rest
    return message["text"].replace("{{", "{").replace("}}", "}")


def cases_of(answer: Answer, screen: Screen = EN) -> list[Xml.Element]:
    """The tests of the JUnit report; fails where a host would count others."""
    written = as_junit(answer, screen)
    assert written.startswith('<?xml version="1.0" encoding="UTF-8"?>\n')
    root = Xml.fromstring(written.encode())
    (suite,) = root
    found = list(suite)
    assert (root.tag, suite.tag, {item.tag for item in found}) == ("testsuites", "testsuite", {"testcase"})
    for item in (root, suite):
        assert item.attrib["tests"] == str(len(found))
        assert item.attrib["failures"] == str(len(suite.findall("testcase/failure")))
        assert item.attrib["errors"] == "0"
    for item in found:
        assert item.attrib["classname"] == "commit.validate"
        assert [child.tag for child in item] in ([], ["failure"], ["system-out"])
        assert all(child.text for child in item)
    names = [item.attrib["name"] for item in found]
    assert len(set(names)) == len(names), "of two tests with one name hosts read the first only"
    return found


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize(("form", "ending"), [("gitlab", "json"), ("sarif", "json"), ("junit", "xml")])
def test_what_each_report_looks_like(form: str, ending: str, lang: str) -> None:
    written = FORMATS[form](an_answer(*FEW), Screen(Words(lang), prefix="sub/"))
    kept = REPORTS / f"{form}-{lang}.{ending}"
    assert written.replace(f'"{__version__}"', '"VERSION"') == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_problem_is_told_in_every_report(lang: str) -> None:
    screen = Screen(Words(lang))
    every = [a_problem(rule, f"records/{rule}.yaml") for rule in SENTENCES]
    answer = an_answer(*every)
    texts = [headline_with_hint(item, screen.words) for item in every]
    assert [issue["check_name"] for issue in issues(answer, screen)] == list(SENTENCES)
    assert [issue["description"] for issue in issues(answer, screen)] == texts
    run = run_of(answer, screen)
    assert [said(result["message"]) for result in run["results"]] == texts
    assert [item["id"] for item in run["tool"]["driver"]["rules"]] == sorted(SENTENCES)
    for test, problem in zip(cases_of(answer, screen), every, strict=False):
        assert f"{message(problem, screen.words)} [{problem.rule}]" in (test[0].text or "")


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_rule_is_told_without_what_one_problem_fills_in(lang: str) -> None:
    words = Words(lang)
    for rule in SENTENCES:
        sentence, advice = rule_summary(rule, words)
        assert sentence and not re.search("[{}]", sentence + advice)
        assert ("…" in sentence) == ("{" in SENTENCES[rule][0])
    assert rule_summary("unknown-value", Words("en")) == ("… is not one of: …", "")


def test_nothing_wrong_is_a_report_too() -> None:
    assert issues(an_answer()) == []
    assert run_of(an_answer())["results"] == []
    (test,) = cases_of(an_answer())
    assert (test.attrib["name"], len(test)) == ("everything else", 0)


def test_weights_are_those_that_hosts_know() -> None:
    answer = an_answer(a_problem(), a_problem("no-lead", severity=WARNING))
    assert [issue["severity"] for issue in issues(answer)] == ["major", "minor"]
    assert [result["level"] for result in run_of(answer)["results"]] == ["error", "warning"]


def test_what_has_no_line_is_told_at_the_first() -> None:
    answer = an_answer(a_problem("no-registry", line=None, column=None))
    assert issues(answer)[0]["location"]["lines"] == {"begin": 1}
    place = run_of(answer)["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 1, "startColumn": 1}


def test_a_test_fails_where_the_run_does() -> None:
    problems = [
        a_problem("no-lead", "records/w.yaml", severity=WARNING),
        a_problem("no-lead", "records/e.yaml", severity=WARNING),
        a_problem("unknown-party", "records/e.yaml"),
    ]
    lenient, strict = (cases_of(an_answer(*problems, strict=strict)) for strict in (False, True))
    assert [[child.tag for child in item] for item in lenient] == [["system-out"], ["failure"], []]
    assert [[child.tag for child in item] for item in strict] == [["failure"], ["failure"], []]
    assert lenient[1][0].attrib == {
        "type": "error",
        "message": f"{message(problems[2], EN.words)} (1 more)",
    }, "the worst is told first"
    assert strict[0][0].attrib == {"type": "warning", "message": message(problems[0], EN.words)}
    assert (lenient[1][0].text or "").count("[no-lead]") == 1, "a failing file tells its warnings too"


def test_the_worst_come_first_and_what_is_beyond_the_limit_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert RUN["properties"]["results"]["maxItems"] == sarif._MOST_RESULTS
    answer = an_answer(*reversed(FEW))
    monkeypatch.setattr(sarif, "_MOST_RESULTS", 3)
    run = run_of(answer)
    assert [result["level"] for result in run["results"]] == ["error", "error", "warning"]
    assert len(run["tool"]["driver"]["rules"]) == 4
    (invocation,) = run["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "not shown here: 2 warnings"
    monkeypatch.setattr(sarif, "_MOST_RESULTS", 1)
    (invocation,) = run_of(answer)["invocations"]
    assert [
        toolexecutionnotification["message"]["text"]
        for toolexecutionnotification in invocation["toolExecutionNotifications"]
    ] == [
        "not shown here: 1 error",
        "not shown here: 3 warnings",
    ]
    monkeypatch.setattr(sarif, "_MOST_RESULTS", len(FEW))
    assert "invocations" not in run_of(answer)


def test_a_finding_about_a_commit_names_it() -> None:
    commits = ["0123456789" * 4, "abcdefabcd" * 4]
    answer = an_answer(*(a_problem(commit=commit) for commit in commits))
    assert [issue["description"][:9] for issue in issues(answer)] == ["0123456: ", "abcdefa: "]
    results = run_of(answer)["results"]
    assert [result["properties"]["commit"] for result in results] == commits
    tests = cases_of(answer)
    assert [test.attrib["name"] for test in tests[:2]] == [
        "records/a.yaml (0123456)",
        "records/a.yaml (abcdefa)",
    ]
    assert all(test.attrib["name"].startswith("records/a.yaml (") for test in tests[:2])
    assert len({issue["fingerprint"] for issue in issues(answer)}) == 2


def inert(written: str, not_shown: re.Pattern[str], runner: Callable[[str], list[str]]) -> None:
    """Fail where a terminal, a page or a runner would obey something in what was written."""
    assert not not_shown.search(written)
    assert runner(written) == []
    written.encode()


@pytest.mark.parametrize("where", ["value", "path", "prefix"])
def test_hostile_text_stays_text(
    where: str, hostile: str, not_shown: re.Pattern[str], runner: Callable[[str], list[str]]
) -> None:
    name = hostile if where == "path" else "records/a.yaml"
    problem = a_problem(path=name, values={"party": hostile if where == "value" else "x", "nearest": ""})
    screen = Screen(Words("en"), prefix=f"{hostile}/" if where == "prefix" else "")
    shown, told = one_line(screen.prefix + name), headline_with_hint(problem, screen.words)
    for strict in (False, True):
        for write in FORMATS.values():
            inert(write(an_answer(problem, strict=strict), screen), not_shown, runner)
    answer = an_answer(problem)
    (issue,) = issues(answer, screen) if shown else [{"location": {"path": ""}, "description": told}]
    assert (issue["location"]["path"], issue["description"]) == (shown, told)
    (test, _) = cases_of(answer, screen)
    assert test.attrib == {"classname": "commit.validate", "name": shown}
    assert message(problem, screen.words).replace("[[ATT", "") in (test[0].text or "")


@pytest.mark.parametrize("where", ["value", "path", "prefix"])
def test_hostile_text_is_no_link_and_no_placeholder(where: str, hostile: str) -> None:
    name = hostile or "a" if where == "path" else "records/a.yaml"
    problem = a_problem(path=name, values={"party": hostile if where == "value" else "x", "nearest": ""})
    screen = Screen(Words("en"), prefix=f"{hostile}/" if where == "prefix" else "")
    (result,) = run_of(an_answer(problem), screen)["results"]
    assert said(result["message"]) == headline_with_hint(problem, screen.words).replace("](", "]\\x28")
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"([A-Za-z0-9._~/-]|%[0-9A-F]{2})+", uri)
    assert urlsplit(uri).scheme == "" and not uri.startswith("//")
    assert unquote(uri, errors="strict") == one_line(screen.prefix + name)


def test_no_file_of_the_job_is_offered_for_download() -> None:
    answer = an_answer(a_problem(values={"party": "[[ATTACHMENT|/etc/passwd]]", "nearest": ""}))
    assert "[[ATTACHMENT|" not in as_junit(answer, EN)
    assert "ATTACHMENT|/etc/passwd]]" in as_junit(answer, EN)


def test_files_that_look_alike_share_a_test() -> None:
    """Else one of them would hide the other."""
    (test, _) = cases_of(
        an_answer(a_problem(path="records/a\x1b.yaml"), a_problem(path="records/a\\x1b.yaml"))
    )
    assert (test[0].text or "").count("[unknown-party]") == 2


POINTERS = st.tuples(
    st.sampled_from(["milestones", "parties"]), st.integers(0, 9), st.sampled_from(["due", "party"])
)
PROBLEMS = st.lists(
    st.builds(
        lambda rule, path, value, pointer, line: a_problem(
            rule, path, values={"party": value, "nearest": "x"}, pointer=pointer, line=line
        ),
        st.sampled_from(["unknown-party", "party-twice"]),
        st.sampled_from(["records/a.yaml", "records/b.yaml", "\udcff"]),
        st.text(max_size=3),
        POINTERS,
        st.integers(1, 99),
    ),
    max_size=12,
)


@given(PROBLEMS, st.integers(1, 500))
def test_a_fingerprint_is_of_one_fault_and_stays(problems: Sequence[Problem], added: int) -> None:
    found = fingerprints(problems, "")
    assert len(set(found)) == len(found) == len(problems)
    moved = [
        replace(problem, line=(problem.line or 0) + added, excerpt="else", id="else") for problem in problems
    ]
    assert fingerprints(moved, "") == found
    longer = [
        replace(
            problem, pointer=tuple(part + 1 if isinstance(part, int) else part for part in problem.pointer)
        )
        for problem in problems
    ]
    assert fingerprints(longer, "") == found
    other = [replace(problem, values={**problem.values, "nearest": "y"}) for problem in problems]
    assert fingerprints(other, "") == found
    assert not set(fingerprints(problems, "other/")) & set(found)


@pytest.mark.parametrize(
    "more",
    [
        {"rule": "party-twice"},
        {"path": "records/b.yaml"},
        {"values": {"party": "other"}},
        {"pointer": ("other", 0)},
        {"commit": "1" * 40},
    ],
    ids=lambda more: next(iter(more)),
)
def test_another_fault_has_another_fingerprint(more: dict[str, Any]) -> None:
    one = a_problem(values={"party": "acmee"}, pointer=("parties", 0))
    assert fingerprints([one], "") != fingerprints([replace(one, **more)], "")


def test_reports_of_a_workspace_stay_comparable(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))
    updates = [{"date": "2026-02-30", "by": "nobody", "note": {"en": "x"}} for _ in range(2)]
    wrong = record(updates=updates)
    root = make_workspace({"small.yaml": wrong})
    place = root / "records" / "small.yaml"

    def told(*arguments: str) -> tuple[list[str], list[int]]:
        assert main(["--root", str(root), *arguments, "validate", "-f", "gitlab"]) == 1
        rows = json.loads(capsys.readouterr().out)
        return [row["fingerprint"] for row in rows], [row["location"]["lines"]["begin"] for row in rows]

    marks, lines = told()
    assert len(marks) == len(set(marks)) == 4, "two dates and two parties, none of which hides another"
    place.write_text("# a\n# b\n" + wrong.replace("kind:", "tags: [a]\nkind:"), encoding="utf-8")
    assert told("--lang", "vi") == (marks, [line + 3 for line in lines])
    assert main(["--root", str(root), "validate", "-f", "sarif"]) == 1
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert [result["partialFingerprints"]["commitmentsFingerprint/v1"] for result in results] == marks


def test_a_finding_of_a_change_has_its_own_fingerprint_in_sarif() -> None:
    problem = replace(a_problem(), fingerprint="0123456789abcdef")
    (result,) = run_of(an_answer(problem), EN)["results"]
    assert result["partialFingerprints"]["commitmentsFinding/v1"] == "0123456789abcdef"
    (result,) = run_of(an_answer(a_problem()), EN)["results"]
    assert list(result["partialFingerprints"]) == ["commitmentsFingerprint/v1"]
