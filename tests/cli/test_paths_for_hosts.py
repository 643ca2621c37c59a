"""The paths in formats of code hosts: from the top of the repository, wherever the command runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
Record = Callable[..., str]
PATH = "registers/one/records/small.yaml"
PLACES = [
    (".", "registers/one"),
    ("registers", "one"),
    ("registers/one", "."),
    ("registers/one/records", None),
    ("registers/one/records", ".."),
    ("elsewhere", "../registers/one"),
]


@pytest.fixture
def top(tmp_path: Path, record: Record) -> Path:
    """A checkout whose workspace, with one fault, lies in a sub-folder."""
    top = tmp_path / "checkout"
    (top / ".git").mkdir(parents=True)
    (top / "elsewhere").mkdir()
    (top / PATH).parent.mkdir(parents=True)
    (top / "registers/one/schema").mkdir()
    parties = "- {id: acme, name: {en: A}, kind: company}\n"
    (top / "registers/one/schema/parties.yaml").write_text(parties, encoding="utf-8")
    (top / PATH).write_text(record(due="2026-02-30"), encoding="utf-8")
    return top


def paths(form: str, text: str) -> set[str]:
    """The paths that an answer names, as a host would read them."""
    if form == "gitlab":
        return {entry["location"]["path"] for entry in json.loads(text)}
    if form == "sarif":
        results = json.loads(text)["runs"][0]["results"]
        places = [result["locations"][0]["physicalLocation"] for result in results]
        return {place["artifactLocation"]["uri"] for place in places}
    mark = "file=" if form == "github" else 'name="'
    ends = [piece.replace('"', ",").partition(",")[0] for piece in text.split(mark)[1:]]
    return {end for end in ends if end.endswith(".yaml")}


@pytest.mark.parametrize(("folder", "root"), PLACES)
@pytest.mark.parametrize("form", ["github", "gitlab", "sarif", "junit"])
def test_paths_begin_at_the_top(
    form: str, folder: str, root: str | None, top: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(top / folder)
    status, out, _ = run("validate", "--format", form, root=Path(root) if root else None)
    assert status == 1 and paths(form, out) == {PATH}


def test_without_a_repository_they_begin_at_the_current_folder(
    top: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (top / ".git").rmdir()
    monkeypatch.chdir(top / "registers")
    _, out, _ = run("validate", "--format", "github", root=Path("one"))
    assert paths("github", out) == {PATH.removeprefix("registers/")}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_to_the_workspace_is_the_workspace(
    top: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (top / "elsewhere/link").symlink_to(top / "registers/one", target_is_directory=True)
    monkeypatch.chdir(top / "elsewhere")
    _, out, _ = run("validate", "--format", "github", root=Path("link"))
    assert paths("github", out) == {PATH}
