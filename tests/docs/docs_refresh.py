"""Puts into the pages of docs/ what the package says today: outputs, sentences, descriptions, tables.

`python tests/docs/docs_refresh.py` rewrites the pages in place; the tests ask that it would change
nothing. It must not touch what people wrote.
"""

import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docs_commands import Stage, commands, put
from docs_package import SENTENCES
from docs_pages import EXAMPLE, ROOT, Fence, cells, fences, name, paragraphs, read, row
from docs_pages import pages as all_pages
from docs_schema import field, field_names
from docs_tables import field_of, keeper, severity, vietnamese

_TABLE = re.compile(
    r"(?P<head><!-- kept: (?P<name>[a-z-]+)(?: (?P<of>[a-z0-9_-]+))? -->\n\|.*\n\|[ :|-]+\n)"
    r"(?P<rows>(?:\|.*\n)*)"
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
"""What `--color always` adds, which a page cannot show; what else a terminal gets, it can."""


def refreshed(page: Path, stage: Stage) -> str:
    """The page as the package would have it."""
    text = _described(page, read(page))
    text = _TABLE.sub(lambda match: match["head"] + _rows(match, stage), text)
    return _replayed(text, stage)


def _described(page: Path, text: str) -> str:
    """The text with its rule's weight, or with its field's description and Vietnamese name."""
    if page.parent.name == "rules" and page.stem in SENTENCES:
        return re.sub(
            r"^\*\*\w+\*\*", f"**{severity(page.stem).title()}**", text, count=1, flags=re.MULTILINE
        )
    of = field_of(page)
    if of is None:
        return text
    text = text.replace(paragraphs(text)[1], field(of)["description"], 1)
    return re.sub(r"^- In Vietnamese: .*$", f"- In Vietnamese: {vietnamese(of)}", text, flags=re.MULTILINE)


def _rows(match: re.Match[str], stage: Stage) -> str:
    keep = keeper(match["name"], match["of"])
    lines = [cells(line) for line in match["rows"].splitlines()]
    if match["name"] == "fields":
        lines = [[f"[`{name}`]"] for name in field_names()]
    return "".join(row(keep(stage, line)) + "\n" for line in lines)


def _replayed(text: str, stage: Stage) -> str:
    """The text with each console block run again, in its page's own workspace or else in the example's."""
    blocks = fences(text)
    own = [item for item in blocks if item.file and "breaks" not in item.marks and "mended" not in item.marks]
    consoles = [item for item in blocks if item.language == "console"]
    root = stage.workspace({}) if own and consoles else stage.example
    told: list[tuple[Fence, str]] = []
    for block in blocks:
        if block.language == "console":
            told.append((block, replay(block, root, stage)))
        elif block in own and block.file and consoles:
            put(root, {block.file: block.text})
    for block, output in reversed(told):
        text = text[: block.start] + output + text[block.end :]
    return text


def replay(block: Fence, root: Path, stage: Stage) -> str:
    """A console block with what its commands say now; raises AssertionError for another exit status."""
    lines: list[str] = []
    status = 0
    for command in commands(block):
        program, *arguments = shlex.split(command)
        assert program == "commit", f"only `commit` is run on pages, not {program}"
        status, output = stage.run(arguments, root)
        lines += [f"$ {command}", *(_COLOUR.sub("", line).rstrip() for line in output.splitlines())]
    wanted = next((int(mark.removeprefix("exit=")) for mark in block.marks if mark.startswith("exit=")), 0)
    assert status == wanted, f"`{commands(block)[-1]}` left with {status}, not {wanted}"
    return "".join(f"{line}\n" for line in lines)


def copy_schemas() -> Iterator[str]:
    """Bring the copies that editors read up to the shipped schemas."""
    for shipped in sorted((ROOT / "commitments/schema").glob("*.schema.json")):
        for folder in (ROOT / "schema", EXAMPLE / "schema"):
            copy = folder / shipped.name
            if not copy.is_file() or copy.read_bytes() != shipped.read_bytes():
                copy.write_bytes(shipped.read_bytes())
                yield f"copied: {copy.relative_to(ROOT).as_posix()}"


def refresh() -> Iterator[str]:
    """Rewrite what differs, and say of each file what was done."""
    yield from copy_schemas()
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        for page in all_pages():
            try:
                text = refreshed(page, stage)
            except AssertionError as error:
                yield f"not refreshed: docs/{name(page)}: {error}"
                continue
            if text != read(page):
                page.write_text(text, encoding="utf-8", newline="\n")
                yield f"refreshed: docs/{name(page)}"


if __name__ == "__main__":
    for told in refresh():
        sys.stdout.write(f"{told}\n")
