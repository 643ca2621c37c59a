"""Are the pins in step with pyproject.toml, whole, and free of any place? Nothing is resolved here."""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from commitments.writing import register_files
from pins import releases
from pins.digests import with_present_digests
from pins.environment import LEVELS, PINS

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (("linux", "Linux", "posix"), ("darwin", "Darwin", "posix"), ("win32", "Windows", "nt"))
MACHINES = [
    {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": platform,
        "platform_system": system,
        "os_name": name,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    for python, (platform, system, name) in itertools.product(PYTHONS, SYSTEMS)
]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def read_entries(level: str) -> list[tuple[Requirement, list[str]]]:
    """Each release that a file pins, with its hashes."""
    text = (PINS / f"{level}.txt").read_text("utf-8").replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return [
        (
            Requirement(" ".join(word for word in words if not word.startswith("--"))),
            [word for word in words if word.startswith("--")],
        )
        for words in lines
    ]


def holds(requirement: Requirement, machine: dict[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(machine)


def releases_on(level: str, machine: dict[str, str]) -> dict[str, Version]:
    """The releases that a file gives one machine; none of them twice."""
    pinned = [entry for entry, _ in read_entries(level) if holds(entry, machine)]
    names = [canonicalize_name(entry.name) for entry in pinned]
    assert len(names) == len(set(names))
    return {
        name: Version(str(entry.specifier).removeprefix("=="))
        for name, entry in zip(names, pinned, strict=True)
    }


@pytest.mark.parametrize("level", LEVELS)
def test_what_pyproject_names_is_pinned_within_its_range(level: str) -> None:
    for machine in MACHINES:
        pinned = releases_on(level, machine)
        for wanted in map(Requirement, releases.requirements(level)):
            if holds(wanted, machine):
                assert pinned[canonicalize_name(wanted.name)] in wanted.specifier, (wanted, machine)


def test_every_extra_has_its_pins() -> None:
    extras = releases.read_pyproject()["project"]["optional-dependencies"]
    assert {"program", *extras} == set(LEVELS) == {path.stem for path in PINS.glob("*.txt")}


@pytest.mark.parametrize("level", LEVELS)
def test_every_entry_is_one_release_with_hashes(level: str) -> None:
    entries = read_entries(level)
    assert entries
    for entry, hashes in entries:
        assert re.fullmatch(r"==[0-9][0-9a-z.]*", str(entry.specifier)), entry
        assert entry.url is None and not entry.extras
        assert hashes and all(map(HASH.fullmatch, hashes)) and len(set(hashes)) == len(hashes)


def test_no_two_files_name_two_releases_of_one_package() -> None:
    for machine in MACHINES:
        together: dict[str, Version] = {}
        for level in LEVELS:
            pinned = releases_on(level, machine)
            assert pinned.items() >= {name: together.get(name, pinned[name]) for name in pinned}.items()
            together |= pinned


@pytest.mark.parametrize("level", LEVELS)
def test_no_file_names_a_place(level: str) -> None:
    header, *lines = (PINS / f"{level}.txt").read_text("utf-8").splitlines()
    assert header == releases.HEADER.rstrip("\n")
    for line in lines:
        assert "/" not in line and "#" not in line and "@" not in line
        assert not line.lstrip().startswith("-") or HASH.fullmatch(line.strip(" \\"))


def script_lines(path: Path) -> Iterator[str]:
    """What a file of ours has a shell do; a line of YAML that only names a step is none."""
    for line in path.read_text("utf-8").splitlines():
        if not line.lstrip().startswith("#"):
            yield line.strip()


RUNS = [ROOT / "action.yml", *sorted((ROOT / ".github/workflows").glob("*.yml"))]


@pytest.mark.parametrize("path", RUNS, ids=lambda path: path.name)
def test_nothing_is_installed_but_pins_and_the_package(path: Path) -> None:
    for line in script_lines(path):
        if "pip install" in line:
            pins = "--require-hashes" in line and "--only-binary=:all:" in line and "pins/program.txt" in line
            assert pins or ("--no-deps" in line and "--no-build-isolation" in line), line


def test_the_action_installs_the_pins_first() -> None:
    installs = [line for line in script_lines(ROOT / "action.yml") if "pip install" in line]
    assert ["pins/program.txt" in line for line in installs] == [True, False]


@pytest.mark.parametrize(
    ("bounded", "lifted"),
    [
        ("typer>=0.24,<0.29", "typer>=0.24"),
        ("typer<0.29,>=0.24", "typer>=0.24"),
        ("typer<=0.28", "typer"),
        ("typer~=0.24", "typer>=0.24"),
        ("rich>=13.7,!=14.0", "rich>=13.7,!=14.0"),
        ("tzdata>=2024.1,<2030; sys_platform == 'win32'", "tzdata>=2024.1; sys_platform == 'win32'"),
        ("tzdata; python_version < '3.12'", "tzdata; python_version < '3.12'"),
    ],
)
def test_upper_bounds_are_lifted(bounded: str, lifted: str) -> None:
    ours, expected = Requirement(releases.without_upper_bounds(bounded)), Requirement(lifted)
    assert (ours.name, ours.specifier, ours.marker) == (expected.name, expected.specifier, expected.marker)


def test_the_pins_are_made_for_the_oldest_python_that_pyproject_allows() -> None:
    oldest = releases.read_pyproject()["project"]["requires-python"]
    assert oldest == f">={releases.oldest_python()}" and sys.version_info >= (3, 11)


def test_the_digests_of_a_release_are_added_to_those_before(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {"schema/events.schema.json": ["0" * 64]}
    monkeypatch.setattr(register_files, "earlier_digests", lambda: before)
    digests = with_present_digests()
    assert digests.keys() == set(register_files.shipped_templates())
    assert (
        digests["schema/events.schema.json"][0] == "0" * 64 and before["schema/events.schema.json"][1:] == []
    )
    monkeypatch.setattr(register_files, "earlier_digests", lambda: digests)
    assert with_present_digests() == digests
