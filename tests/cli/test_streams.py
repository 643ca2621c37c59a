"""Where answers go: streams of any encoding, readers that leave, disks that are full, and files."""

from __future__ import annotations

import csv
import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS

Run = Callable[..., Any]
Process = Callable[..., subprocess.CompletedProcess[bytes]]
pytestmark = pytest.mark.usefixtures("soon")
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and special files of POSIX")
linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")

NARROW = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "utf-16"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


@pytest.mark.parametrize("environ", NARROW, ids=lambda environ: "-".join(environ.values()))
def test_output_is_utf8_whatever_the_locale(environ: dict[str, str], world: Path, process: Process) -> None:
    for command in (["status", "-f", "json"], ["show", "later"]):
        ran = process("--root", str(world), "--lang", "vi", *command, **environ)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert "Đề án chỉ có tiếng Việt" in ran.stdout.decode("utf-8")
    ran = process("--root", str(world), "--lang", "vi", "show", "zzz", **environ)
    assert ran.returncode == 2
    assert not ran.stderr.decode("utf-8").isascii()


@pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")
def test_a_file_name_that_no_encoding_knows_can_be_told(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run, process: Process
) -> None:
    root = make_workspace({"small.yaml": record()})
    with open(os.fsencode(root / "records") + b"/caf\xe9.yaml", "wb") as file:
        file.write(b"[")
    in_json = ("json", "jsonl", "sarif", "gitlab")
    for form in ("csv", "md", "github", "junit", *in_json):
        status, text, err = run("validate", "-f", form, root=root)
        assert status == 1, err
        if form in in_json:
            text = "\n".join(texts_of(json.loads(line)) for line in lines_of(text, form))
        assert "caf\\xe9.yaml" in text.replace("%5C", "\\").replace("\\\\", "\\"), form
    ran = process("--root", str(root), "validate")
    assert ran.returncode == 1 and "caf\\xe9.yaml" in ran.stdout.decode("utf-8")
    ran = process("--root", str(root), "status")
    assert ran.returncode == 1 and "caf\\xe9.yaml" in ran.stderr.decode("utf-8")


def lines_of(text: str, form: str) -> list[str]:
    """The documents of an answer in JSON."""
    return text.splitlines() if form == "jsonl" else [text]


def texts_of(value: Any) -> str:
    """Every text of a JSON document; raises UnicodeEncodeError for one that holds a lone surrogate."""
    if isinstance(value, dict):
        return "\n".join(map(texts_of, (*value, *value.values())))
    if isinstance(value, list):
        return "\n".join(map(texts_of, value))
    return str(value).encode("utf-8").decode("utf-8")


def left_early(arguments: list[str], take: int) -> tuple[int, bytes]:
    """Exit status and standard error where the reader of the pipe leaves after so many bytes."""
    command = [sys.executable, "-m", "commitments", *arguments]
    ran = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert ran.stdout is not None and ran.stderr is not None
    ran.stdout.read(take)
    ran.stdout.close()
    err = ran.stderr.read()
    ran.stderr.close()
    return ran.wait(timeout=HANGS), err


@posix
@pytest.mark.parametrize("take", [1])
def test_a_reader_that_leaves_is_no_fault(
    take: int, make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    title = {"en": "x" * 290}
    root = make_workspace({f"r{n}.yaml": record(id=f"r{n}", title=title, due="2026-01") for n in range(230)})
    for command in (["status"], ["overdue", "-f", "json"]):
        status, err = left_early(["--root", str(root), "--today", "2026-11-22", *command], take)
        assert err == b""
        assert status in (0, 141, -13)


@posix
def test_a_reader_that_leaves_at_once_is_no_fault_of_help() -> None:
    for arguments in (["--help"], ["--version"]):
        reading, writing = os.pipe()
        os.close(reading)
        ran = subprocess.run(
            [sys.executable, "-m", "commitments", *arguments],
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=HANGS,
        )
        os.close(writing)
        assert ran.stderr == b"", arguments
        assert ran.returncode != 3, arguments


FULL = [["status"], ["validate", "-f", "json"], ["--help"], ["status", "--help"], ["--version"]]


@linux
@pytest.mark.parametrize("command", [*FULL, ["--show-completion", "bash"]], ids=" ".join)
def test_a_full_disk_behind_a_redirection_is_told(command: list[str], world: Path) -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "commitments", "--root", str(world), *command],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=HANGS,
            env=os.environ | {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},  # whatever started this
        )
    assert ran.returncode == 2, "a green would lie, and it is no fault of the program"
    assert os.strerror(errno.ENOSPC).encode() in ran.stderr
    assert b"Traceback" not in ran.stderr and b"Exception ignored" not in ran.stderr


@posix
def test_closed_streams_are_no_crash(world: Path) -> None:
    for redirection, expected in ((">&-", (0, 2)), ("2>&-", (0,)), (">&- 2>&-", (0, 2))):
        command = f'"{sys.executable}" -m commitments --root "{world}" status {redirection}'
        ran = subprocess.run(["/bin/sh", "-c", command], capture_output=True, timeout=HANGS)
        assert ran.returncode in expected, redirection
        assert b"Traceback" not in ran.stderr
    command = f'"{sys.executable}" -m commitments --root "{world}" show zzz 2>&-'
    assert subprocess.run(["/bin/sh", "-c", command], capture_output=True, timeout=HANGS).returncode == 2


@posix
@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_no_file_gets_the_number_of_a_closed_stream(redirection: str, tmp_path: Path) -> None:
    """What any program writes to its standard error would land in that file."""
    (tmp_path / "program.py").write_text(
        "import os, sys\n"
        "from commitments.cli.app import main\n"
        "main(['--version'])\n"
        "os._exit(10 + os.open('file', os.O_WRONLY | os.O_CREAT))\n"
    )
    command = f'"{sys.executable}" program.py {redirection}'
    ran = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, timeout=HANGS)
    assert ran.returncode > 10 + 2


@posix
@pytest.mark.parametrize("redirection", [">/dev/null 2>&-", ">&-", "<&- >&- 2>&-"])
def test_an_edit_is_written_with_closed_streams(
    redirection: str, make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    root = make_workspace({"small.yaml": record()})
    start = f'"{sys.executable}" -m commitments --root "{root}"'
    for command, expected in (("update small --note x", 0), ("validate", 0), ("show zzz", 2)):
        line = f"{start} {command} {redirection}"
        ran = subprocess.run(["/bin/sh", "-c", line], capture_output=True, timeout=HANGS)
        assert (ran.returncode, b"Traceback" in ran.stderr) == (expected, False), command
    assert (root / "records/small.yaml").read_text("utf-8").count("en: x\n") == 1


def test_data_goes_to_standard_output_and_all_else_does_not(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    root = make_workspace({"small.yaml": record(), "b.yaml": "["})
    for form in ("json", "jsonl", "csv", "md", "table"):
        status, out, err = run("status", "-f", form, root=root)
        assert status == 1
        assert "records/b.yaml" in err and "records/b.yaml" not in out
    assert len(json.loads(run("status", "-f", "json", root=root).out)["records"]) == 1


def test_a_file_gets_what_standard_output_would(world: Path, run: Run, tmp_path: Path) -> None:
    for form in ("table", "json", "jsonl", "csv", "md"):
        piped = run("status", "-f", form, root=world).out
        path = tmp_path / f"answer.{'txt' if form == 'table' else form}"
        status, out, err = run("status", "-f", form, "--output", str(path), root=world)
        assert (status, out, err) == (0, "", f"Written: {path} ({form})\n")
        mark = b"\xef\xbb\xbf" if form == "csv" else b""
        assert path.read_bytes() == mark + piped.encode("utf-8")
    assert sorted(item.name for item in tmp_path.glob("answer*")) == [
        f"answer.{ending}" for ending in ("csv", "json", "jsonl", "md", "txt")
    ]


PROMISED = {
    "a.txt": "table",
    "a.log": "table",
    "a": "table",
    "a.b/c": "table",
    "a.json": "json",
    "a.JSON": "json",
    "a.b.jsonl": "jsonl",
    "a.ndjson": "jsonl",
    "a.csv": "csv",
    "a.md": "md",
    "a.markdown": "md",
    "a.sarif": "sarif",
    "a.xml": "junit",
}


@pytest.mark.parametrize(("name", "form"), PROMISED.items())
def test_the_ending_of_a_file_names_its_format(
    name: str, form: str, world: Path, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    piped = run("validate", "-f", form, root=world).out
    assert run("validate", "-o", str(path), root=world) == (0, "", f"Written: {path} ({form})\n")
    assert path.read_text("utf-8-sig") == piped.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "ending", ["xlsx", "XLSX", "ods", "pdf", "docx", "html", "yaml", "tsv", "b", "json~"]
)
@pytest.mark.parametrize("command", [["status"], ["overdue"], ["show", "late"], ["validate"]])
def test_an_ending_that_no_format_has_is_refused(
    ending: str, command: list[str], world: Path, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / f"answer.{ending}"
    path.write_bytes(b"old")
    status, out, err = run(*command, "-o", str(path), root=world)
    assert (status, out, path.read_bytes()) == (2, "", b"old")
    assert f".{ending.lower()}" in err and ".csv, .md" in err
    assert ("Excel opens .csv." in err) == (ending.lower() == "ods")
    assert ("`commit export` writes" in err) == (ending.lower() in ("xlsx", "ics"))


OF_ONE_COMMAND = [(["status"], "a.xml"), (["status"], "a.sarif"), (["show", "late"], "a.xml")]


@pytest.mark.parametrize(("command", "name"), OF_ONE_COMMAND)
def test_an_ending_of_another_command_is_refused(
    command: list[str], name: str, world: Path, run: Run
) -> None:
    assert run(*command, "-o", name, root=world).status == 2
    assert not Path(name).exists()


@pytest.mark.parametrize(
    ("form", "name", "expected"),
    [
        ("csv", "a.json", 2),
        ("csv", "a.xlsx", 2),
        ("json", "a.jsonl", 2),
        ("jsonl", "a.json", 2),
        ("table", "a.md", 2),
        ("gitlab", "a.xml", 2),
        ("json", "records/late.yaml", 2),
        ("csv", "a.bak", 0),
        ("json", "a.txt", 0),
        ("json", "a", 0),
        ("gitlab", "a.json", 0),
        ("sarif", "a.json", 0),
        ("sarif", "a.sarif", 0),
        ("junit", "a.xml", 0),
        ("github", "a.log", 0),
    ],
)
def test_a_format_beside_an_ending_that_promises_another_is_refused(
    form: str, name: str, expected: int, world: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(world)
    before = Path(name).read_bytes() if Path(name).exists() else None
    status, out, err = run("validate", "-f", form, "-o", name)
    assert (status, out) == (expected, "")
    assert expected or err == f"Written: {name} ({form})\n"
    assert not expected or (Path(name).read_bytes() if Path(name).exists() else None) == before


def test_nothing_is_mended_or_imported_for_a_file_that_is_refused(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run, tmp_path: Path
) -> None:
    text = record().replace("\n", "\r\n").encode()
    root = make_workspace({"small.yaml": text})
    (tmp_path / "t.csv").write_text("id,title,lead\nb,Hold a day,acme\n", encoding="utf-8")
    assert run("validate", "--fix", "-o", "a.xlsx", root=root).status == 2
    assert run("import", "t.csv", "--write", "-o", "a.xlsx", root=root).status == 2
    assert [path.name for path in (root / "records").iterdir()] == ["small.yaml"]
    assert (root / "records/small.yaml").read_bytes() == text


def test_excel_reads_the_marked_file(world: Path, run: Run, tmp_path: Path) -> None:
    run("status", "--all", "-f", "csv", "-o", "a.csv", root=world)
    with open(tmp_path / "a.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["id"] and any(row["title.vi"] == "Đề án chỉ có tiếng Việt" for row in rows)


def test_no_answer_leaves_the_old_file(world: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(b"old")
    refused = (
        ["show", "zzz"],
        ["status", "--status", "x"],
        ["status", "--nothing"],
        ["status", "-f", "xml"],
        ["show"],
    )
    for command in refused:
        assert run(*command, "-o", str(path), root=world).status == 2
        assert path.read_bytes() == b"old"
    assert run("status", "-o", str(path), root=tmp_path / "gone").status == 2
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(
    call: str, world: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out" / "answer.json"
    path.parent.mkdir()
    path.write_bytes(b"old")
    run("status", root=world)  # so that the cache need not be written

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        status, out, err = run("--no-cache", "status", "-f", "json", "-o", str(path), root=world)
    assert (status, out) == (2, "")
    assert os.strerror(errno.ENOSPC) in err
    assert path.read_bytes() == b"old"
    assert os.listdir(path.parent) == ["answer.json"]


def test_a_place_that_cannot_be_written_is_2(world: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for place in ("folder", "gone/answer.json", "folder/../folder", "x" * 300):
        status, out, err = run("status", "-o", str(tmp_path / place), root=world)
        assert (status, out) == (2, ""), place
        assert err and "Traceback" not in err
    assert os.listdir(tmp_path / "folder") == []


def test_what_is_left_out_is_told_and_the_rest_is_written(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run, tmp_path: Path
) -> None:
    root = make_workspace({"small.yaml": record(), "b.yaml": "["})
    status, out, err = run("status", "-f", "json", "-o", "a.json", root=root)
    assert (status, out) == (1, "") and "records/b.yaml" in err
    assert len(json.loads((tmp_path / "a.json").read_bytes())["records"]) == 1


@posix
def test_a_device_or_pipe_is_never_replaced_by_a_file(world: Path, run: Run, tmp_path: Path) -> None:
    """As root, `--output /dev/null` must not put a file in the place of the device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "link").symlink_to(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        for name in ("pipe", "link"):
            run("status", "-f", "json", "-o", str(tmp_path / name), root=world)
            assert stat.S_ISFIFO(os.stat(tmp_path / name).st_mode), name
    finally:
        os.close(reading)
    assert (tmp_path / "link").is_symlink()


@posix
def test_through_a_link_the_file_is_written_and_the_link_stays(world: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    (tmp_path / "link.json").symlink_to("real.json")
    assert run("status", "-f", "json", "-o", str(tmp_path / "link.json"), root=world).status == 0
    assert json.loads((tmp_path / "link.json").read_bytes())["command"] == "status"
    assert (tmp_path / "link.json").is_symlink()


@posix
def test_the_mode_of_an_old_file_is_kept(world: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(b"")
    path.chmod(0o600)
    run("status", "-f", "json", "-o", str(path), root=world)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
