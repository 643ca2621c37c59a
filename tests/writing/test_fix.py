"""`validate --fix` mends the files asked for and touches no other byte, file, mode or link."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bounds import HANGS

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and modes of POSIX")
Run = Callable[..., tuple[int, str, str]]


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def windows(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


@pytest.fixture
def root(make_workspace: Callable[..., Path], record: Callable[..., str]) -> Path:
    """Three records that need mending, one that needs none, and one that is faulty."""
    modeline = "# yaml-language-server: $schema=../schema/commitment.schema.json\n"
    return make_workspace(
        {
            "small.yaml": windows(record()),
            "nfd.yaml": modeline + record(id="nfd", title={"vi": "The\u0302\u0301"}),
            "records/sub/deep.yaml": record(id="deep"),
            "fine.yaml": modeline + record(id="fine"),
            "faulty.yaml": windows(record(id="faulty") + "id: twice\n"),
            "schema/commitment.schema.json": (
                Path(__file__).parents[2] / "schema/commitment.schema.json"
            ).read_bytes(),
        }
    )


def test_all_that_is_safe_is_mended_and_the_rest_told(root: Path, run: Run) -> None:
    before = snapshot(root)
    status, _, _ = run(root, "validate", "--fix")
    after = snapshot(root)
    changed = {path for path, data in after.items() if before.get(path) != data}
    assert changed == {"records/small.yaml", "records/nfd.yaml", "records/sub/deep.yaml"}
    assert after.keys() == before.keys()
    assert status == 1, "one file is still faulty"
    first = after["records/sub/deep.yaml"].splitlines()[0]
    assert first == b"# yaml-language-server: $schema=../../schema/commitment.schema.json"
    assert run(root, "validate", "--fix")[0] == 1
    assert snapshot(root) == after


@pytest.mark.parametrize(
    ("named", "changed"),
    [
        (["records/small.yaml"], {"records/small.yaml"}),
        (["records/fine.yaml"], set()),
        (["records/faulty.yaml"], set()),
        (["schema/parties.yaml"], set()),
        (["schema/parties.yaml", "records/nfd.yaml"], {"records/nfd.yaml"}),
    ],
)
def test_only_what_is_named_is_mended(named: list[str], changed: set[str], root: Path, run: Run) -> None:
    before = snapshot(root)
    run(root, "validate", "--fix", *(str(root / item) for item in named))
    assert {path for path, data in snapshot(root).items() if before.get(path) != data} == changed


@pytest.mark.parametrize("named", ["records/gone.yaml", "../outside.yaml"])
def test_a_file_that_is_not_ours_stops_the_run_before_it_writes(named: str, root: Path, run: Run) -> None:
    (root.parent / "outside.yaml").write_bytes(b"a: 1\r\n")
    before = snapshot(root.parent)
    status, out, _ = run(root, "validate", "--fix", str(root / "records/small.yaml"), str(root / named))
    assert (status, out) == (2, "")
    after = {path: data for path, data in snapshot(root.parent).items() if not path.startswith("cache")}
    assert after == before


@posix
@pytest.mark.usefixtures("soon")
def test_modes_are_kept_and_links_not_followed(root: Path, run: Run, tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_bytes(windows("id: outside\n"))
    (root / "records/outside.yaml").symlink_to(outside)
    (root / "records/small.yaml").chmod(0o640)
    os.mkfifo(root / "records/pipe.yaml")
    run(root, "validate", "--fix")
    assert stat.S_IMODE((root / "records/small.yaml").stat().st_mode) == 0o640
    assert outside.read_bytes() == windows("id: outside\n")
    assert (root / "records/outside.yaml").is_symlink()


@posix
def test_a_linked_folder_is_not_followed(root: Path, run: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.yaml").write_bytes(b"id: x\r\n")
    (root / "records/link").symlink_to(elsewhere)
    run(root, "validate", "--fix")
    status, _, _ = run(root, "validate", "--fix", str(root / "records/link/x.yaml"))
    assert status in (1, 2)
    assert (elsewhere / "x.yaml").read_bytes() == b"id: x\r\n"


def test_a_full_disk_loses_nothing(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = snapshot(root)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        status, out, err = run(root, "validate", "--fix")
    assert (status, out) == (2, "")
    assert "No space left on device" in err
    assert snapshot(root) == before


def test_two_at_once_mend_as_one(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "commitments", "--root", str(root), "validate", "--fix", "-f", "json"]
    environ = {**os.environ, "COMMIT_CACHE_DIR": str(tmp_path / "cache")}
    several = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ)
        for _ in range(3)
    ]
    for item in several:
        _, err = item.communicate(timeout=HANGS)
        assert item.returncode == 1, err
    assert not [path for path in root.rglob("*") if path.suffix == ".new"]
    for path, data in snapshot(root).items():
        if path.startswith("records") and "faulty" not in path:
            assert b"\r" not in data
            assert data.count(b"yaml-language-server") == 1, path


def test_a_record_that_is_left_is_named_and_no_hint_promises_more(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    twins = record(id="twins") + "x-\u00e9: 1\nx-e\u0301: 2\n"
    merge = record(id="merge") + "x-a: 'b\n<<<<<<< HEAD\n  c\n=======\n  d\n>>>>>>> side\n  e'\n"
    sign = record(id="sign") + "x-a: \u1fefb\n"  # composed it is a backtick, which begins no text
    apart = record(id="apart", title={"vi": "The\u0302\u0301"})
    texts = {"twins.yaml": twins, "merge.yaml": merge, "sign.yaml": sign, "apart.yaml": apart}
    root = make_workspace({name: text.encode() for name, text in texts.items()})
    before = snapshot(root)
    _, out, err = run(root, "validate")
    assert "First fix the errors of this file; then run `commit validate --fix` to compose them." in out
    assert "Compose them by hand: here `commit validate --fix` would change what the record says." in out
    assert "hint: Run `commit validate --fix` to compose them." in out, "of the one where it does"
    _, out, err = run(root, "validate", "--fix")
    assert "left as it is: records/twins.yaml has errors that only a person can fix" in err
    assert "left as it is: records/merge.yaml has errors that only a person can fix" in err
    assert "left as it is: composing the accents of records/sign.yaml would change what it says" in err
    assert "fixed: records/apart.yaml" in err
    assert "hint: Run `commit validate --fix` to compose them." not in out
    changed = {path for path, data in snapshot(root).items() if before.get(path) != data}
    assert changed == {"records/apart.yaml"}


def test_an_edit_names_the_merge_that_is_not_finished(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    text = record(id="merge") + "x-a: 'b\n<<<<<<< HEAD\n  c\n=======\n  d\n>>>>>>> side\n  e'\n"
    root = make_workspace({"merge.yaml": text.encode()})
    status, _, err = run(root, "update", "merge", "--note", "x")
    first = text.count("\n", 0, text.index("<<<<<<<")) + 1
    assert status == 2
    assert f"A merge is not finished in records/merge.yaml (lines {first}, {first + 2}, {first + 4})" in err
    assert (root / "records/merge.yaml").read_text() == text
