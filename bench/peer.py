"""What a layout is given: a peer that is installed, and where to put its form of the records."""

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Installed:
    """A tool that can be run."""

    program: str
    version: str
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Absent:
    """Why a tool could not be installed, in words that may stand on a page."""

    reason: str
    version: str = "absent"


@dataclass(frozen=True, slots=True)
class Site:
    """What a peer is laid out from, and where."""

    root: Path
    """Our workspace or history."""
    size: int
    """Records of the workspace, or commits of the history."""
    data: Path
    """The folder of the peer's own form of it."""
    tool: Installed
    env: Mapping[str, str]

    def run(self, *words: str, cwd: Path | None = None, may_fail: bool = False) -> None:
        """Run the tool; raises CalledProcessError where it fails but may not."""
        command = [self.tool.program, *words]
        subprocess.run(
            command, cwd=cwd or self.data, env=dict(self.env), check=not may_fail, capture_output=True
        )

    def write(self, name: str, lines: Iterable[str], end: str = "\n") -> None:
        """Write a file of these lines below the data."""
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes("".join(f"{line}{end}" for line in lines).encode())


def record_files(root: Path) -> list[str]:
    """The paths of all records of a workspace, relative to it."""
    return [path.relative_to(root).as_posix() for path in sorted((root / "records").glob("*/*.yaml"))]
