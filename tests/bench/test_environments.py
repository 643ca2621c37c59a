"""Whether tools are had, kept, and named as absent where they are not. Gets nothing from any network."""

from pathlib import Path

import pytest
from fakepeer import ran

from bench.peers import environments
from bench.peers.environments import Absent, Had, Installed, Npm, Pip, Source, obtained


def quiet(_: str) -> None:
    """Takes what is told."""


def test_a_program_of_the_path_is_had_with_its_version(program: Path, tmp_path: Path) -> None:
    assert obtained(Installed("fake"), tmp_path / "env", quiet) == Had(str(program), "1.2.3")
    assert ran(program) == ["--version"]


def test_it_is_looked_for_once(program: Path, tmp_path: Path) -> None:
    first = obtained(Installed("fake"), tmp_path / "env", quiet)
    assert obtained(Installed("fake"), tmp_path / "env", quiet) == first
    assert ran(program) == ["--version"]


def test_one_that_is_gone_is_looked_for_again(program: Path, tmp_path: Path) -> None:
    obtained(Installed("fake"), tmp_path / "env", quiet)
    program.unlink()
    assert isinstance(obtained(Installed("fake"), tmp_path / "env", quiet), Absent)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (Installed("no-such"), "no-such is not installed"),
        (Installed("no-such", "no-such-package"), "no-such is not installed, and this is no Debian"),
        (Npm("no-such", "no-such"), "npm is not installed"),
    ],
)
def test_what_is_not_there_is_absent_with_the_reason(
    source: Source, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = obtained(source, tmp_path / "env", quiet)
    assert isinstance(found, Absent) and found.reason.startswith(reason)


@pytest.mark.parametrize(
    ("script", "reason"),
    [("exit 3", "fake does not run on this machine"), ("echo hello", "fake tells no version")],
)
def test_a_program_that_does_not_answer_is_absent(
    script: str, reason: str, program: Path, tmp_path: Path
) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    assert obtained(Installed("fake"), tmp_path / "env", quiet) == Absent(reason)


def test_what_a_client_says_of_machines_reaches_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], program: Path
) -> None:
    program.write_text("#!/bin/sh\necho cannot reach some.host.example >&2\nexit 1\n")
    program.rename(program.with_name("npm"))
    monkeypatch.setenv("PATH", f"{program.parent}:/bin:/usr/bin")
    assert obtained(Npm("any", "any"), tmp_path / "env", quiet) == Absent("npm could not get it here")
    assert "some.host.example" in capsys.readouterr().err


def test_a_python_package_gets_an_environment_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def client(name: str, *argv: str, cwd: Path | None = None) -> None:
        asked.append(argv)
        script = Path(argv[0]).with_name("tool")
        script.write_text("#!/bin/sh\n")
        script.chmod(0o755)

    monkeypatch.setattr(environments, "_client", client)
    monkeypatch.setattr(environments, "_told", lambda *argv, **env: "4.5")
    monkeypatch.setattr(environments.venv, "create", lambda folder, **_: (folder / "bin").mkdir(parents=True))
    found = obtained(Pip("package", "tool"), tmp_path / "env", quiet)
    assert found == Had(str(tmp_path / "env" / "bin" / "tool"), "4.5")
    assert asked[0][0].startswith(str(tmp_path / "env")) and asked[0][-1] == "package"
