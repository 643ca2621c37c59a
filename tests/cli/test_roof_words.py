"""What a roof says in words: a heading has a number only where it is true of every member."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_roofs import small_roof, write_files

Run = Callable[..., Any]
SETTINGS = {
    "mof": "due_soon_days = 45\nstale_after_days = 20\n",
    "mofa": "due_soon_days = 45\nstale_after_days = 20\n",
}
OTHERS = {**SETTINGS, "mofa": "due_soon_days = 30\nstale_after_days = 80\n"}


@pytest.mark.parametrize(
    ("settings", "heading", "silence"),
    [(SETTINGS, "Due within 45 days", "no news for 20 days"), (OTHERS, "Due soon", "no news for long")],
)
def test_a_distance_is_said_where_all_members_share_it(
    run: Run,
    on_a_screen: Run,
    tmp_path: Path,
    record: Callable[..., str],
    without_colour: Callable[[str], str],
    settings: dict[str, str],
    heading: str,
    silence: str,
) -> None:
    roof = small_roof(tmp_path / "desk", record, **settings)
    screen = without_colour(on_a_screen("status", root=roof).out)
    assert f"{heading}: 2" in screen
    assert heading in run("nudge", root=roof).out
    page = tmp_path / "page.html"
    assert run("report", str(page), root=roof).status == 0
    html = page.read_text("utf-8")
    assert heading in html and silence in html


def test_the_roof_s_own_records_have_a_distance_too(
    on_a_screen: Run, tmp_path: Path, record: Callable[..., str], without_colour: Callable[[str], str]
) -> None:
    roof = small_roof(tmp_path / "desk", record, **SETTINGS)
    write_files(roof, {"records/own.yaml": record(id="own", due="2026-11-30")})
    assert "Due soon: 3" in without_colour(on_a_screen("status", root=roof).out)


def test_what_is_not_saved_is_told_member_by_member(
    on_a_screen: Run, tmp_path: Path, record: Callable[..., str], no_git_settings: None
) -> None:
    roof = small_roof(tmp_path / "desk", record)
    for words in (["init", "--quiet"], ["add", "registers/mofa"]):
        subprocess.run(["git", *words], cwd=roof, check=True)
    commit = [
        "git",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "commit",
        "--quiet",
        "-m",
        "Begin",
    ]
    subprocess.run(commit, cwd=roof, check=True)
    err = on_a_screen("status", root=roof).err.replace("'", "")
    assert f"3 records are not saved in git; `commit save --root {roof} --member mof` saves them." in err
    assert "--member mofa" not in err


def test_a_new_register_below_a_roof_says_how_it_becomes_a_member(
    run: Run, tmp_path: Path, record: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    roof = small_roof(tmp_path / "desk", record)
    monkeypatch.chdir(roof)
    made = run("init", "registers/moh", "--no-git", today=None)
    assert made.status == 0, made.err
    assert "no member of it" in made.out and '  moh = "registers/moh"\n' in made.out
    settings = roof / "commitments.toml"
    settings.write_text(settings.read_text("utf-8") + 'moh = "registers/moh"\n', encoding="utf-8")
    assert run("status", "--member", "moh").status == 0
    assert "no member of it" not in run("init", "registers/moh", "--refresh", today=None).out


def test_a_register_in_the_folder_of_the_roof_leaves_its_settings(
    run: Run, tmp_path: Path, record: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    roof = small_roof(tmp_path / "desk", record)
    monkeypatch.chdir(roof)
    settings = (roof / "commitments.toml").read_bytes()
    assert run("init", "--no-git", today=None).status == 0
    assert (roof / "commitments.toml").read_bytes() == settings
    ran = run("status", "mof:*", "-f", "csv")
    assert ran.status == 0 and "mof:ai-plan" in ran.out
