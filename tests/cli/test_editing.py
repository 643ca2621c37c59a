"""The commands that edit, as people run them: what is written, shown, refused, committed and taken back."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from bounds import HANGS
from gitstory import GitStory
from ways_back import undo

RECORD = """\
# yaml-language-server: $schema=../schema/commitment.schema.json
id: small
title: {en: Hold an AI day}   # in one language so far
kind: agreed_action
status: agreed
parties:
  - {party: acme, role: lead}  # since May
due: 2026-12
milestones:
  - id: hall
    title: {en: Hall booked}
    due: 2026-11-30
repeats:
  rule: FREQ=YEARLY
  starts: 2025-11
source: {document: report.txt}
"""
PARTIES = "- {id: acme, name: {en: Acme}, kind: company, country: GB}\n"
Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("no_git_settings")
posix = pytest.mark.skipif(sys.platform == "win32", reason="the shell of POSIX")


@pytest.fixture
def root(make_workspace: Callable[..., Path]) -> Path:
    """A workspace of one record, in no repository."""
    return make_workspace({"small.yaml": RECORD})


@pytest.fixture
def story(git_story: Callable[..., GitStory], monkeypatch: pytest.MonkeyPatch) -> GitStory:
    """The same in a repository, with somebody to commit."""
    told = git_story()
    told.commit({"records/small.yaml": RECORD, "schema/parties.yaml": PARTIES, "notes.txt": "one\n"})
    told.git("read-tree", "HEAD")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "An")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "an@example.org")
    return told


def text(root: Path) -> str:
    return (root / "records/small.yaml").read_bytes().decode()


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines that went, and lines that came."""
    old, new = before.splitlines(), after.splitlines()
    return [item for item in old if item not in new], [item for item in new if item not in old]


EDITS = [
    pytest.param(
        ["update", "small", "--note", "Đã họp lần một.", "--by", "acme", "--lang", "vi"],
        [],
        ["updates:", "  - date: 2026-11-22", "    by: acme", "    note:", "      vi: Đã họp lần một."],
        id="note",
    ),
    pytest.param(
        ["update", "small", "--status", "in_progress"],
        ["status: agreed"],
        ["status: in_progress"],
        id="status",
    ),
    pytest.param(
        ["update", "small", "--set", "title.en=Hold two: AI days"],
        ["title: {en: Hold an AI day}   # in one language so far"],
        ['title: {en: "Hold two: AI days"}   # in one language so far'],
        id="set",
    ),
    pytest.param(
        ["milestone", "small", "hall", "met", "--met-on", "20/11/2026"],
        [],
        ["    status: met", "    met_on: 2026-11-20"],
        id="milestone",
    ),
    pytest.param(
        ["hold", "small", "2025-11", "--met-on", "2025-11-20"],
        [],
        ["  held:", "    - occurrence: 2025-11", "      met_on: 2025-11-20"],
        id="hold",
    ),
    pytest.param(
        ["reschedule", "small", "Quý I/2027", "--reason", "The hall is taken.", "--agreed-by", "acme"],
        ["due: 2026-12"],
        [
            "due: 2027-Q1",
            "due_changes:",
            "  - date: 2026-11-22",
            "    from: 2026-12",
            "    to: 2027-Q1",
            "    reason:",
            "      en: The hall is taken.",
            "    agreed_by: acme",
        ],
        id="reschedule",
    ),
    pytest.param(
        ["update", "small", "--obstacle", "No hall is free.", "--by", "acme"],
        [],
        [
            "updates:",
            "  - date: 2026-11-22",
            "    by: acme",
            "    about: obstacle",
            "    note:",
            "      en: No hall is free.",
        ],
        id="obstacle",
    ),
    pytest.param(
        ["update", "small", "--next-step", "Ask the museum."],
        [],
        [
            "updates:",
            "  - date: 2026-11-22",
            "    about: next_step",
            "    note:",
            "      en: Ask the museum.",
        ],
        id="next step",
    ),
    pytest.param(
        ["hold", "small", "2025-11", "--lapsed", "Put off by both sides."],
        [],
        ["  held:", "    - occurrence: 2025-11", "      lapsed:", "        en: Put off by both sides."],
        id="lapsed",
    ),
    pytest.param(
        ["reschedule", "small", "--none", "--reason", "Nobody waits for it."],
        ["due: 2026-12"],
        [
            "due_changes:",
            "  - date: 2026-11-22",
            "    from: 2026-12",
            "    reason:",
            "      en: Nobody waits for it.",
        ],
        id="lifted",
    ),
    pytest.param(
        ["reschedule", "small", "--none", "--milestone", "hall", "--reason", "Any hall will do."],
        ["    due: 2026-11-30"],
        [
            "    due_changes:",
            "      - date: 2026-11-22",
            "        from: 2026-11-30",
            "        reason:",
            "          en: Any hall will do.",
        ],
        id="a milestone lifted",
    ),
    pytest.param(
        ["close", "small", "--as", "withdrawn", "--reason", "No hall.", "--by", "acme"],
        ["status: agreed"],
        [
            "status: withdrawn",
            "closing:",
            "  date: 2026-11-22",
            "  reason:",
            "    en: No hall.",
            "  by: acme",
        ],
        id="close, by whom",
    ),
    pytest.param(
        ["close", "small", "--as", "withdrawn", "--reason", "No hall."],
        ["status: agreed"],
        ["status: withdrawn", "closing:", "  date: 2026-11-22", "  reason:", "    en: No hall."],
        id="close",
    ),
]


@pytest.mark.parametrize(("line", "gone", "come"), EDITS)
def test_an_edit_writes_what_it_says_and_nothing_else(
    root: Path, run: Run, line: list[str], gone: list[str], come: list[str]
) -> None:
    status, out, err = run(*line, root=root)
    assert status == 0, err
    assert changed_lines(RECORD, text(root)) == (gone, come)
    assert [item[1:] for item in out.splitlines() if item[0] == "+" and item[:3] != "+++"] == come
    assert "commit undo" in err
    assert run("validate", root=root)[0] == 0
    assert sorted(path.name for path in (root / "records").iterdir()) == ["small.yaml"]


@pytest.mark.parametrize(("line", "gone", "come"), EDITS)
def test_a_dry_run_shows_the_same_and_writes_nothing(
    root: Path, run: Run, line: list[str], gone: list[str], come: list[str]
) -> None:
    status, out, _ = run(*line, "--dry-run", root=root)
    assert (status, text(root)) == (0, RECORD)
    assert run(*line, root=root)[1] == out


@pytest.mark.parametrize(
    "field",
    [
        *("kind=moo", "status=done", "due=2026-13-45", "met_on=[2026]", "milestones=[]x", "parties=none"),
        *("in_force.times=many", "in_force.period=five", "in_force.renewal=perhaps", "repeats.rule=DAILY"),
    ],
)
def test_what_could_not_be_read_is_never_written(root: Path, run: Run, field: str) -> None:
    """Neither is it with --force, which overrides rules alone."""
    for flags in ([], ["--force"], ["--force", "--dry-run"]):
        status, _, err = run("update", "small", "--set", field, *flags, root=root)
        assert (status in (1, 2), text(root)) == (True, RECORD), err
        assert "Use --force" not in err


MOU = """\
id: small
title: {en: Cooperate}
kind: mou
status: in_progress
parties: [{party: acme, role: signatory}]
in_force:   # since the signing
  from: 2025-09-23
  until: 2030-09-22   # five years
source: {document: mou.txt}
"""


def test_a_day_of_a_term_moves_with_its_reason(make_workspace: Callable[..., Path], run: Run) -> None:
    root = make_workspace({"small.yaml": MOU})
    line = ["reschedule", "small", "2032-09-22", "--term", "until", "--reason", "Prolonged."]
    assert run(*line, "--agreed-by", "acme", root=root)[0] == 0
    assert changed_lines(MOU, text(root)) == (
        ["  until: 2030-09-22   # five years"],
        [
            "  until: 2032-09-22   # five years",
            "  changes:",
            "    - field: until",
            "      date: 2026-11-22",
            "      from: 2030-09-22",
            "      to: 2032-09-22",
            "      reason:",
            "        en: Prolonged.",
            "      agreed_by: acme",
        ],
    )
    line = ["reschedule", "small", "10 Mar 2027", "--term", "ends", "--reason", "Notice."]
    assert run(*line, root=root)[0] == 0
    assert "  ends: 2027-03-10\n" in text(root)
    line = ["reschedule", "small", "--none", "--term", "ends", "--reason", "Taken back."]
    assert run(*line, root=root)[0] == 0
    assert "  ends:" not in text(root)
    assert run("validate", root=root)[0] == 0


def test_an_unknown_amendment_moves_no_term(make_workspace: Callable[..., Path], run: Run) -> None:
    root = make_workspace({"small.yaml": MOU})
    line = [
        "reschedule",
        "small",
        "2032",
        "--term",
        "until",
        "--reason",
        "Put off.",
        "--by-instrument",
        "letters",
    ]
    status, _, err = run(*line, root=root)
    assert (status, text(root)) == (1, MOU)
    assert "unknown-record" in err


def test_a_deadline_that_hangs_on_an_event_says_so_where_it_moves_by_hand(
    make_workspace: Callable[..., Path], run: Run
) -> None:
    hanging = RECORD.replace("due: 2026-12\n", "due: 2026-12\ndue_event: {event: session}\n")
    events = "- {id: session, name: {en: Session}, date: 2026-12}\n"
    root = make_workspace({"small.yaml": hanging, "schema/events.yaml": events})
    status, _, err = run("reschedule", "small", "2027", "--reason", "Put off.", root=root)
    assert status == 0, err
    assert "due_event: {event: session}" in text(root)
    assert 'To untie it: commit update small --set due_event= --note "…"' in err
    assert run("update", "small", "--set", "due_event=", "--note", "…", root=root)[0] == 1
    assert run("update", "small", "--set", "due_event=", "--note", "On its own.", root=root)[0] == 0
    assert "due_event" not in text(root)


def test_closing_and_opening_again_leaves_a_story(root: Path, run: Run) -> None:
    assert run("close", "small", "--as", "not_fulfilled", "--reason", "No hall.", root=root)[0] == 0
    assert run("reopen", "small", "--why", "A hall was found.", "--as", "in_progress", root=root)[0] == 0
    gone, come = changed_lines(RECORD, text(root))
    assert gone == ["status: agreed"]
    assert come[0] == "status: in_progress"
    assert "      en: A hall was found." in come
    assert not any("closing" in item for item in come)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (["update", "small", "--note", "x", "--by", "acmee"], "unknown-party"),
        (["update", "small", "--set", "due=2027"], "due-moved-silently"),
        (["update", "small", "--set", "part_of=nowhere"], "unknown-record"),
        (["update", "small", "--note", "x", "--date", "2026-12-01"], "date-in-future"),
        (["hold", "small", "2025-10", "--lapsed", "x"], "occurrence-not-in-rule"),
        (["update", "small", "--set", "binding=perhaps"], "wrong-type"),
    ],
)
def test_what_breaks_a_rule_is_not_written_unless_forced(
    root: Path, run: Run, line: list[str], rule: str
) -> None:
    status, out, err = run(*line, root=root)
    assert (status, text(root)) == (1, RECORD)
    assert rule in err
    assert "--force" in err
    assert out.startswith("--- a/records/small.yaml\n")
    status, _, err = run(*line, "--force", root=root)
    assert status == 0
    assert rule in err
    assert text(root) != RECORD


@pytest.mark.parametrize("name", ["acme", "Acme", "ACME ", "Công ty Ác mê", "cong ty ac me"])
def test_a_party_may_be_named_as_it_is_called(
    make_workspace: Callable[..., Path], run: Run, name: str
) -> None:
    parties = "- {id: acme, name: {en: Acme, vi: Công ty Ác mê}, kind: company}\n"
    root = make_workspace({"small.yaml": RECORD, "schema/parties.yaml": parties})
    assert run("update", "small", "--note", "x", "--by", name, root=root)[0] == 0
    assert run("reschedule", "small", "2027", "--reason", "Put off.", "--agreed-by", name, root=root)[0] == 0
    assert (
        run(
            "close",
            "small",
            "--as",
            "withdrawn",
            "--reason",
            "Put off.",
            "--note",
            "y",
            "--by",
            name,
            root=root,
        )[0]
        == 0
    )
    assert "closing:\n  date: 2026-11-22\n  reason:\n    en: Put off.\n  by: acme\n" in text(root)
    assert (
        run("reopen", "small", "--why", "Taken up again.", "--as", "agreed", "--by", name, root=root)[0] == 0
    )
    new = ["new", "other", "--title", "T", "--kind", "request", "--source", "s"]
    assert run(*new, "--lead", name, "--party", f"{name}/requester", root=root)[0] == 0
    assert text(root).count("by: acme\n") == 3
    assert (root / "records/other.yaml").read_text().count("{party: acme, role: ") == 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("công", "Did you mean one of these? acme (Acme Ltd), acne (Acne Ltd)"),
        ("Nobody here", "See schema/parties.yaml for the parties."),
    ],
)
def test_a_party_of_no_such_name_is_refused_with_those_that_may_be_meant(
    make_workspace: Callable[..., Path], run: Run, name: str, told: str
) -> None:
    parties = "".join(
        f"- {{id: {id}, name: {{en: {id.title()} Ltd, vi: Công ty}}, kind: company}}\n"
        for id in ("acme", "acne")
    )
    root = make_workspace({"small.yaml": RECORD, "schema/parties.yaml": parties})
    status, out, err = run("update", "small", "--note", "x", "--by", name, root=root)
    assert (status, out, err.splitlines()) == (2, "", [f"commit: There is no party {name}", f"  {told}"])
    status, out, err = run("update", "small", "--note", "x", "--by", "Công_TY", root=root)
    refusal = ["commit: Công_TY fits several parties: acme, acne", "  Write the id of one."]
    assert (status, out, err.splitlines()) == (2, "", refusal)
    (root / "schema/parties.yaml").unlink()
    assert "wrong-form" in run("update", "small", "--note", "x", "--by", name, root=root)[2]


TIDAL = """\
- {id: tidal-works, name: {en: Tidal, vi: Thủy triều}, kind: company}
- {id: tide, name: {en: Tide Ltd, vi: Công ty Con nước}, kind: company}
- {id: dept-1, name: {en: Finance, vi: Sở Tài chính}, kind: agency}
- {id: dept-2, name: {en: Health, vi: Sở Y tế}, kind: agency}
- {id: finance, name: {en: Treasury, vi: Kho bạc}, kind: agency}
"""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tidal", "tidal-works"),
        ("TIDAL", "tidal-works"),
        (" tidal-works ", "tidal-works"),
        ("finance", "finance"),  # an id goes before a name
        ("treasury", "finance"),
        ("so", "Did you mean one of these? dept-1 (Finance), dept-2 (Health)"),
        ("Sở", "Did you mean one of these? dept-1 (Finance), dept-2 (Health)"),
        ("nuoc", "Did you mean one of these? tide (Tide Ltd)"),
        ("nobody", "[unknown-party]"),
    ],
)
def test_a_name_in_small_letters_is_no_id(
    make_workspace: Callable[..., Path], run: Run, name: str, told: str
) -> None:
    small = RECORD.replace("party: acme", "party: tide")
    root = make_workspace({"small.yaml": small, "schema/parties.yaml": TIDAL})
    status, _, err = run("update", "small", "--note", "x", "--by", name, root=root)
    if told[0].islower():
        assert status == 0, err
        assert f"by: {told}\n" in text(root)
    else:
        assert status != 0
        assert told in err


@pytest.mark.parametrize("blank", ["", " ", "\u00a0"])
@pytest.mark.parametrize("registry", ["- {id: acme, name: {en: Acme}, kind: company}\n", None])
@pytest.mark.parametrize(
    ("line", "option"),
    [
        (["update", "small", "--note", "x", "--by="], "--by"),
        (["close", "small", "--as", "withdrawn", "--reason", "Put off.", "--by="], "--by"),
        (["reschedule", "small", "2027", "--reason", "Put off.", "--agreed-by="], "--agreed-by"),
        (["reopen", "small", "--why", "x", "--by="], "--by"),
        (["new", "--title", "T", "--kind", "request", "--source", "s", "--lead="], "--lead"),
    ],
)
def test_a_party_of_no_letters_is_refused_by_its_option(
    make_workspace: Callable[..., Path],
    run: Run,
    line: list[str],
    option: str,
    registry: str | None,
    blank: str,
) -> None:
    root = make_workspace({"small.yaml": RECORD, "schema/parties.yaml": registry})
    *before, last = line
    status, out, err = run(*before, last + blank, root=root)
    assert (status, out) == (2, ""), err
    assert err.startswith(f"commit: {option} names no party\n")


def test_a_role_of_nobody_is_refused(make_workspace: Callable[..., Path], run: Run) -> None:
    new = ["new", "--title", "T", "--kind", "request", "--source", "s"]
    err = run(*new, "--party", " /lead", root=make_workspace({"small.yaml": RECORD}))[2]
    assert err.startswith("commit: --party names no party\n")


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("due=2027", "commit reschedule"),
        ("milestones[hall].due=2027", "commit reschedule"),
        ("status=withdrawn", "commit close"),
        ("status=superseded", "commit close"),
        ("kind=moo", None),
        ("due=", None),
    ],
)
def test_who_sets_a_field_is_told_which_command_does_it_better(
    root: Path, run: Run, line: str, command: str | None
) -> None:
    err = run("update", "small", "--set", line, root=root)[2]
    assert [item.split("`")[1] for item in err.splitlines() if item.startswith("Use `")] == (
        [command] if command else []
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["update", "smal", "--note", "x"], "small"),
        (["update", "small"], "--note"),
        (["update", "small", "--evidence", "https://example.org/a"], "--title"),
        (["update", "small", "--status", "suspended"], "--review-by"),
        (["update", "small", "--set", "titel.en=x"], "title"),
        (["update", "small", "--set", "id=other"], "id"),
        (["milestone", "small", "hal", "met"], "hall"),
        (["milestone", "small", "hall", "done"], "met"),
        (["reschedule", "small", "5/8/2027", "--reason", "Put off."], "2027-08-05"),
        (["reschedule", "small", "2027"], "--reason"),
        (["reschedule", "small", "--none"], "--reason"),
        (["reschedule", "small", "--reason", "Put off."], "--none"),
        (["reschedule", "small", "2027", "--none", "--reason", "Put off."], "--none"),
        (["reschedule", "small", "2027", "--term", "until", "--reason", "Put off."], "agreed_action"),
        (["update", "small", "--note", "x", "--reminder", "y"], "--reminder"),
        (["hold", "small", "2025-11", "--met-on", "2025-11", "--lapsed", "x"], "--lapsed"),
        (["reschedule", "small", "2026-12", "--reason", "Put off."], "2026-12"),
        (["close", "small", "--as", "partially_fulfilled"], "--met-on"),
        (["close", "small"], "--as"),
        (["close", "small", "--as", "agreed"], "fulfilled"),
        (["reopen", "small", "--why", "x"], "agreed"),
    ],
)
def test_what_is_missing_or_wrong_is_named(root: Path, run: Run, line: list[str], told: str) -> None:
    status, out, err = run(*line, root=root)
    assert (status, out, text(root)) == (2, "", RECORD), err
    assert told in err


def test_all_that_a_status_owes_is_named_at_once(root: Path, run: Run) -> None:
    err = run("close", "small", "--as", "partially_fulfilled", root=root)[2]
    assert all(flag in err for flag in ("--met-on", "--title", "--reason"))


def test_reopening_owes_a_reason(root: Path, run: Run) -> None:
    assert run("close", "small", "--as", "not_fulfilled", "--reason", "No hall.", root=root)[0] == 0
    status, _, err = run("reopen", "small", "--as", "agreed", root=root)
    assert (status, "--why" in err) == (2, True)


def test_the_status_that_nobody_knows_is_named(root: Path, run: Run) -> None:
    assert run("close", "small", "--as", "not_fulfilled", "--reason", "No hall.", root=root)[0] == 0
    before = text(root)
    status, _, err = run("reopen", "small", "--why", "x", root=root)
    assert (status, text(root)) == (2, before)
    assert "--as: agreed, in progress (in_progress), suspended" in err
    assert run("reopen", "small", "--why", "x", "--as", "proposed", root=root)[0] == 2


@pytest.mark.parametrize("committed", [False, True])
def test_a_record_reopens_as_git_knows_it(story: GitStory, run: Run, committed: bool) -> None:
    more = ["--commit"] if committed else []
    closed = ["close", "small", "--as", "not_fulfilled", "--reason", "No hall.", *more]
    assert run(*closed, root=story.root)[0] == 0
    corrected = [
        "close",
        "small",
        "--as",
        "withdrawn",
        "--reason",
        "Dropped.",
        "--note",
        "It was they.",
        *more,
    ]
    assert run(*corrected, root=story.root)[0] == 0
    assert run("reopen", "small", "--why", "A hall was found.", root=story.root)[0] == 0
    assert "status: agreed" in text(story.root)


def test_what_is_so_already_changes_nothing(root: Path, run: Run) -> None:
    status, out, err = run("update", "small", "--set", "due=2026-12", root=root)
    assert (status, out, text(root)) == (0, "", RECORD)
    assert "records/small.yaml" in err


DRAFT = """\
updates: [{date: 2026-08-20, note: {en: The draft goes round.}}]
evidence: [{date: 2026-05-04, title: First draft}]
"""


@pytest.mark.parametrize("newer", [False, True])
def test_who_closes_on_old_evidence_is_told(
    make_workspace: Callable[..., Path], run: Run, newer: bool
) -> None:
    root = make_workspace({"small.yaml": RECORD.replace("source:", f"{DRAFT}source:")})
    more = ["--title", "Decision"] if newer else ["--note", "Delivered as drafted."]
    status, _, err = run("close", "small", "--as", "fulfilled", "--met-on", "2026-11-20", *more, root=root)
    assert (status, "closed-on-old-evidence" in err) == (0, not newer)
    assert "status: fulfilled" in text(root)


def test_a_note_is_written_once(root: Path, run: Run) -> None:
    assert run("update", "small", "--note", "Met twice.", root=root)[0] == 0
    before = text(root)
    status, out, err = run("update", "small", "--note", "Met twice.", root=root)
    assert (status, out, text(root)) == (0, "", before)
    assert "Nothing changes: records/small.yaml already says this." in err


def test_nothing_is_written_where_nothing_changes(root: Path, run: Run) -> None:
    before = (root / "records/small.yaml").stat()
    assert run("update", "small", "--set", "due=2026-12", root=root)[0] == 0
    assert (root / "records/small.yaml").stat() == before


def test_a_warning_is_told_and_written(root: Path, run: Run) -> None:
    status, _, err = run("reschedule", "small", "2026-10", "--reason", "Put off.", "--force", root=root)
    assert (status, "milestone-after-deadline" in err, "due: 2026-10" in text(root)) == (0, True, True)


def test_what_could_not_be_read_again_is_written_by_no_force(root: Path, run: Run) -> None:
    status, _, err = run("update", "small", "--note", "word " * 60_000, "--force", root=root)
    assert (status != 0, text(root)) == (True, RECORD), err


def test_words_typed_in_parts_are_composed(root: Path, run: Run) -> None:
    assert run("update", "small", "--note", "To\u0302i", root=root)[0] == 0
    assert "Tôi" in text(root)
    assert run("validate", "--strict", root=root)[2] == ""


def test_a_record_that_cannot_be_read_is_left_alone(root: Path, run: Run) -> None:
    (root / "records/broken.yaml").write_text("id: broken\nid: broken\n")
    assert run("update", "broken", "--note", "x", root=root)[0] == 2
    assert (root / "records/broken.yaml").read_text() == "id: broken\nid: broken\n"
    assert run("update", "small", "--note", "x", root=root)[0] == 0


def test_a_record_with_an_unknown_word_can_be_mended(root: Path, run: Run) -> None:
    (root / "records/small.yaml").write_text(RECORD.replace("agreed_action", "agreed-action"))
    assert run("update", "small", "--set", "kind=agreed_action", root=root)[0] == 0
    assert text(root) == RECORD


@posix
@pytest.mark.parametrize("dirty", [False, True])
@pytest.mark.parametrize("commit", [False, True])
def test_the_way_back_leads_back(
    story: GitStory, run: Run, monkeypatch: pytest.MonkeyPatch, dirty: bool, commit: bool
) -> None:
    if dirty:
        (story.root / "records/small.yaml").write_text(RECORD.replace("Hall booked", "Hall rented"))
    before = text(story.root)
    monkeypatch.chdir(story.root / "records")
    line = ["update", "small", "--note", "x", *(["--commit"] if commit else [])]
    status, _, err = run(*line, root=story.root)
    assert status == 0, err
    undo(err, story.root / "records")
    assert text(story.root) == before
    assert ("earlier changes" in err) == (commit and dirty)


@posix
def test_without_git_a_journal_leads_back(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    for note in "xy":  # of the second edit too
        before = text(root)
        err = run("update", "small", "--note", note, root=root)[2]
    undo(err, root)
    assert text(root) == before
    assert "To undo" not in run("--no-cache", "update", "small", "--note", "x", root=root)[2]


def test_a_commit_holds_this_file_and_nothing_else(story: GitStory, run: Run) -> None:
    (story.root / "notes.txt").write_text("two\n")
    (story.root / "staged.txt").write_text("new\n")
    story.git("add", "staged.txt")
    status, _, err = run(
        "reschedule", "small", "2027-03", "--reason", "The hall is taken.", "--commit", root=story.root
    )
    assert status == 0, err
    assert story.git("show", "--format=", "--name-only", "HEAD").split() == ["records/small.yaml"]
    assert story.git("status", "--porcelain").splitlines() == ["M notes.txt", "A  staged.txt"]
    message = story.git("log", "-1", "--format=%B")
    assert message.startswith("small: due moved 3 months later")
    assert "The hall is taken." in message
    assert story.git("log", "-1", "--format=%an").strip() == "An"


def test_during_a_merge_nothing_is_written_that_could_not_be_committed(story: GitStory, run: Run) -> None:
    (story.git_dir / "MERGE_HEAD").write_text(f"{story.head}\n")
    status, _, err = run("update", "small", "--note", "x", "--commit", root=story.root)
    assert (status, text(story.root)) == (2, RECORD)
    assert "--commit" in err


def test_outside_git_nothing_is_written_that_should_be_committed(root: Path, run: Run) -> None:
    assert run("update", "small", "--note", "x", "--commit", root=root)[0] == 2
    assert text(root) == RECORD


@pytest.mark.parametrize(
    "line",
    [
        ["update", "small", "--note", "x"],
        ["update", "small", "--note", "x", "--dry-run"],
        ["close", "small"],
        ["new"],
        ["import", "plan.csv", "--write"],
    ],
)
def test_a_bare_clone_is_not_edited(story: GitStory, run: Run, tmp_path: Path, line: list[str]) -> None:
    (tmp_path / "plan.csv").write_text("Id,Title,Kind,Lead\nb,B,agreed_action,acme\n")
    bare = story.bare()
    root = bare if isinstance(bare, Path) else bare.root
    status, out, err = run(*line, root=root)
    assert (status, out, "bare repository" in err) == (2, "", True), err


def processes(root: Path, lines: Sequence[Sequence[str]]) -> list[subprocess.Popen[bytes]]:
    start = [sys.executable, "-m", "commitments", "--root", str(root), "--today", "2026-11-22"]
    return [subprocess.Popen([*start, *line], stdout=subprocess.DEVNULL) for line in lines]


def test_of_edits_at_one_time_none_is_lost(root: Path) -> None:
    for round in range(3):
        running = processes(
            root, [["update", "small", "--note", f"note {round}-{number}"] for number in range(4)]
        )
        assert [item.wait(timeout=HANGS) for item in running] == [0] * 4
    assert all(f"note {round}-{number}" in text(root) for round in range(3) for number in range(4))
    assert shlex.split(text(root).split("updates:")[0])  # and the rest still stands
