"""Records that cannot be read: each is named, none stops the others, and no answer about them is green."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Breaking = Callable[[Path], None]
pytestmark = pytest.mark.usefixtures("soon")
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and special files of POSIX")


def put(data: bytes) -> Breaking:
    return lambda path: path.write_bytes(data) and None


def link(to: str) -> Breaking:
    return lambda path: path.symlink_to(to)


CONTENT: dict[str, Breaking] = {
    "no YAML": put(b"[\n"),
    "an anchor": put(b"id: &x bad\n"),
    "a list": put(b"- a\n"),
    "a text": put(b"this file was lost\n"),
    "nothing": lambda path: path.touch(),
    "only a comment": put(b"# nothing\n"),
    "Latin-1": put(b"id: bad # \xe9\n"),
    "UTF-16": put("id: bad\n".encode("utf-16")),
    "too large": put(b"#" * 300_000),
    "too deep": put(b"[" * 25_000),
    "a control": put(b"id: bad\x07\n"),
    "no status": put(b"id: bad\nkind: mou\n"),
    "a word for a status": put(b"id: bad\nkind: mou\nstatus: fulfiled\n"),
    "a date that is none": put(b"id: bad\nkind: mou\nstatus: agreed\ndue: soon\n"),
    "an unreadable rule": put(
        b"id: bad\nkind: mou\nstatus: agreed\nrepeats: {rule: FREQ=YEARLY;INTERVAL=0}\n"
    ),
}
KINDS: dict[str, Breaking] = {
    "a link to a record": link("small.yaml"),
    "a link outside": link("/etc/hosts"),
    "a dangling link": link("gone.yaml"),
    "a link to itself": link("bad.yaml"),
    "a FIFO": lambda path: os.mkfifo(path),
}
ALL = {**CONTENT, **(KINDS if sys.platform != "win32" else {})}


@pytest.mark.parametrize("breaking", ALL.values(), ids=list(ALL))
def test_the_rest_is_told_and_what_is_left_out_named(
    breaking: Breaking, make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    root = make_workspace({"small.yaml": record(due="2026-01"), "b.yaml": record(id="b", part_of="bad")})
    breaking(root / "records/bad.yaml")
    for _ in ("cold", "warm"):
        for command in (["status"], ["overdue", "--within", "1y"], ["status", "--all", "--text", "day"]):
            status, out, err = run(*command, "-f", "json", root=root)
            assert status == 1
            assert {"small"} <= {row["id"] for row in json.loads(out)["records"]} <= {"small", "b"}
            assert "records/bad.yaml" in err and "Traceback" not in err
        assert run("show", "small", root=root).status == 0
        status, out, err = run("show", "bad", root=root)
        assert (status, out) == (1, "") and "records/bad.yaml" in err
        status, out, _ = run("validate", "-f", "json", root=root)
        problems = json.loads(out)["problems"]
        assert status == 1
        assert {problem["path"] for problem in problems} == {"records/bad.yaml"}, (
            "it still counts as a record for links"
        )
        assert any(problem["severity"] == "error" for problem in problems)
        status, _, _ = run("validate", str(root / "records/bad.yaml"), root=root)
        assert status == 1
        assert run("validate", str(root / "records/small.yaml"), root=root).status == 0


@pytest.mark.parametrize("breaking", ALL.values(), ids=list(ALL))
def test_a_workspace_of_one_bad_file_is_no_green(
    breaking: Breaking, make_workspace: Callable[..., Path], run: Run
) -> None:
    root = make_workspace({})
    breaking(root / "records/bad.yaml")
    for command in (["status"], ["overdue"], ["validate"], ["status", "nothing-*"]):
        assert run(*command, root=root).status == 1, command


def test_a_workspace_of_only_bad_files_tells_them_all(make_workspace: Callable[..., Path], run: Run) -> None:
    root = make_workspace({})
    for number, (name, breaking) in enumerate(ALL.items()):
        if name != "a link to itself":
            breaking(root / f"records/bad{number}.yaml")
    status, out, _ = run("validate", "-f", "json", root=root)
    found = json.loads(out)
    files = sorted(f"records/{path.name}" for path in (root / "records").iterdir())
    assert status == 1
    assert (
        sorted({problem["path"] for problem in found["problems"] if problem["severity"] == "error"}) == files
    )
    assert found["checked"] == len(files)
    status, out, err = run("status", "-f", "json", root=root)
    assert status == 1 and json.loads(out)["records"] == []
    assert all(path in err for path in files)


def test_a_record_that_may_not_be_opened_is_left_out(
    world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refuse(path: Any, *given: Any, **named: Any) -> int:
        if str(path).endswith("soon.yaml"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        status, out, err = run("status", "-f", "json", root=world)
        assert status == 1 and "records/soon.yaml" in err
        assert len(json.loads(out)["records"]) == 5
        assert run("show", "soon", root=world).status == 1
        status, out, _ = run("validate", root=world)
        assert status == 1 and "records/soon.yaml" in out
    assert run("status", root=world).status == 0
    assert run("validate", root=world).status == 0


def test_a_record_that_vanishes_while_we_read_stops_nothing(
    world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commitments.reading import folder

    whole = folder.listing

    def listed(root: Path) -> Any:
        found = whole(root)
        (world / "records/soon.yaml").unlink(missing_ok=True)
        return found

    monkeypatch.setattr(folder, "listing", listed)
    status, out, err = run("status", "-f", "json", root=world)
    assert len(json.loads(out)["records"]) == 5
    assert status in (0, 1) and (status == 1) is ("records/soon.yaml" in err)
    assert run("status", root=world).status == 0


def test_a_record_that_vanishes_before_it_is_shown_is_no_crash(
    world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from commitments.reports import show as report

    whole = report.find_outline

    def found(outlines: Any, id: str) -> Any:
        (world / "records/soon.yaml").unlink(missing_ok=True)
        return whole(outlines, id)

    monkeypatch.setattr(report, "find_outline", found)
    status, out, err = run("show", "soon", root=world)
    assert status in (1, 2) and out == "" and err


@posix
def test_linked_settings_parties_and_schemas_are_not_read(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("token: very-secret\n", encoding="utf-8")
    names = [
        "commitments.toml",
        "schema/parties.yaml",
        "schema/commitment.schema.json",
        "schema/parties.schema.json",
    ]
    for name in names:
        root = make_workspace({"small.yaml": record(), "schema/x": ""})
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(secret)
        status, out, err = run("validate", root=root)
        assert status == 1, name
        assert name in out and "very-secret" not in out + err
        for command in ("status", "overdue"):
            ran = run(command, root=root)
            assert "very-secret" not in ran.out + ran.err
            assert ran.status in (0, 1, 2)


@posix
@pytest.mark.parametrize("name", ["commitments.toml", "schema/parties.yaml", "schema/commitment.schema.json"])
def test_a_fifo_beside_the_records_is_never_waited_for(
    name: str, make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    root = make_workspace({"small.yaml": record(), "schema/x": ""})
    (root / name).unlink(missing_ok=True)
    os.mkfifo(root / name)
    assert run("validate", root=root).status == 1
    assert run("status", root=root).status in (0, 2)


def test_bad_parties_do_not_hide_the_records(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    for text in (
        b"",
        b"[",
        b"\xff",
        b"a: b\n",
        b"- 1\n- {id: 2}\n- {id: [x]}\n- {}\n",
        b"- {id: acme, name: 5}\n",
        b"#" * 5_000_000,
    ):
        root = make_workspace({"small.yaml": record(due="2026-01"), "schema/parties.yaml": text})
        for command in (
            ["status"],
            ["overdue"],
            ["show", "small"],
            ["status", "--by", "lead"],
            ["status", "--lead", "acme"],
        ):
            ran = run(*command, root=root)
            assert ran.status == 0, (text[:20], command, ran.err)
        assert run("validate", root=root).status == 1


@pytest.mark.parametrize(
    "named", [".hidden/b.yaml", "sub", "sub/", ".", ".hidden.yaml", "notes.txt", "b.yml"]
)
def test_what_is_named_is_looked_at_or_refused(
    named: str, make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    """Never a green that did not look: every one of these holds a fault or is no record."""
    names = [
        "records/.hidden/b.yaml",
        "records/sub/c.yaml",
        "records/.hidden.yaml",
        "records/notes.txt",
        "records/b.yml",
    ]
    root = make_workspace({"small.yaml": record(), **dict.fromkeys(names, "[")})
    status, out, err = run("validate", "--strict", str(root / "records" / named), root=root)
    assert status in (1, 2)
    assert status == 2 or named.rstrip("/.") in out + err


def test_a_file_named_twice_is_one_file(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    root = make_workspace({"small.yaml": record(due="2026-13")})
    path = str(root / "records/small.yaml")
    found = json.loads(
        run("validate", path, path, str(root / "records/../records/small.yaml"), "-f", "json", root=root).out
    )
    assert (found["checked"], len(found["problems"])) == (1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_faulty_record_is_told_of_beside_one_that_is_left_out(
    run: Run, record: Callable[..., str], make_workspace: Callable[..., Path]
) -> None:
    root = make_workspace({"small.yaml": record(duue="2026"), "good.yaml": record(id="good")})
    (root / "records" / "link.yaml").symlink_to("good.yaml")
    told = run("status", root=root)
    assert told.status == 1
    assert "1 record is shown as it stands but has faults" in told.err
    assert "1 record could not be read" in told.err
