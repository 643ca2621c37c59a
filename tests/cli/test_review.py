"""`commit review`: what is compared with what, by whose settings, and what is told in every format."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from gitobjects import executable
from gitstory import GitStory
from gittraps import Witness

from commitments.history.working_tree import WorkingTree
from commitments.reading import folder
from commitments.reading.git.repository import Repository

Run = Callable[..., Any]
Story = Callable[..., GitStory]
Record = Callable[..., str]
pytestmark = pytest.mark.usefixtures("no_git_settings")

PATH = "records/small.yaml"
ORIGIN = "refs/remotes/origin/main"
SILENT = "due-moved-silently"
KEYS = [
    "rule",
    "severity",
    "path",
    "line",
    "column",
    "id",
    "message",
    "hint",
    "commit",
    "fingerprint",
    "accepted",
    "suggestion",
]


@pytest.fixture
def run(run: Run) -> Run:
    """The command line on a day on which no deadline of these records has passed."""
    return partial(run, today="2026-05-20")


def answer(run: Run, root: Path, *words: str) -> dict[str, Any]:
    ran = run("review", "-f", "json", *words, root=root)
    assert ran.err == "", ran.err
    found: dict[str, Any] = json.loads(ran.out)
    assert ran.status == any(finding["severity"] == "error" for finding in found["findings"])
    return found


def rules(found: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in found["findings"]]


def fields(found: dict[str, Any]) -> list[tuple[str, str, Any]]:
    return [(change["id"], change["change"], change["field"]) for change in found["changes"]]


@pytest.fixture
def story(git_story: Story, record: Record) -> GitStory:
    """One record on `main`, as the origin has it; the story stands on the branch `pr`."""
    made = git_story()
    base = made.commit({PATH: record(due="2026-06"), "records/b.yaml": record(id="b", due="2026-06")})
    made.ref(ORIGIN, base)
    made.branch("pr")
    return made


def test_the_answer_for_programs(story: GitStory, run: Run, record: Record) -> None:
    head = story.commit({PATH: record(due="2027")}, author="Lan <lan@example.org>", message="Later\n")
    found = answer(run, story.root, "origin/main...HEAD")
    assert list(found) == ["schema_version", "command", "as_of", "changes", "effects", "nature", "findings"]
    (finding,) = found["findings"]
    assert list(finding) == KEYS
    assert (finding["rule"], finding["severity"], finding["commit"]) == (SILENT, "error", head)
    line = record(due="2027").splitlines().index("due: '2027'") + 1
    assert (finding["path"], finding["line"], finding["column"]) == (PATH, line, 6)
    assert "2026" in finding["message"] and finding["hint"]
    (change,) = found["changes"]
    assert (change["commit"], change["author"], change["subject"]) == (head, "Lan", "Later")
    assert (change["field"], change["old"], change["new"]) == ("due", "2026-06", "2027")


def test_the_working_tree_is_what_stands_on_disk(story: GitStory, run: Run, record: Record) -> None:
    story.commit({PATH: record(due="2027")})
    story.write({"records/b.yaml": record(id="b", due="2027")})
    found = answer(run, story.root)
    assert rules(found) == [SILENT, SILENT]
    assert {change["commit"] for change in [*found["changes"], *found["findings"]]} == {None}
    assert [finding["id"] for finding in answer(run, story.root, "origin/main...HEAD")["findings"]] == [
        "small"
    ]
    assert [finding["id"] for finding in answer(run, story.root, "HEAD")["findings"]] == ["b"]
    story.write({PATH: record(due="2026-06"), "records/b.yaml": record(id="b", due="2026-06")})
    assert fields(answer(run, story.root)) == []


@pytest.mark.parametrize("compared", [(), ("origin/main",), ("...HEAD",), ("main",)])
def test_where_nothing_changed_nothing_is_found(compared: tuple[str], story: GitStory, run: Run) -> None:
    assert (found := answer(run, story.root, *compared))["changes"] == found["findings"] == []
    told = run("review", *compared, root=story.root).out
    name = "main" if compared == ("main",) else "origin/main"
    assert told == (
        "0 records changed, no difference at all, 0 errors, 0 warnings"
        f" (compared with {name} {story.commits[0][:7]})\n"
    )


def test_what_main_did_since_is_not_told(story: GitStory, run: Run, record: Record) -> None:
    story.commit({"records/new.yaml": record(id="new")})
    story.switch("main")
    story.ref(ORIGIN, story.commit({PATH: record(due="2027"), "records/b.yaml": None}))
    story.switch("pr")
    for compared in ([], ["origin/main...pr"], ["main...pr"]):
        found = answer(run, story.root, *compared)
        assert fields(found) == [("new", "added", None)] and rules(found) == []
    assert fields(answer(run, story.root, "pr...main"))[0][1] == "removed"


def test_the_settings_of_the_tip_of_the_base_judge(story: GitStory, run: Run, record: Record) -> None:
    off = f'[severities]\n{SILENT} = "off"\n'
    story.commit({PATH: record(due="2027"), "commitments.toml": off})
    assert rules(answer(run, story.root)) == ["settings-weakened", SILENT]
    story.switch("main")
    story.ref(ORIGIN, story.commit({"commitments.toml": f'[severities]\n{SILENT} = "warning"\n'}))
    story.switch("pr")  # an old branch does not bring old rules
    found = answer(run, story.root, "origin/main...pr")
    assert [finding["severity"] for finding in found["findings"]] == ["error", "warning"]


def test_no_head_chooses_the_day(story: GitStory, run: Run, record: Record) -> None:
    story.commit(
        {
            PATH: record(due="2026-06", updates=[{"date": "2026-05-21", "note": {"en": "Soon."}}]),
            "commitments.toml": 'timezone = "Pacific/Kiritimati"\n',
        }
    )
    told = json.loads(run("review", "-f", "json", root=story.root).out)
    assert rules(told) == ["date-in-future"]
    assert told["as_of"] == "2026-05-20"


def test_faulty_settings_of_the_base_are_told_and_passed_over(
    story: GitStory, run: Run, record: Record
) -> None:
    story.switch("main")
    story.ref(ORIGIN, story.commit({"commitments.toml": "severities = ["}))
    story.write({"commitments.toml": f'[severities]\n{SILENT} = "off"\n', PATH: record(due="2027")})
    ran = run("review", "-f", "json", root=story.root)
    assert ran.status == 1 and rules(json.loads(ran.out)) == ["settings-weakened", SILENT]
    assert ran.err.startswith("The settings of origin/main have faults")


BESIDE = [
    ({"schema/parties.yaml": "[]\n"}, []),
    ({"schema/deep/x.json": "{}\n"}, []),
    ({"commitments.toml": "due_soon_days = 3\n"}, ["settings-weakened"]),
    ({"README.md": "x\n"}, []),
]


@pytest.mark.parametrize(("files", "expected"), BESIDE)
def test_what_checks_records_together_with_records(
    files: dict[str, str], expected: list[str], story: GitStory, run: Run, record: Record
) -> None:
    more = {**files, PATH: record(due="2026-06", tags=["ai"])}
    story.write(more)
    assert rules(answer(run, story.root)) == expected
    story.commit(more)
    assert rules(answer(run, story.root)) == rules(answer(run, story.root, "main...HEAD")) == expected
    story.ref(ORIGIN, story.head or "")
    story.write({PATH: record(due="2026-06", tags=["ports"])})
    assert rules(answer(run, story.root)) == [], "what stood there before is not touched"
    story.write({PATH: record(due="2026-06", tags=["ai"]), **dict.fromkeys(files, "due_soon_days = 9\n")})
    assert "rules-changed-too" not in rules(answer(run, story.root)), "settings speak for themselves"


def test_what_cannot_be_read_is_a_finding_at_the_fault(story: GitStory, run: Run, record: Record) -> None:
    broken = {PATH: "id: small\ntitle: [\nx: }\n", "records/new.yaml": "id: &a x\n"}
    story.write(broken)
    found = answer(run, story.root)
    assert rules(found) == ["became-unreadable"] * 2
    assert [(finding["path"], finding["line"]) for finding in found["findings"]] == [
        ("records/new.yaml", 1),
        (PATH, 3),
    ]
    head = story.commit(broken)
    again = answer(run, story.root, "main...pr")["findings"]
    assert again == [{**finding, "commit": head} for finding in found["findings"]]
    assert run("review", root=story.root).status == 1


def test_what_history_knows_of_a_file_that_is_mended(story: GitStory, run: Run, record: Record) -> None:
    story.switch("main")
    story.ref(ORIGIN, story.commit({PATH: "id: [\n"}))
    for due, expected in ((2027, [SILENT]), ("2026-06", [])):
        story.write({PATH: record(due=due)})
        found = answer(run, story.root)
        assert rules(found) == expected
        assert fields(found)[0] == ("small", "readable", None)
    story.commit({PATH: record(due=2027)})
    assert rules(answer(run, story.root, "origin/main...main")) == [SILENT]


def test_a_file_that_moves_is_told_by_its_paths(story: GitStory, run: Run, record: Record) -> None:
    moved = {PATH: None, "records/2026/small.yaml": record(due="2026-06")}
    story.commit(moved)
    found = answer(run, story.root)
    (row,) = found["changes"]
    assert (row["change"], row["old"], row["new"]) == ("renamed", PATH, "records/2026/small.yaml")
    assert rules(found) == []
    told = run("review", root=story.root).out
    assert f"small (Hold an AI day)\n  moved from {PATH} to records/2026/small.yaml\n" in told


def test_only_a_new_lay_out_is_no_change(story: GitStory, run: Run, record: Record) -> None:
    story.write({PATH: f"# a remark\n{record(due='2026-06')}".replace("\n", "\r\n")})
    assert (found := answer(run, story.root))["changes"] == found["findings"] == []


def test_every_format_has_the_same_findings(story: GitStory, run: Run, record: Record) -> None:
    story.write({PATH: record(due="2027", status="fulfilled"), "records/b.yaml": None, "records/c.yaml": "["})
    found = answer(run, story.root)
    wanted = rules(found)
    assert len(wanted) > 4

    def told(form: str) -> str:
        ran = run("review", "-f", form, root=story.root)
        assert (ran.status, ran.err) == (1, "")
        text: str = ran.out
        return text

    assert [json.loads(line) for line in told("jsonl").splitlines()] == found["findings"]
    assert [sentence["rule"] for sentence in csv.DictReader(io.StringIO(told("csv")))] == wanted
    assert [load["check_name"] for load in json.loads(told("gitlab"))] == wanted
    assert sorted(result["ruleId"] for result in json.loads(told("sarif"))["runs"][0]["results"]) == sorted(
        wanted
    )
    junit = ElementTree.fromstring(told("junit"))
    assert junit.get("failures") == str(len({finding["path"] for finding in found["findings"]}))
    for form in ("table", "md", "github", "junit"):
        text = told(form)
        assert [text.count(rule) >= 1 for rule in wanted] == [True] * len(wanted), form


def test_annotations_stay_within_ten_of_a_kind(story: GitStory, run: Run, record: Record) -> None:
    story.write({f"records/r{n}.yaml": "[" for n in range(25)})
    lines = run("review", "-f", "github", root=story.root).out.splitlines()
    assert sum(line.startswith("::error ") for line in lines) == 10
    assert "not shown here: 15 errors" in lines[-1]


def test_warnings_fail_only_where_asked(story: GitStory, run: Run, record: Record) -> None:
    story.write({PATH: record(due="2026-06"), "commitments.toml": "due_soon_days = 90\n"})
    assert run("review", root=story.root).status == 0
    assert run("review", "--strict", root=story.root).status == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs shell scripts")
@pytest.mark.parametrize("compared", ["main...pr", "origin/main...HEAD", "main"])
def test_git_is_started_no_more_than_it_must(
    compared: str,
    story: GitStory,
    run: Run,
    record: Record,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story.commit({PATH: record(due="2027")})
    witness = Witness(tmp_path / "witness")
    monkeypatch.setenv("PATH", witness.path)
    assert rules(answer(run, story.root, compared)) == [SILENT]
    named = [name for name in compared.split("...") if name != "HEAD"]
    assert len(witness.calls) <= 7 + len(named)  # each is asked whether it is a tag, too


def test_two_commits_are_compared_without_a_look_at_the_disk(
    story: GitStory, run: Run, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.commit({PATH: record(due="2027")})
    monkeypatch.setattr(folder, "listing", None)
    monkeypatch.setattr(WorkingTree, "uncommitted", None)
    assert rules(answer(run, story.root, "main...pr")) == [SILENT]


def test_names_are_told_alike_however_they_are_asked_about(
    story: GitStory, run: Run, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, or where that tells nothing one by one."""
    story.commit({PATH: record(due="2027")})
    asked = [
        "main...pr",
        "...HEAD",
        "main",
        "origin/main...pr~1",
        "none...pr",
        "pr...none",
        "main..pr",
        "",
        "pr...main",
    ]
    ways = []
    for _ in range(2):
        ways.append([run("review", *filter(None, [item]), root=story.root) for item in asked])
        monkeypatch.setattr(Repository, "parted", lambda *_: None)
    assert [(way.out, way.err, way.status) for way in ways[0]] == [
        (way.out, way.err, way.status) for way in ways[1]
    ]
    assert {way.status for way in ways[0]} == {1, 2}


@pytest.mark.parametrize("compared", ["pr...main", "main...main", "origin/main...origin/main", "pr...pr~1"])
def test_a_head_that_the_base_has_is_no_question(
    compared: str, story: GitStory, run: Run, record: Record
) -> None:
    story.commit({PATH: record(due="2027")})
    ran = run("review", compared, root=story.root)
    base, head = compared.split("...")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"commit: There is nothing to review: {base} has all of {head} already")


def test_a_name_of_both_a_tag_and_a_branch_is_refused(story: GitStory, run: Run, record: Record) -> None:
    story.commit({PATH: record(due="2027")})
    story.ref("refs/tags/main", story.commits[-1])
    story.ref("refs/tags/origin/main", story.commits[-1])
    for compared, name in (("main...pr", "main"), ("main", "main"), ("origin/main...pr", "origin/main")):
        ran = run("review", compared, root=story.root)
        assert (ran.status, ran.out) == (2, "")
        assert f"{name} is both a tag and a branch: refs/tags/{name}, refs/" in ran.err
    assert rules(answer(run, story.root, "refs/heads/main...pr")) == [SILENT]
    assert rules(answer(run, story.root, "refs/remotes/origin/main...pr")) == [SILENT]
    assert rules(answer(run, story.root)) == [SILENT]


def test_without_a_remote_the_working_tree_is_compared_with_head(
    git_story: Story, run: Run, record: Record
) -> None:
    story = git_story()
    story.commit({PATH: record(due="2026-06")})
    story.write({PATH: record(due="2027")})
    ran = run("review", "-f", "json", root=story.root)
    assert (ran.status, rules(json.loads(ran.out))) == (1, [SILENT])
    assert ran.err == "This repository has no remote: the working tree is compared with HEAD.\n"


def test_the_findings_first_and_then_the_changes(story: GitStory, run: Run, record: Record) -> None:
    entry = {"date": "2026-05-01", "from": "2026-06", "to": 2027, "reason": {"en": "The law was put off."}}
    story.write({PATH: record(due=2027, due_changes=[entry]), "records/b.yaml": record(id="b", due=2027)})
    told = run("review", root=story.root).out
    assert told.startswith("records/b.yaml:") and f"[{SILENT}]" in told.splitlines()[0]
    assert told.endswith(
        "\n\nb (Hold an AI day)\n"
        "  due moved 18 months later: Jun 2026 → 2027 (no reason recorded)\n"
        "small (Hold an AI day)\n"
        "  due moved 18 months later: Jun 2026 → 2027 (The law was put off.)\n"
        "\n"
        "2 records changed, more than news, 1 error, 0 warnings"
        f" (compared with origin/main {story.commits[0][:7]})\n"
    )
    assert "\n  lùi thời hạn" in run("--lang", "vi", "review", root=story.root).out


def test_what_did_not_change_beside_the_records_is_no_finding(
    story: GitStory, run: Run, record: Record
) -> None:
    large = f"# {'x' * 300_000}\n[]\n"
    beside = {"schema/link": story.link("parties.yaml"), "schema/parties.yaml": large, "schema/a.json": "{}"}
    story.ref(ORIGIN, story.commit(beside))
    head = story.commit({"schema/a.json": story.executable("{}"), PATH: record(due="2026-06", tags=["ai"])})
    assert rules(answer(run, story.root)) == rules(answer(run, story.root, f"origin/main...{head}")) == []


def test_an_unfinished_merge_is_named_as_such_and_not_switched_off(
    story: GitStory, run: Run, record: Record
) -> None:
    text = record(summary={"en": "END"})
    conflict = '"One\n<<<<<<< HEAD\n  two\n=======\n  2\n>>>>>>> side\n  three."'
    settings = '[severities]\n"became-unreadable" = "off"\n'
    base = story.commit({PATH: text, "commitments.toml": settings})
    story.commit({PATH: text.replace("END", conflict)})
    found = answer(run, story.root, base)
    assert [(row["rule"], row["severity"]) for row in found["findings"]] == [("conflict-markers", "error")]


@pytest.mark.parametrize("path", ["schema/parties.yaml", "commitments.toml"])
def test_an_unfinished_merge_beside_the_records_is_an_error(
    path: str, story: GitStory, run: Run, record: Record
) -> None:
    base = story.commit({PATH: record(), path: "# begun\n"})
    conflict = "# begun\n<<<<<<< HEAD\n# one\n=======\n# two\n>>>>>>> side\n"
    story.write({path: conflict})
    expected = [("conflict-markers", path, 2)]
    on_disk = answer(run, story.root, base)["findings"]
    story.commit({path: conflict})
    for findings in (on_disk, answer(run, story.root, f"{base}...HEAD")["findings"]):
        assert [(row["rule"], row["path"], row["line"]) for row in findings] == expected
    ran = run("audit", "-f", "json", root=story.root)
    if path == "commitments.toml":
        assert (ran.status, ran.out) == (2, ""), "settings that cannot be used judge nothing"
        return
    found = [(row["rule"], row["path"]) for row in json.loads(ran.out)["findings"]]
    assert (found.count(expected[0][:2]), ran.status) == (1, 1)


NATURES: dict[str, tuple[dict[str, str | None], str]] = {
    "an update": ({PATH: "updates: [{date: 2026-05-19, note: {en: Begun.}}]\n"}, "news"),
    "a reminder": (
        {PATH: "updates: [{date: 2026-05-19, about: reminder, note: {en: Where is it?}}]\n"},
        "news",
    ),
    "evidence": ({PATH: "evidence: [{date: 2026-05-19, title: Report}]\n"}, "news"),
    "of two records": (
        {
            PATH: "updates: [{date: 2026-05-19, note: {en: Begun.}}]\n",
            "records/b.yaml": "evidence: [{date: 2026-05-19, title: Report}]\n",
        },
        "news",
    ),
    "an update of tomorrow": ({PATH: "updates: [{date: 2026-05-21, note: {en: Soon.}}]\n"}, "other"),
    "a tag": ({PATH: "tags: [ai]\n"}, "other"),
    "an update and a tag": (
        {PATH: "updates: [{date: 2026-05-19, note: {en: Begun.}}]\ntags: [ai]\n"},
        "other",
    ),
    "a milestone": ({PATH: "milestones: [{id: m1, title: {en: Draft}}]\n"}, "other"),
    "a comment": ({PATH: "# nothing\n"}, "other"),
}


@pytest.mark.parametrize(("added", "nature"), NATURES.values(), ids=NATURES)
@pytest.mark.parametrize("beside", [{}, {"README.md": "Read me.\n"}], ids=["alone", "with another file"])
def test_the_nature_of_a_change(
    added: dict[str, str], nature: str, beside: dict[str, str], story: GitStory, run: Run, record: Record
) -> None:
    ids = {PATH: "small", "records/b.yaml": "b"}
    files = {path: record(id=ids[path], due="2026-06") + text for path, text in added.items()}
    story.commit({**files, **beside})
    told = answer(run, story.root, "origin/main...HEAD")
    assert told["nature"] == ("other" if beside else nature)
    assert told["effects"] == []


def test_effects_and_nature_of_a_working_tree(story: GitStory, run: Run, record: Record) -> None:
    assert answer(run, story.root)["nature"] == "none"
    story.write({PATH: record(due="2026-06-10")})
    told = answer(run, story.root)
    assert told["nature"] == "other"
    assert told["effects"] == [{"id": "small", "before": "on_track", "after": "due_soon"}]


def test_a_change_of_mode_is_no_news(story: GitStory, run: Run, record: Record) -> None:
    text = record(due="2026-06") + "updates: [{date: 2026-05-19, note: {en: Begun.}}]\n"
    story.commit({PATH: text})
    assert answer(run, story.root, "origin/main...HEAD")["nature"] == "news"
    story.commit({PATH: executable(text)})
    assert answer(run, story.root, "origin/main...HEAD")["nature"] == "other"


SESSION = "- {{id: session, name: {{en: Session}}, date: {date}}}\n"


@pytest.mark.parametrize("committed", [False, True])
def test_files_beside_the_records_speak_for_themselves(
    committed: bool, git_story: Story, run: Run, record: Record
) -> None:
    bound = record(due="2026-10", due_event={"event": "session"})
    party = "- {id: acme, name: {en: Acme}, kind: company}\n"
    story = git_story()
    base = {PATH: bound, "schema/events.yaml": SESSION.format(date="2026-10"), "schema/parties.yaml": party}
    story.ref(ORIGIN, story.commit(base))
    story.branch("pr")
    files = {
        "commitments.toml": '# ours\n[severities]\ndue-moved-silently = "off"\n',
        "schema/events.yaml": SESSION.format(date="2026-12"),
        "schema/parties.yaml": party.replace("Acme", "Other"),
    }
    story.commit(files) if committed else story.write(files)
    told = answer(run, story.root, *(["origin/main...pr"] if committed else []))
    assert [(row["rule"], row["severity"], row["path"], row["line"]) for row in told["findings"]] == [
        ("settings-weakened", "error", "commitments.toml", 3),
        ("event-moved", "error", "schema/events.yaml", 1),
        ("settings-weakened", "warning", "schema/parties.yaml", 1),
    ]
    assert "due-moved-silently: error → off" in told["findings"][0]["message"]
    assert told["nature"] == "other"
    if committed:
        audited = json.loads(run("audit", "-f", "json", root=story.root).out)["findings"]
        assert {row["rule"] for row in audited} == {"settings-weakened", "event-moved"}


def test_a_finding_is_accepted_once_the_entry_is_on_the_base(
    story: GitStory, run: Run, record: Record
) -> None:
    story.commit({PATH: record(due="2027")})
    (finding,) = answer(run, story.root)["findings"]
    assert finding["accepted"] is None and len(finding["fingerprint"]) == 16
    settings = story.root / "commitments.toml"
    settings.write_bytes(b"# ours\r\ndue_soon_days = 30")
    words = ["--accept", SILENT, "small", "--reason", 'Agreed by "phone".', "--until", "2026-12-31"]
    ran = run("review", *words, root=story.root)
    assert (ran.status, ran.out) == (0, "")
    assert "It holds once it is on the base." in ran.err
    text = settings.read_bytes()
    assert text.startswith(
        b'# ours\r\ndue_soon_days = 30\r\n\r\n[[accepted]]\r\nrule = "due-moved-silently"\r\n'
    )
    assert rules(answer(run, story.root)) == ["settings-weakened", SILENT]
    story.switch("main")
    story.ref(ORIGIN, story.commit({"commitments.toml": text.decode()}))
    story.switch("pr")
    settings.write_bytes(text)
    ran = run("review", "-f", "json", "origin/main...pr", root=story.root)
    (finding,) = json.loads(ran.out)["findings"]
    assert (ran.status, finding["rule"], finding["accepted"]) == (0, SILENT, 'Agreed by "phone".')
    assert ran.err == "1 finding is accepted in commitments.toml of the base.\n"
    assert run("review", "--strict", "origin/main...pr", root=story.root).status == 0
    late = run("review", "origin/main...pr", root=story.root, today="2027-01-01")
    assert late.status == 1 and "fits nothing any more" in late.err
    story.commit({PATH: record(due="2028")})
    other = run("review", "origin/main...pr", root=story.root)
    assert other.status == 1 and "fits nothing any more" in other.err, "that one change, and not the next"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--accept", SILENT, "small"], "An accepted finding needs a reason"),
        (["--accept", SILENT, "small", "--reason", "."], "An accepted finding needs a reason"),
        (
            ["--accept", SILENT, "b", "--reason", "Agreed."],
            "There is no finding of due-moved-silently about b",
        ),
        (["--accept", "settings-weakened", "commitments.toml", "--reason", "Agreed."], "cannot be accepted"),
        (["--reason", "Agreed."], "go with --accept"),
    ],
)
def test_what_cannot_be_accepted(
    words: list[str], says: str, story: GitStory, run: Run, record: Record
) -> None:
    story.write({PATH: record(due="2027")})
    ran = run("review", *words, root=story.root)
    assert (ran.status, ran.out) == (2, "") and says in ran.err
    assert not (story.root / "commitments.toml").exists()


def test_an_audit_knows_the_accepted_findings_too(git_story: Story, run: Run, record: Record) -> None:
    story = git_story()
    story.commit({PATH: record(due="2026-06")})
    story.commit({PATH: record(due="2027")})
    (finding,) = json.loads(run("audit", "-f", "json", root=story.root).out)["findings"]
    entry = {
        "rule": SILENT,
        "id": "small",
        "fingerprint": finding["fingerprint"],
        "reason": "Agreed.",
        "by": "Lan",
    }
    lines = "\n".join(f'{name} = "{value}"' for name, value in entry.items())
    story.write({"commitments.toml": f"[[accepted]]\n{lines}\n"})
    ran = run("audit", "-f", "json", root=story.root)
    (finding,) = json.loads(ran.out)["findings"]
    assert (ran.status, finding["accepted"]) == (0, "Agreed.")
    story.write({"commitments.toml": f"[[accepted]]\n{lines}\n".replace(finding["fingerprint"], "0" * 16)})
    ran = run("audit", root=story.root)
    assert (
        ran.status == 1
        and "The accepted finding due-moved-silently of small fits nothing any more" in ran.err
    )
