"""What a roof says in words: a heading has a number only where it is true of every member."""

from __future__ import annotations

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
