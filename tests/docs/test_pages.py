"""Are the pages as the package would have them, and do their links lead somewhere?

They must not judge wording. After a change of the package: `python tests/docs/docs_refresh.py`.
"""

import unicodedata
from pathlib import Path

import docs_pages
import pytest
from docs_commands import Stage
from docs_pages import DOCS, EXAMPLE, ROOT
from docs_refresh import refreshed

PAGES = docs_pages.pages()
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=docs_pages.name)


@EVERY_PAGE
def test_refreshing_changes_nothing(page: Path, stage: Stage) -> None:
    assert docs_pages.read(page) == refreshed(page, stage), "run: python tests/docs/docs_refresh.py"


@EVERY_PAGE
def test_relative_links_lead_to_a_page_and_its_heading(page: Path) -> None:
    lost = []
    for link in docs_pages.links(docs_pages.read(page)):
        way, _, anchor = link.partition("#")
        target = (page.parent / way).resolve() if way else page
        if "://" in link:
            continue
        known = target.is_file() and target.is_relative_to(ROOT)
        if not known or (anchor and anchor not in docs_pages.headings(docs_pages.read(target))):
            lost.append(link)
    assert not lost


@EVERY_PAGE
def test_page_is_plain_text_in_nfc(page: Path) -> None:
    text = docs_pages.read(page)
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)
    assert "\t" not in text


def test_every_page_is_reached_from_the_index() -> None:
    waiting, seen = [DOCS / "index.md"], set()
    while waiting:
        page = waiting.pop()
        if page not in seen:
            seen.add(page)
            ways = (link.partition("#")[0] for link in docs_pages.links(docs_pages.read(page)))
            found = [(page.parent / way).resolve() for way in ways if way.endswith(".md")]
            waiting += [item for item in found if not item.is_relative_to(EXAMPLE)]
    assert set(PAGES) <= seen


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("0*.md")), ids=lambda page: str(page.stem))
def test_decision_is_short_and_whole(page: Path) -> None:
    lines = docs_pages.read(page).splitlines()
    assert len(lines) <= 25
    assert [line for line in lines if line.startswith("## ")] == [
        "## Context",
        "## Decision",
        "## Consequences",
    ]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(page.name[:4]) for page in sorted((DOCS / "decisions").glob("0*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
