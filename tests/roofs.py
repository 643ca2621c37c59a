"""Roofs over small registers in git, for tests of what leaves the house. Asserts nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gitstory import GitStory

EXAMPLE = Path(__file__).resolve().parents[1] / "docs" / "example"

MEMBERS: Mapping[str, str] = {
    "mofa": 'register = "foreign"\ntimezone = "Asia/Ho_Chi_Minh"\ndue_soon_days = 30\n',
    "mof": 'register = "finance"\ntimezone = "Pacific/Honolulu"\ndue_soon_days = 200\nstale_after_days = 9\n',
    "moit": 'timezone = "Europe/London"\nlanguage = "vi"\n',
}
"""The settings of each member; the last has no id of its own."""


MOVED = "records/ai-service-plan.yaml"


def _with_moved_deadline(record: str, day: str, due: str) -> str:
    entry = f"  - {{date: {day}, from: 2026-08, to: {due}, reason: {{en: Asked for time.}}}}\nupdates:\n"
    return record.replace("due: 2026-08\n", f"due: {due}\n").replace("updates:\n", entry, 1)


def example_files() -> dict[str, str]:
    """The records and the schema of the example, by path."""
    paths = [path for room in ("records", "schema") for path in (EXAMPLE / room).rglob("*") if path.is_file()]
    return {path.relative_to(EXAMPLE).as_posix(): path.read_text("utf-8") for path in paths}


def write_roof(root: Path, members: Mapping[str, str], settings: str = "") -> Path:
    """The settings of a roof over folders below `registers/`."""
    root.mkdir(parents=True, exist_ok=True)
    lines = "".join(f'{name} = "{path}"\n' for name, path in members.items())
    text = f'register = "desk"\ntimezone = "Asia/Ho_Chi_Minh"\n{settings}\n[members]\n{lines}'
    (root / "commitments.toml").write_text(text, encoding="utf-8")
    return root


def roof_over_examples(root: Path, members: Mapping[str, str] = MEMBERS, settings: str = "") -> Path:
    """A roof over three registers made from the example, each in a repository of its own.

    The last commit of each moves a deadline, on a day of its own.
    """
    for place, (name, own) in enumerate(members.items()):
        story = GitStory(root / "registers" / name)
        files = {**example_files(), "commitments.toml": own}
        story.commit(files, when=f"2026-0{place + 1}-05T09:00:00+07:00")
        moved = _with_moved_deadline(files[MOVED], f"2026-11-1{place}", f"2026-{9 + place % 4:02}")
        story.commit({MOVED: moved}, when=f"2026-11-1{place}T21:00:00+07:00")
        story.git("read-tree", "HEAD")
    return write_roof(root, {name: f"registers/{name}" for name in members}, settings)
