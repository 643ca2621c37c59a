"""A member that lies in git but whose past cannot be read keeps each file for others from being written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from roof_histories import RoofStory, record
from small_roofs import write_files

from commitments.model.revision import Revision
from commitments.render.exports.exported_register import RegisterState
from commitments.render.words import Words

Run = Callable[..., Any]

COMMANDS = {
    "whole.csv": ("export", "whole.csv"),
    "whole.xlsx": ("export", "whole.xlsx"),
    "whole.ics": ("export", "whole.ics"),
    "package": ("export", "package", "--format", "datapackage"),
    "page.html": ("report", "page.html"),
    "brief.md": ("brief", "-o", "brief.md", "--for", "mofa:own"),
    "letters": ("nudge", "--letters", "letters"),
}
OTHERS = ("--member", "mofa", "--member", "moit")


@pytest.fixture
def desk(tmp_path: Path) -> RoofStory:
    return RoofStory(tmp_path / "desk")


@pytest.mark.parametrize("place", [0, -1], ids=["history", "last commit"])
def test_nothing_is_written_where_git_cannot_tell_of_a_member(run: Run, desk: RoofStory, place: int) -> None:
    story = desk.stories["mof"]
    story.objects.path(story.commits[place]).unlink()
    for file, words in COMMANDS.items():
        ran = run(*words, root=desk.root)
        assert (ran.status, ran.out, Path(file).exists()) == (1, "", False), (file, ran.err)
        assert "mof could not be read: " in ran.err, ran.err
        assert "Nothing is written, since 1 of 3 members could not be read whole." in ran.err
        assert "For the others alone: --member mofa --member moit" in ran.err
        others = run(*words, *OTHERS, root=desk.root)
        assert (others.status, Path(file).exists()) == (0, True), (file, others.err)
    for words in (("slips",), ("trend", "--from", "2025-01-01")):
        ran = run(*words, root=desk.root)
        assert ran.status == 1 and "mof could not be read: " in ran.err, words
        assert run(*words, *OTHERS, root=desk.root).status == 0, words


def test_a_register_that_stands_alone_is_written_all_the_same(run: Run, desk: RoofStory) -> None:
    story = desk.stories["mof"]
    story.objects.path(story.commits[-1]).unlink()
    ran = run("export", "alone.csv", root=desk.folder("mof"))
    assert ran.status == 0 and Path("alone.csv").exists()
    assert "commit: " in ran.err and " at " not in ran.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "; no commit holds the roof's own records"),
        ("vi", "; không có commit nào ghi lại hồ sơ riêng của sổ tổng hợp"),
    ],
)
def test_what_lies_outside_git_is_said_and_written(run: Run, desk: RoofStory, lang: str, words: str) -> None:
    def written() -> str:
        ran = run("report", "page.html", "--lang", lang, root=desk.root)
        assert ran.status == 0, ran.err
        return str(ran.err.splitlines()[0])

    write_files(desk.root, {"records/own.yaml": record("own")})
    mofa, mof, moit = (f"{name} {story.commits[-1][:7]}" for name, story in desk.stories.items())
    assert written().endswith(f" {mofa}, {mof}, {moit}{words}")
    shutil.rmtree(desk.folder("mof") / ".git")
    assert written().endswith(f" {mofa}, {moit}{words}, mof")
    shutil.rmtree(desk.folder("mofa") / ".git")
    shutil.rmtree(desk.folder("moit") / ".git")
    assert written().endswith("page.html")


@pytest.mark.parametrize("members", [3, 8])
def test_a_line_names_the_first_few_that_no_commit_holds(members: int) -> None:
    state = RegisterState(Revision("a" * 40, (), 0, "", "", ""))
    parts = {"mof": state, **{f"m{number}": RegisterState() for number in range(members)}}
    text = RegisterState(members=parts).text(Words("en"))
    names = {3: "m0, m1, m2", 8: "m0, m1, m2, m3, m4, m5, 2 more members"}[members]
    assert text == f"at mof aaaaaaa; no commit holds {names}"
