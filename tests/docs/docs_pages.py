"""What stands on the pages of docs/: paragraphs, links, tables and fenced blocks. Runs nothing."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
EXAMPLE = DOCS / "example"

_FENCE = re.compile(r"^(?P<mark>`{3,})(?P<info>[^\n`]+)\n(?P<text>.*?)^(?P=mark)$", re.MULTILINE | re.DOTALL)
_ANY_FENCE = re.compile(r"^(?P<mark>`{3,})(?!`).*?^(?P=mark)$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!\!)\[(?P<text>[^\]]+)\]\((?P<to>[^)\s]+)\)")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its language, the marks behind it, its text, and where the text stands."""

    language: str
    marks: tuple[str, ...]
    text: str
    start: int
    end: int

    @property
    def file(self) -> str | None:
        """The workspace file that the block holds, where a mark names one."""
        return next((mark for mark in self.marks if "/" in mark or mark.endswith(".toml")), None)


def pages() -> list[Path]:
    """Every page, without those of the example workspace."""
    return sorted(path for path in DOCS.rglob("*.md") if not path.is_relative_to(EXAMPLE))


def name(page: Path) -> str:
    """A page as `rules/no-lead.md`."""
    return page.relative_to(DOCS).as_posix()


@cache
def read(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def fences(text: str) -> list[Fence]:
    """The fenced blocks of a page that name a language, in order."""
    found = []
    for match in _FENCE.finditer(text):
        language, *marks = match["info"].split()
        found.append(Fence(language, tuple(marks), match["text"], match.start("text"), match.end("text")))
    return found


def marked(text: str, mark: str) -> list[Fence]:
    """The blocks that carry a mark."""
    return [fence for fence in fences(text) if mark in fence.marks]


def prose(text: str) -> str:
    """A page without its fenced blocks."""
    return _ANY_FENCE.sub("", text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a page: the title first."""
    return [part.strip() for part in re.split(r"\n{2,}", text) if part.strip()]


def links(text: str) -> list[str]:
    """Where the links of a page lead."""
    return [match["to"] for match in _LINK.finditer(prose(text))]


def code(text: str) -> list[str]:
    """The code spans of a page, outside its fenced blocks."""
    return _CODE.findall(prose(text))


def headings(text: str) -> list[str]:
    """The anchors of a page's headings, as code hosts make them."""
    found = re.findall(r"^#+ +(.+)$", prose(text), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", item.lower()).replace(" ", "-") for item in found]


def cells(line: str) -> list[str]:
    """The cells of a table's line; a border inside a cell is written as `\\|`."""
    return [part.strip() for part in re.split(r"(?<!\\)\|", line.strip())[1:-1]]


def row(cells: list[str]) -> str:
    """A table's line of some cells."""
    return f"| {' | '.join(cells)} |"
