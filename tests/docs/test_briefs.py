"""The briefs of our register with NVIDIA and with Malaysia, in both languages, as kept files.

`python tests/docs/test_briefs.py` writes the files anew; a person reads what changed. The records stand in
one commit of a repository made for this, so that the files change with the records alone.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs/briefs"
TODAY = "2026-11-22"
PARTNERS = ("nvidia", "malaysia")
LANGUAGES = ("en", "vi")


def briefs() -> Iterator[tuple[str, str]]:
    """Each kept file: a partner and a language."""
    return ((partner, lang) for partner in PARTNERS for lang in LANGUAGES)


def path_of(partner: str, lang: str) -> Path:
    return KEPT / f"{partner}.{lang}.md"


def lay_out(register: Path) -> Path:
    """Our register as a repository of one commit."""
    shutil.copytree(ROOT / "records", register / "records")
    (register / "schema").mkdir()
    for name in ("schema/parties.yaml", "schema/events.yaml", "commitments.toml"):
        shutil.copy(ROOT / name, register / name)
    for words in (["init", "-q", "-b", "main", "--template="], ["add", "."], ["commit", "-q", "-m", "Enter"]):
        subprocess.run(["git", *words], cwd=register, check=True, capture_output=True, env=_environment())
    return register


def _environment(**more: str) -> dict[str, str]:
    person = {"NAME": "Lan Anh", "EMAIL": "lan@example.org", "DATE": "2026-11-22T08:00:00+07:00"}
    git = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME", "TMPDIR") if name in os.environ}
    config = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return {**kept, **git, **config, "PYTHONPATH": str(ROOT), **more}


def written(register: Path, partner: str, lang: str, output: Path) -> bytes:
    """The brief with a partner, in the format of the ending of `output`."""
    options = ["--with", partner, "--lang", lang, "--today", TODAY, "--output", str(output)]
    subprocess.run(
        [sys.executable, "-m", "commitments", "--root", str(register), "brief", *options],
        check=True,
        capture_output=True,
        env=_environment(COMMIT_CACHE_DIR=str(register.parent / "cache")),
    )
    return output.read_bytes()


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("briefs") / "register")


@pytest.mark.parametrize(("partner", "lang"), list(briefs()))
def test_a_brief_reads_as_kept(register: Path, partner: str, lang: str, tmp_path: Path) -> None:
    kept = path_of(partner, lang).read_bytes()
    assert written(register, partner, lang, tmp_path / "brief.md") == kept, (
        "run: python tests/docs/test_briefs.py"
    )


def test_no_file_is_kept_for_nothing() -> None:
    assert set(KEPT.iterdir()) == {path_of(*brief) for brief in briefs()}


def write_all() -> None:
    """Write the kept files anew."""
    with tempfile.TemporaryDirectory() as folder:
        register = lay_out(Path(folder) / "register")
        for partner, lang in briefs():
            path_of(partner, lang).write_bytes(written(register, partner, lang, Path(folder) / "brief.md"))


if __name__ == "__main__":
    write_all()
