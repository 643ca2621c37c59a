"""`commit new`, told by flags and asked on a terminal: the file that it writes, or why it writes none."""

from __future__ import annotations

import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from dialogues import CTRL_C, CTRL_D, ENTER, TAB, Dialogue
from gitstory import GitStory

from commitments.cli.commands.editing.new import _retry_command
from commitments.cli.editing.edit_command import Writing
from commitments.cli.options.option_groups import Common
from commitments.edits.new_record import Draft
from commitments.reading.schema import COMMITMENT, schema_bytes

Run = Callable[..., tuple[int, str, str]]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal or a shell of POSIX")
SCHEMA = {f"schema/{COMMITMENT}": schema_bytes(COMMITMENT)}
ENOUGH = ["--title", "Hold an AI day", "--kind", "agreed_action", "--lead", "acme", "--source", "minutes.pdf"]


def enough(*flags: str) -> list[str]:
    """What a record needs, but for the options that these flags give."""
    pairs = zip(ENOUGH[::2], ENOUGH[1::2], strict=True)
    return [word for pair in pairs if pair[0] not in flags for word in pair] + [*flags]


MOU = """\
id: mou
title: {en: Education}
kind: mou
status: agreed
parties:
  - {party: acme, role: signatory}
  - {party: vn-mof, role: signatory}
made_on: 2025-01-10
due: 2027
milestones:
  - {id: m1, title: {en: First draft}, due: 2026-03}
updates:
  - {date: 2026-01-12, note: {en: Begun}}
place: {en: London}
scope: [{en: Schools}]
source: {document: mou.pdf, title: The MoU, locator: p. 1, url: "https://example.org/mou"}
binding: false
tags: [education]
x-file: 7
"""


@pytest.fixture
def root(make_workspace: Callable[..., Path]) -> Path:
    """A workspace with a copy of the schema, and one record in a folder."""
    return make_workspace({"records/education/mou.yaml": MOU, **SCHEMA})


def records(root: Path) -> dict[str, str]:
    """Every file below records/ but the one that was there."""
    files = (path for path in (root / "records").rglob("*") if path.is_file() and path.name != "mou.yaml")
    return {path.relative_to(root / "records").as_posix(): path.read_bytes().decode() for path in files}


def assert_stands(run: Run, root: Path) -> None:
    """Nothing is wrong with the workspace."""
    status, out, _ = run("validate", "--strict", root=root)
    assert status == 0, out


def test_flags_make_a_record_as_a_careful_person_writes_it(run: Run, root: Path) -> None:
    flags = [
        *("--title-en", "Hold an AI day: students", "--title-vi", "Tổ chức ngày hội AI"),
        *(
            "--summary",
            "One day in Hue.",
            "--kind",
            "request",
            "--lead",
            "acme",
            "--party",
            "vn-mof/requester",
        ),
        *(
            "--party",
            "acme/funder",
            "--made-on",
            "23/9/2025",
            "--due",
            "Quý IV/2026",
            "--source",
            "minutes.pdf",
        ),
        *("--locator", "mục 3", "--tag", "ai", "--tag", "events"),
    ]
    status, out, err = run("new", *flags, root=root)
    expected = """\
# yaml-language-server: $schema=../schema/commitment.schema.json
id: hold-an-ai-day-students
title:
  en: "Hold an AI day: students"
  vi: Tổ chức ngày hội AI
summary:
  en: One day in Hue.
kind: request
status: proposed
parties:
  - {party: acme, role: lead}
  - {party: vn-mof, role: requester}
  - {party: acme, role: funder}
made_on: 2025-09-23
due: 2026-Q4
source:
  document: minutes.pdf
  locator: mục 3
tags: [ai, events]
"""
    assert (status, records(root)) == (0, {"hold-an-ai-day-students.yaml": expected})
    assert out.startswith("--- /dev/null\n+++ b/records/hold-an-ai-day-students.yaml\n")
    assert [line[1:] for line in out.splitlines()[3:]] == expected.splitlines()
    assert "commit undo" in err
    assert_stands(run, root)


def test_a_title_is_in_the_language_of_the_reader(run: Run, root: Path) -> None:
    title = unicodedata.normalize("NFD", "  Tổ chức Ngày hội Trí tuệ nhân tạo ")
    assert run("new", "--lang", "vi", *enough("--title", title, "--summary", "Ở Huế."), root=root)[0] == 0
    [(name, said)] = records(root).items()
    assert name == "to-chuc-ngay-hoi-tri-tue-nhan-tao.yaml"
    assert "\ntitle:\n  vi: Tổ chức Ngày hội Trí tuệ nhân tạo\nsummary:\n  vi: Ở Huế.\n" in said
    assert_stands(run, root)


def test_the_english_title_names_the_file_and_a_second_one_is_counted(run: Run, root: Path) -> None:
    for _ in range(2):
        assert run("new", *ENOUGH, "--title-vi", "Ngày hội AI", root=root)[0] == 0
    assert run("new", "chosen", *ENOUGH, root=root)[0] == 0
    assert sorted(records(root)) == ["chosen.yaml", "hold-an-ai-day-2.yaml", "hold-an-ai-day.yaml"]
    assert_stands(run, root)


def test_the_first_record_of_a_workspace(run: Run, make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({"schema/parties.yaml": None})
    status, _, err = run("new", *ENOUGH, root=root)
    assert status == 0, err
    assert records(root)["hold-an-ai-day.yaml"].startswith("id: hold-an-ai-day\n"), "no schema, no modeline"
    assert run("validate", root=root)[0] == 0


def test_a_meeting_is_held_on_its_day(run: Run, root: Path) -> None:
    for option in ("--made-on", "--met-on"):
        assert run("new", *enough("--kind", "meeting", option, "15/1/2026"), root=root)[0] == 0
    for said in records(root).values():
        assert "\nstatus: fulfilled\n" in said and "\nmet_on: 2026-01-15\n" in said and "made_on" not in said
    assert_stands(run, root)


def test_a_shape_is_taken_and_what_happened_is_not(run: Run, root: Path) -> None:
    assert run("new", "--from", "mou", "--title", "Health", root=root)[0] == 0
    assert records(root) == {
        "education/health.yaml": """\
# yaml-language-server: $schema=../../schema/commitment.schema.json
id: health
title:
  en: Health
kind: mou
status: agreed
parties:
  - {party: acme, role: signatory}
  - {party: vn-mof, role: signatory}
place: {en: London}
source:
  document: mou.pdf
  title: The MoU
  url: https://example.org/mou
tags: [education]
"""
    }
    assert_stands(run, root)


@pytest.mark.parametrize(
    ("flags", "path"),
    [
        (["--part-of", "mou"], "education/hold-an-ai-day.yaml"),
        (["--part-of", "mou", "--folder", "2026"], "2026/hold-an-ai-day.yaml"),
        (["--part-of", "mou", "--folder", "records"], "hold-an-ai-day.yaml"),
        (["--folder", "records/education/", "--from", "mou"], "education/hold-an-ai-day.yaml"),
        (["--folder", "a\\b"], "a/b/hold-an-ai-day.yaml"),
        ([], "hold-an-ai-day.yaml"),
    ],
)
def test_the_file_lies_where_it_belongs(run: Run, root: Path, flags: list[str], path: str) -> None:
    assert run("new", *ENOUGH, *flags, root=root)[0] == 0
    [(name, said)] = records(root).items()
    assert name == path
    assert ("part_of: mou\n" in said) == ("--part-of" in flags)
    assert said.startswith(
        f"# yaml-language-server: $schema={'../' * (path.count('/') + 1)}schema/commitment.schema.json\n"
    )
    assert_stands(run, root)


def test_the_shape_s_own_parent_does_not_move_the_file(run: Run, root: Path) -> None:
    assert run("new", "talks", *ENOUGH, "--folder", "", "--part-of", "mou", root=root)[0] == 0
    assert run("new", "sister", "--from", "talks", "--title", "Sister", root=root)[0] == 0
    assert "part_of: mou\n" in records(root)["sister.yaml"]


def test_a_dry_run_writes_nothing(run: Run, root: Path) -> None:
    status, out, _ = run("new", *ENOUGH, "--folder", "deep/er", "--dry-run", root=root)
    assert status == 0 and "+id: hold-an-ai-day\n" in out
    assert records(root) == {} and not (root / "records/deep").exists()


@pytest.mark.parametrize(
    ("flags", "rule"),
    [
        (["--party", "nobody/funder"], "unknown-party"),
        (["--status", "fulfilled", "--met-on", "2026-01-15"], "status-owes"),
        (["--status", "suspended"], "status-owes"),
        (["--made-on", "2026-02", "--due", "2026-01"], "date-order"),
        (["--title", "x" * 301], "wrong-size"),
    ],
)
def test_a_refused_record_is_not_written_unless_it_must(
    run: Run, root: Path, flags: list[str], rule: str
) -> None:
    status, _, err = run("new", "some", *enough(*flags), root=root)
    assert (status, records(root)) == (1, {}) and f"[{rule}]" in err
    assert run("new", "some", *enough(*flags), "--force", root=root)[0] == 0
    assert [*records(root)] == ["some.yaml"]


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        ([], "missing for a new record: --title, --kind, --party, --source"),
        (["--kind", "meeting"], "missing for a new record: --title, --party, --met-on, --source"),
        (["--from", "mou"], "missing for a new record: --title\n"),
        (["mou", *ENOUGH], "The record mou already exists: records/education/mou.yaml"),
        (["AI-day", *ENOUGH], "AI-day is not a valid id"),
        (["../up", *ENOUGH], "../up is not a valid id"),
        (enough("--title", "…"), "No id can be made from the title “…”"),
        (enough("--kind", "memo"), "--kind does not take memo"),
        ([*ENOUGH, "--status", "done"], "--status does not take done"),
        ([*ENOUGH, "--party", "vn-mof"], "with one of these roles: lead, supporting"),
        ([*ENOUGH, "--part-of", "mouu"], "There is no record mouu\n  Nearest: mou"),
        ([*ENOUGH, "--from", "mouu"], "There is no record mouu\n  Nearest: mou"),
        ([*ENOUGH, "--due", "3/4/2026"], "Write 2026-04-03 or 2026-03-04."),
        ([*ENOUGH, "--due", "soon"], "soon"),
        ([*ENOUGH, "--title-en", "Another"], "--title and --title-en name two titles in one language"),
        ([*ENOUGH, "--summary", "a\u202eb"], "--summary holds a character that no record may hold: U+202E"),
        (enough("--source", "a\udcffb"), "--source holds a character that no record may hold: U+DCFF"),
        ([*ENOUGH, "--folder", "../up"], "--folder does not take ../up"),
        ([*ENOUGH, "--folder", "a/../../b"], "--folder does not take a/../../b"),
        ([*ENOUGH, "--folder", "a//b"], "--folder does not take a//b"),
        ([*ENOUGH, "--folder", ".hidden"], "--folder does not take .hidden"),
        ([*ENOUGH, "--folder", "education/mou.yaml"], "--folder does not take education/mou.yaml"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything(
    run: Run, root: Path, flags: list[str], told: str
) -> None:
    status, out, err = run("new", *flags, root=root)
    assert (status, out, records(root)) == (2, "", {})
    assert told in err


@posix
def test_no_file_is_made_through_a_link(run: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / "records" / "away").symlink_to(tmp_path / "outside")
    status, _, err = run("new", *ENOUGH, "--folder", "away/deep", root=root)
    assert status == 2 and "--folder does not take away/deep" in err
    assert not [*(tmp_path / "outside").iterdir()]


def test_a_file_that_cannot_be_read_keeps_its_id(run: Run, root: Path) -> None:
    (root / "records" / "broken.yaml").write_text("id: [broken\n")
    assert run("new", "broken", *ENOUGH, root=root)[0] == 2
    status, _, err = run("new", *ENOUGH, "--from", "broken", root=root)
    assert status == 2 and "records/broken.yaml cannot be read" in err
    assert run("new", *ENOUGH, "--part-of", "broken", root=root)[0] == 0


@pytest.mark.usefixtures("no_git_settings")
def test_a_new_record_is_committed_alone(
    run: Run, git_story: Callable[..., GitStory], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = git_story()
    told.commit({"records/mou.yaml": MOU})
    told.git("read-tree", "HEAD")
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "An")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "an@example.org")
    status, _, err = run("new", *ENOUGH, "--commit", root=told.root)
    assert status == 0, err
    assert told.git("show", "--format=%s", "--name-status", "HEAD").split() == [
        *("hold-an-ai-day:", "new", "record"),
        *("A", "records/hold-an-ai-day.yaml"),
    ]


# --- asked on a terminal


VI = {"COMMIT_LANG": "vi"}


def begun(root: Path, *arguments: str, columns: int = 80, **environ: str) -> Dialogue:
    """The command on a terminal."""
    before = ["--root", str(root), "--today", "2026-11-22", "--color", "never"]
    return Dialogue([sys.executable, "-m", "commitments", *before, "new", *arguments], columns, environ)


@posix
def test_a_terminal_asks_for_what_is_needed(run: Run, root: Path) -> None:
    on = begun(root)
    on.answer(
        ("  15  request\n", None),
        ("Kind: ", "15"),
        ("Title in English: ", "Hold an AI day"),
        ("Title in Vietnamese, or Enter for none: ", "Tổ chức ngày hội AI"),
        ("Summary, or Enter for none: ", "One day in Hue."),
        ("Party: ", "acm" + TAB + ENTER),
        ("   1  lead\n", None),
        ("Role [lead]: ", ""),
        ("Next party, or Enter for no more: ", "bo tai chinh"),
        ("Role [requester]: ", ""),
        ("Next party, or Enter for no more: ", ""),
        ("Made on, or Enter if it is not known: ", "3/4/2026"),
        ("Write 2026-04-03 or 2026-03-04.", None),
        ("Made on, or Enter if it is not known: ", "23/9/2025"),
        ("Due, or Enter if there is no deadline: ", "2026"),
        ("Part of which record, or Enter for none: ", "mu"),
        ("There is no record mu\n  Nearest: mou\n", None),
        ("Part of which record, or Enter for none: ", "educ"),
        ("  mou  Education (", None),
        ("Document that contains it: ", "minutes.pdf"),
        ("Id [hold-an-ai-day]: ", "mou"),
        ("The record mou already exists", None),
        ("Id [hold-an-ai-day]: ", ""),
    )
    assert on.end() == 0, on.shown
    assert records(root) == {
        "education/hold-an-ai-day.yaml": """\
# yaml-language-server: $schema=../../schema/commitment.schema.json
id: hold-an-ai-day
title:
  en: Hold an AI day
  vi: Tổ chức ngày hội AI
summary:
  en: One day in Hue.
kind: request
status: proposed
part_of: mou
parties:
  - {party: acme, role: lead}
  - {party: vn-mof, role: requester}
made_on: 2025-09-23
due: 2026
source:
  document: minutes.pdf
"""
    }
    assert_stands(run, root)


@posix
def test_in_vietnamese_on_a_narrow_terminal(run: Run, root: Path) -> None:
    on = begun(root, "--lang", "vi", "--made-on", "9/2025", "--due", "2026", columns=40)
    decomposed = unicodedata.normalize("NFD", "Tổ chức Ngày hội Trí tuệ nhân tạo")
    for word, typed in [
        ("thỏa thuận\n", None),
        (": ", "việc đã thống nhất"),
        (": ", decomposed),
        ("\n> ", ""),
        ("\n> ", "Ở Huế."),
        (": ", "bộ tài" + TAB + ENTER),
        ("[chủ trì]: ", ""),
        ("\n> ", ""),
        ("\n> ", ""),
        (": ", "biên-bản.pdf"),
        ("\n> ", ""),
    ]:
        on.answer((word, typed))
    assert on.end() == 0, on.shown
    assert records(root) == {
        "to-chuc-ngay-hoi-tri-tue-nhan-tao.yaml": """\
# yaml-language-server: $schema=../schema/commitment.schema.json
id: to-chuc-ngay-hoi-tri-tue-nhan-tao
title:
  vi: Tổ chức Ngày hội Trí tuệ nhân tạo
summary:
  vi: Ở Huế.
kind: agreed_action
status: agreed
parties:
  - {party: vn-mof, role: lead}
made_on: 2025-09
due: 2026
source:
  document: biên-bản.pdf
"""
    }
    assert_stands(run, root)


@posix
def test_what_was_said_is_not_asked(run: Run, root: Path) -> None:
    on = begun(root, "health", "--from", "mou")
    on.answer(
        ("Title in English: ", ""),
        ("Title in Vietnamese: ", ""),
        ("Give an answer", None),
        ("Title in Vietnamese: ", "Y tế"),
        ("Summary, or Enter for none: ", ""),
        ("Made on, or Enter if it is not known: ", ""),
        ("Due, or Enter if there is no deadline: ", ""),
        ("Part of which record, or Enter for none: ", ""),
    )
    assert on.end() == 0, on.shown
    assert [*records(root)] == ["education/health.yaml"]
    assert "Kind" not in on.shown and "Party" not in on.shown and "Id [" not in on.shown
    assert_stands(run, root)


@posix
def test_a_meeting_is_asked_when_it_was_held_and_for_no_deadline(run: Run, root: Path) -> None:
    on = begun(root, *enough("--kind", "meeting"))
    on.answer(("Summary", ""), ("Held on: ", ""), ("Give an answer", None))
    on.answer(("Held on: ", "15/1/2026"), ("Part of", ""), ("Id [", ""))
    assert on.end() == 0, on.shown
    assert "Due" not in on.shown
    assert "\nmet_on: 2026-01-15\n" in records(root)["hold-an-ai-day.yaml"]


@posix
def test_who_says_all_is_asked_nothing(root: Path) -> None:
    on = begun(root, *ENOUGH)
    assert on.end() == 0
    assert [*records(root)] == ["hold-an-ai-day.yaml"]
    assert on.shown.startswith("--- /dev/null")


@posix
def test_a_party_that_is_not_there_is_asked_again_with_those_that_may_be_meant(root: Path) -> None:
    on = begun(root, *ENOUGH[:4], "--summary", "x", "--source", "minutes.pdf", "--dry-run")
    on.answer(
        ("Party: ", "viet nam"),
        ("   1  vn-government  Government of Viet Nam\n   2  a new party", None),
        ("There is no party “viet nam”. Which one is it: ", "<"),
        ("Party: ", "acmee"),
        ("   1  acme  ", None),
        ("Which one is it: ", CTRL_D),
    )
    assert (on.end(), records(root)) == (130, {})


@posix
@pytest.mark.parametrize("sign", [CTRL_C, CTRL_D])
def test_whoever_stops_wrote_nothing(root: Path, sign: str) -> None:
    on = begun(root, *ENOUGH[2:])
    on.answer(("Title in English: ", "Hold"), ("Title in Vietnamese, or Enter for none: ", sign))
    assert (on.end(), records(root)) == (130, {})
    assert "Traceback" not in on.shown
    assert "To try again with these answers: commit new --root" in on.words
    assert "--title-en Hold --kind agreed_action" in on.words


AGAIN = "To try again with these answers: "
ODD = "Ngày hội \"AI\" của `id` & $HOME; 'hai' \\"


def answered(on: Dialogue) -> None:
    """Answer with what no shell must read."""
    on.answer(
        ("Title in English: ", ODD),
        ("Title in Vietnamese, or Enter for none: ", "-đầu dòng"),
        ("Summary, or Enter for none: ", "*"),
        ("Made on, or Enter if it is not known: ", "2026-03"),
        ("Due, or Enter if there is no deadline: ", "2026-01"),
        ("2026-01 is before 2026-03, when the commitment was made", None),
        ("Due, or Enter if there is no deadline: ", "2026-06"),
        ("Part of which record, or Enter for none: ", "mou"),
        ("Id [", "chosen"),
    )


@posix
@pytest.mark.parametrize("dry_run", [[], ["--dry-run"]])
def test_answers_that_came_to_nothing_are_not_lost(run: Run, root: Path, dry_run: list[str]) -> None:
    party = ["--party", "acme/lead", "--tag", "ai", "--status", "withdrawn"]
    on = begun(
        root, "--kind", "request", "--source", "a b.pdf", "--lang", "en", *party, *dry_run, columns=500
    )
    answered(on)
    assert (on.end(), records(root)) == (1, {})
    told = on.shown.split("\n")[-2]
    assert told.startswith(AGAIN)
    line = shlex.split(told.removeprefix(AGAIN))
    assert line[:2] == ["commit", "new"]
    assert "--dry-run" not in line
    diff = on.shown[on.shown.index("--- /dev/null") :].split("\n+++ b/")[1].split("\n\nrecords/")[0]
    again = run(*line[1:], "--dry-run", today=None)
    assert again[1].split("\n+++ b/")[1].strip() == diff.strip()
    assert "education/chosen.yaml" in diff
    line[line.index("--status") + 1] = "proposed"
    assert run(*line[1:], today=None)[0] == 0
    assert [*records(root)] == ["education/chosen.yaml"]


@posix
def test_answers_are_not_told_again_where_they_were_written(root: Path) -> None:
    on = begun(
        root,
        *ENOUGH[:-2],
        "--summary",
        "x",
        "--part-of",
        "mou",
        "--made-on",
        "2026",
        "--due",
        "2025",
        "--force",
    )
    on.answer(("Document that contains it: ", "a.pdf"), ("Id [", ""))
    assert on.end() == 0, on.shown
    assert "[date-order]" in on.shown
    assert AGAIN not in on.shown


@posix
def test_answers_that_another_program_was_quicker_with_are_kept(root: Path) -> None:
    on = begun(root, *ENOUGH[2:], "--summary", "x", "--made-on", "2026", "--due", "2027", columns=500)
    on.answer(
        ("Title in English: ", "Hold"), ("Title in Vietnamese, or Enter for none: ", ""), ("Part of", "")
    )
    on.until("Id [")
    (root / "records/hold.yaml").write_text(MOU)
    on.type(ENTER)
    assert on.end() == 2, on.shown
    assert "records/hold.yaml already exists" in on.shown
    assert f"{AGAIN}commit new hold " in on.shown
    assert (root / "records/hold.yaml").read_text() == MOU


def test_the_way_to_try_again_holds_all_that_was_asked() -> None:
    draft = Draft(id="a", tags=["x y"], shape={"kind": "mou"})
    every = Writing(dry_run=True, commit=True, force=True)
    [line] = _retry_command(
        draft, Common(root="a b", today="2026-11-22", lang="vi", cache=False), every, "mou", ""
    )
    assert shlex.split(line) == [
        *("commit", "new", "a", "--root", "a b", "--today", "2026-11-22", "--lang", "vi"),
        *("--tag", "x y", "--from", "mou", "--folder", ".", "--no-cache", "--commit", "--force"),
    ]
    assert _retry_command(Draft(id="a"), Common(), Writing(), None, None) == ["commit new a"]


def test_a_text_of_no_language_is_told_again_with_its_language() -> None:
    draft = Draft(id="a", title={"en": "A"}, summary={"vi": "tt"})
    [line] = _retry_command(draft, Common(), Writing(), None, None)
    assert line == "commit new a --lang vi --title-en A --summary tt"
    [line] = _retry_command(Draft(id="a", summary={"vi": ""}), Common(), Writing(), None, None)
    assert line == "commit new a"


def test_answers_that_no_line_can_hold_are_named() -> None:
    draft = Draft(id="a", title={"en": "A\0"}, due="2027")
    assert _retry_command(draft, Common(), Writing(), None, None) == ["commit new a --due 2027", "--title-en"]


@posix
def test_answers_no_screen_shows_are_kept_in_the_reader_s_language(root: Path) -> None:
    on = begun(root, "a", *ENOUGH[2:], "--made-on", "2026", "--due", "2025", columns=500, **VI)
    on.answer(
        ("tiếng Việt: ", "Ngày\u200b hội"), ("tiếng Anh (nhấn Enter nếu không có): ", ""), (": ", "::tt")
    )
    on.answer(("Thuộc", ""))
    assert on.end() == 1, on.shown
    assert "\u200b" not in on.shown.split("\n")[-2]
    assert " --lang vi " in on.shown.split("\n")[-2]
    assert " --title-vi $'Ngày\\342\\200\\213 hội' --summary ::tt " in on.shown.split("\n")[-2]


@posix
def test_what_git_refused_is_told_first_and_not_tried_again(git_story: Callable[..., GitStory]) -> None:
    told = git_story()
    told.commit({"records/mou.yaml": MOU, ".gitignore": "hold.yaml\n"})
    told.git("read-tree", "HEAD")
    who = {
        f"GIT_{name}": "an" for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL")
    }
    on = begun(told.root, *ENOUGH[2:], "--summary", "x", "--commit", columns=500, **who)
    on.answer(
        ("English: ", "Hold"),
        ("Vietnamese, or Enter for none: ", ""),
        ("Made", ""),
        ("Due", ""),
        ("Part", ""),
        ("Id [", ""),
    )
    assert on.end() == 2, on.shown
    *_, why, hint, again = on.shown.splitlines()
    assert "is ignored by git" in why + hint
    assert again.startswith(f"{AGAIN}commit new hold ") and "--commit" not in again


@posix
@pytest.mark.parametrize("columns", [40, 80])
def test_a_refusal_is_broken_between_words(root: Path, columns: int) -> None:
    on = begun(root, *ENOUGH, "--made-on", "2026-02", "--due", "2026-01", columns=columns)
    assert on.end() == 1
    told = on.shown[on.shown.index("\n\nrecords/") :]
    assert "2026-01 is before 2026-02, when" in " ".join(told.split())
    assert all(len(line) <= columns for line in told.splitlines())
    words = {word for line in told.splitlines() for word in line.split()}
    assert {"[date-order]", "errors.", "--force"} <= words


@posix
def test_what_cannot_be_meant_is_broken_between_words(root: Path) -> None:
    on = begun(root, *enough("--kind", "memo"), columns=30)
    assert on.end() == 2
    assert {"memo", "(record_of_discussion),"} <= {*on.shown.split()}
    assert all(len(line) <= 30 for line in on.shown.splitlines())
    assert all(line.startswith("  ") for line in on.shown.splitlines()[2:])


@posix
def test_what_git_would_refuse_is_told_before_anything_is_asked(root: Path) -> None:
    on = begun(root, "--commit")
    assert on.end() == 2
    assert "Kind" not in on.shown


@posix
def test_where_nothing_could_be_written_to_nothing_is_asked(root: Path) -> None:
    on = begun(root, "--folder", "../up")
    assert on.end() == 2
    assert on.shown.startswith("commit: --folder does not take ../up\n")


@posix
def test_the_first_record_of_all_is_part_of_none(make_workspace: Callable[..., Path]) -> None:
    root = make_workspace({})
    on = begun(root, *ENOUGH[2:], "--summary", "x", "--made-on", "2026", "--due", "2027")
    on.answer(("English: ", "Hold"), ("Vietnamese, or Enter for none: ", ""), ("Id [", ""))
    assert on.end() == 0, on.shown
    assert "Part of" not in on.shown


@posix
def test_the_difference_is_all_that_goes_to_standard_output(root: Path, tmp_path: Path) -> None:
    with open(tmp_path / "out", "wb") as out:
        command = [sys.executable, "-m", "commitments", "--root", str(root), "new", *ENOUGH[2:], "--dry-run"]
        on = Dialogue(command, stdout=out)
        on.answer(
            ("English: ", "Hold"), ("Vietnamese, or Enter for none: ", ""), ("Summary", None), (": ", "")
        )
        on.answer(("Made", None), (": ", ""), ("Due", None), (": ", ""), ("Part", None), (": ", ""))
        on.answer(("Id", None), (": ", ""))
        assert on.end() == 0, on.shown
    assert AGAIN.strip() in on.shown
    lines = (tmp_path / "out").read_text().splitlines()
    assert lines[:2] == ["--- /dev/null", "+++ b/records/hold.yaml"]
    assert all(line.startswith("+") for line in lines[3:])


@posix
@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        ("ac", ["acme/lead", "acme/supporting", "acme/counterpart", "acme/requester"]),
        ("vn-", ["vn-government", "vn-mof"]),
        ("vn-mof/s", ["vn-mof/supporting", "vn-mof/signatory"]),
        ("other/fu", ["other/funder"]),
        ("nobody", []),
    ],
)
def test_a_shell_completes_a_party_and_then_its_role(
    process: Callable[..., subprocess.CompletedProcess[bytes]], root: Path, begun: str, offered: list[str]
) -> None:
    line = {
        "_COMMIT_COMPLETE": "complete_bash",
        "COMP_WORDS": f"commit --root {root} new --party {begun}",
        "COMP_CWORD": "5",
    }
    found = process(**line).stdout.decode().split()
    assert found[: len(offered)] == offered
    assert (found == []) == (offered == [])
