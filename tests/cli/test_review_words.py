"""Seven kinds of pull requests as a person reads them in a comment; the pages stand in `reviews`.

`PYTHONPATH=tests python tests/cli/test_review_words.py` writes the pages anew; a person reads what changed.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from gitstory import GitStory

from commitments.cli.app import main

Files = Mapping[str, str | None]
pytestmark = pytest.mark.usefixtures("no_git_settings")

PAGES = Path(__file__).parent / "reviews"
LANGUAGES = ("en", "vi")
PARTIES = """\
- {id: acme, name: {en: Acme, vi: Công ty Acme}, kind: company, country: VN}
- {id: vn-mof, name: {en: Ministry of Finance, vi: Bộ Tài chính}, kind: ministry, country: VN}
- {id: vn-most, name: {en: Ministry of Science, vi: Bộ Khoa học}, kind: ministry, country: VN}
"""
SENSORS = """\
id: flood-sensors
title: {en: Flood sensors along the river, vi: Cảm biến ngập dọc sông}
summary:
  en: >-
    Acme builds sixty sensors along the river, links them to the alert centre of the province, and trains
    the engineers who will run them before the end of the rainy season of 2026.
  vi: Acme lắp sáu mươi cảm biến dọc sông.
kind: agreed_action
status: in_progress
parties:
  - {party: acme, role: lead}
  - {party: vn-mof, role: funder}
made_on: 2025-01-14
due: 2026-06
milestones:
  - {id: survey, title: {en: Survey, vi: Khảo sát}, due: 2026-03}
  - {id: sixty, title: {en: All sixty, vi: Đủ sáu mươi}, due: 2026-06}
updates:
  - {date: 2026-01-14, by: acme, note: {en: The survey has begun., vi: Bắt đầu khảo sát.}}
evidence:
  - {date: 2025-12-02, title: Contract, url: https://example.org/contract}
source: {document: Agreed Minutes 2025, published_on: 2025-01-14, locator: item 7}
"""
PLAN = """\
id: ai-plan
title: {en: A plan for AI, vi: Kế hoạch về AI}
kind: assignment
status: agreed
parties: [{party: vn-most, role: lead}, {party: vn-mof, role: supporting}]
made_on: 2026-02-01
due: 2026-Q4
source: {document: Directive 5, published_on: 2026-02-01, locator: point 3}
"""


def action(number: int) -> str:
    return PLAN.replace("ai-plan", f"action-{number:03}").replace("A plan for AI", f"Action {number}")


BASE: Files = {"schema/parties.yaml": PARTIES, "records/flood-sensors.yaml": SENSORS}
MANY: Mapping[str, str] = {f"records/action-{number:03}.yaml": action(number) for number in range(300)}
NEWS = "  - {date: 2026-05-12, by: acme, note: {en: Forty sensors stand., vi: Đã lắp bốn mươi cảm biến.}}\n"
HINDERED = "  - {date: 2026-05-15, by: acme, about: obstacle, note: {en: High water., vi: Nước dâng cao.}}\n"
MOVE = (
    "due_changes:\n  - {date: 2026-05-10, from: 2026-06, to: 2026-12, agreed_by: vn-mof,"
    " reason: {en: High water in May., vi: Nước lớn tháng 5.}}\n"
)


def changed(text: str, *edits: tuple[str, str]) -> str:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def rewritten(number: int, text: str) -> str:
    """Another role in all of many records, another deadline in some of them."""
    text = changed(text, ("role: supporting", "role: monitor"))
    return changed(text, ("due: 2026-Q4", "due: 2027-Q2")) if number < 25 else text


SENSORS_PATH = "records/flood-sensors.yaml"
REQUESTS: Mapping[str, tuple[Files, Files]] = {
    "news": (
        BASE,
        {SENSORS_PATH: changed(SENSORS, ("evidence:\n", NEWS + HINDERED + "evidence:\n"))},
    ),
    "deadlines": (
        BASE,
        {
            SENSORS_PATH: changed(
                SENSORS,
                ("due: 2026-06\nmile", "due: 2026-12\n" + MOVE + "mile"),
                ("due: 2026-03}", "due: 2026-08}"),
            )
        },
    ),
    "closed": (
        BASE,
        {SENSORS_PATH: changed(SENSORS, ("in_progress\n", "fulfilled\nmet_on: 2026-05-02\n"))},
    ),
    "new": (BASE, {"records/ai-plan.yaml": PLAN}),
    "removed": ({**BASE, "records/ai-plan.yaml": PLAN}, {SENSORS_PATH: None}),
    "renamed": (
        BASE,
        {
            SENSORS_PATH: None,
            "records/river-sensors.yaml": changed(
                SENSORS,
                ("id: flood-sensors", "id: river-sensors"),
                ("builds sixty sensors", "builds some sensors"),
                ("end of the rainy season of 2026", "end of 2026"),
                ("  - {party: vn-mof, role: funder}\n", "  - {party: vn-mof, role: supporting}\n"),
            ),
        },
    ),
    "many": (
        {**BASE, **MANY},
        {
            **{path: rewritten(number, text) for number, (path, text) in enumerate(MANY.items())},
            SENSORS_PATH: changed(SENSORS, ("evidence:\n", NEWS + "evidence:\n")),
        },
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", REQUESTS)
def test_a_pull_request_is_read_in_ten_seconds(
    kind: str, lang: str, git_story: Callable[..., GitStory]
) -> None:
    page = page_of(kind, lang, git_story())
    assert page == page_path(kind, lang).read_text(encoding="utf-8")
    shown = page.partition("<details>")[0].replace("<!-- -->", "").splitlines()
    assert len(shown) <= 45, "what a person reads at once"


def page_path(kind: str, lang: str) -> Path:
    """Where the page of a kind stands."""
    return PAGES / f"{kind}-{lang}.md"


def page_of(kind: str, lang: str, story: GitStory) -> str:
    """The review of a pull request, told in a new repository, with a word in the place of ids of commits."""
    before, after = REQUESTS[kind]
    base = story.commit(before)
    story.commit(after)
    with redirect_stdout(io.StringIO()) as stream:
        before_command = ["--root", str(story.root), "--today", "2026-05-20", "--lang", lang]
        main([*before_command, "review", "-f", "md", f"{base}...HEAD"])
    return re.sub(r"\b[0-9a-f]{7}\b", "COMMIT", stream.getvalue())


def test_every_kept_page_is_of_a_kind() -> None:
    assert {*PAGES.iterdir()} == {page_path(kind, lang) for kind in REQUESTS for lang in LANGUAGES}


def write_all() -> None:
    """Write every kept page anew; a person reads what changed."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in REQUESTS:
            for lang in LANGUAGES:
                page = page_of(kind, lang, GitStory(Path(folder) / f"{kind}-{lang}"))
                page_path(kind, lang).write_text(page, "utf-8", newline="\n")


if __name__ == "__main__":
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    write_all()
