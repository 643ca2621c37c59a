"""Builds what is published, and tries it as a stranger would. Must not publish anything."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from pins.environment import ROOT, install_pins, make_environment, need, pip, run

DIST = ROOT / "dist"


def build(tag: str | None) -> None:
    """Build the sdist, and from it the wheel, into dist/, check both and run the wheel; exit where one fails.

    `tag` is that of the release; it must name the version of the program.
    """
    need("release")
    version = program_version()
    if tag is not None and tag != f"v{version}":
        sys.exit(f"The tag is {tag}, and commitments/version.py says {version}.")
    shutil.rmtree(DIST, ignore_errors=True)
    run("python", "-m", "hatchling", "build", "--target", "sdist", "--directory", str(DIST))
    sdist = next(DIST.glob("*.tar.gz"))
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(DIST), str(sdist))
    wheel = next(DIST.glob("*.whl"))
    run("twine", "check", "--strict", str(sdist), str(wheel))
    with tempfile.TemporaryDirectory() as folder:
        try_wheel(wheel, Path(folder))


def program_version() -> str:
    """The version that commitments/version.py holds."""
    names: dict[str, str] = {}
    exec((ROOT / "commitments/version.py").read_text("utf-8"), names)
    return names["__version__"]


def install_wheel(wheel: Path, folder: Path) -> Path:
    """A new environment with the wheel and the program's pins alone.

    A file or a requirement that the wheel lacks shows there. It would not in .venv, which sees this folder
    and holds all that the tests need.
    """
    environment = folder / "environment"
    make_environment(environment)
    install_pins("program", environment=environment)
    pip("install", "--no-deps", str(wheel), environment=environment)
    pip("check", environment=environment)
    return environment


def try_wheel(wheel: Path, folder: Path) -> None:
    """Make a register with the installed wheel, write its first record, and show where it stands."""
    environment = install_wheel(wheel, folder)
    register = folder / "our-commitments"
    variables = {
        "COMMIT_ROOT": str(register),
        "COMMIT_CACHE_DIR": str(folder / "cache"),
        **{f"GIT_{role}_NAME": "Release" for role in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{role}_EMAIL": "release@example.org" for role in ("AUTHOR", "COMMITTER")},
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    record = [
        *(
            "--title",
            "Hold a meeting of both sides",
            "--kind",
            "agreed_action",
            "--lead",
            "Ministry of Finance",
        ),
        *("--due", "2027-Q2", "--source", "minutes.pdf", "--add-parties", "--commit"),
    ]
    run("commit", "init", str(register), "--host", "none", environment=environment, **variables)
    run("commit", "new", *record, environment=environment, **variables)
    run("commit", "status", environment=environment, **variables)
    run("commit", "validate", environment=environment, **variables)
