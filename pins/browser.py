"""Installs what the page is tried with beside Python: Chromium by apt, two checkers by npm.

Must not install what is there already, nor anything outside `build/` and the system's packages.
"""

import shutil
import subprocess
import sys

from pins.environment import ROOT

CHECKERS = {"axe-core": "4.10.3", "html-validate": "9.5.1"}
"""Programs of node, by name, each with the release that our runs use."""
_FOLDER = ROOT / "build" / "browser"
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")


def need_browser() -> dict[str, str]:
    """Install what is missing; returns the variables that tell where it is. Exits where it cannot be had."""
    chromium = _program(_CHROMIUM) or _install("chromium", _CHROMIUM)
    _program(("pdftotext",)) or _install("poppler-utils", ("pdftotext",))
    if _program(("npm",)) is None:
        sys.exit("This needs npm, the package manager of node, for axe-core and html-validate.")
    stamp, releases = _FOLDER / "made-for", repr(CHECKERS)
    if not stamp.is_file() or stamp.read_text() != releases:
        _FOLDER.mkdir(parents=True, exist_ok=True)
        (_FOLDER / "package.json").write_text('{"private": true}\n')
        names = [f"{name}@{release}" for name, release in CHECKERS.items()]
        _call(
            "npm",
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--no-package-lock",
            "--ignore-scripts",
            *names,
        )
        stamp.write_text(releases)
    return {"BROWSER_PROGRAM": chromium, "BROWSER_CHECKERS": str(_FOLDER / "node_modules")}


def _program(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


def _install(package: str, names: tuple[str, ...]) -> str:
    """Install a package of the system; exits where that is not ours to do, or does not help."""
    if shutil.which("apt-get") is None:
        sys.exit(f"This needs {names[0]}: install it, and run this again.")
    as_root = ["sudo"] if shutil.which("sudo") else []
    subprocess.run([*as_root, "apt-get", "install", "--yes", "--no-install-recommends", package], check=False)
    program = _program(names)
    if program is None:
        sys.exit(f"This needs {names[0]}, and installing {package} did not bring it.")
    return program


def _call(*command: str) -> None:
    if subprocess.run(command, cwd=_FOLDER, check=False).returncode:
        sys.exit(f"This failed: {' '.join(command)}")
