"""`commit brief` as people run it: what it is about, what it says of what is missing, where it writes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from commitments.cli.options import export_format

Run = Callable[..., tuple[int, str, str]]
Make = Callable[..., Path]
WITH_US = [{"party": "acme", "role": "lead"}, {"party": "vn-mof", "role": "requester"}]


@pytest.fixture
def root(make_workspace: Make, record: Callable[..., str]) -> Path:
    """What Acme owes the ministry, and two meetings, of which one has no day."""
    talk = {"kind": "meeting", "status": "fulfilled", "parties": [{"party": "acme", "role": "counterpart"}]}
    return make_workspace(
        {
            "late-site.yaml": record(
                id="late-site",
                kind="request",
                status="agreed",
                due="2026-10-01",
                parties=WITH_US,
                updates=[
                    {"date": "2026-10-02", "about": "obstacle", "note": {"en": "No site is found"}},
                    {"date": "2026-10-03", "about": "next_step", "note": {"en": "Look in the port"}},
                ],
            ),
            "asked-site.yaml": record(
                id="asked-site",
                kind="request",
                status="proposed",
                parties=WITH_US,
                made_on="2026-10-23",
                updates=[
                    {"date": "2026-11-02", "about": "recommendation", "note": {"en": "Decide on the site"}}
                ],
            ),
            "talk.yaml": record(id="talk", met_on="2026-11-02", **talk),
            "silent-talk.yaml": record(id="silent-talk", **talk),
        },
        home="vn-government",
    )


def brief(run: Run, root: Path, *arguments: str) -> tuple[int, str, str]:
    return run("brief", *arguments, root=root)


def test_the_paper_says_who_owes_what_and_what_needs_a_decision(root: Path, run: Run) -> None:
    status, out, _ = brief(run, root, "--with", "acme")
    assert status == 0
    for sentence in (
        "BRIEF FOR THE MEETING WITH ACME",
        "We: Government of Viet Nam",
        "THEIRS TO DO: 2",
        "Nothing stands open on our side.",
        "WHAT CHANGED",
        "Obstacle: No site is found",
        "Next step: Look in the port",
        "no answer for 30 days",
        "2 Nov 2026: Decide on the site",
    ):
        assert sentence in out, sentence


def test_counts_are_those_of_status(root: Path, run: Run) -> None:
    summary = json.loads(run("status", "--party", "acme", "--format", "json", root=root)[1])["summary"]
    out = brief(run, root, "--with", "acme")[1]
    assert f"{summary['total']} records on 22 Nov 2026" in out
    assert f"Open, overdue {summary['by_timeliness']['overdue']}" in out


def test_both_languages_have_the_same_ids_in_one_order(root: Path, run: Run) -> None:
    english, vietnamese = (brief(run, root, "--lang", lang)[1] for lang in ("en", "vi"))
    ids = re.compile(r"\b(?:late-site|asked-site)\b")
    assert ids.findall(english) == ids.findall(vietnamese)
    assert "VIỆC PHÍA ĐỐI TÁC THỰC HIỆN" in vietnamese


MISSING = [
    (["--with", "vn-tax"], 2, "There is no party vn-tax"),
    (["--with", "France"], 0, "No record names France, or a body below it."),
    (["--with", "acme", "--since", "silent-talk"], 2, "does not say on which day it was held"),
    (["--since", "nonsense"], 2, "nonsense is neither"),
    (["--since", "2027-01-01"], 2, "is after the day of judging"),
    (["--output", "brief.pdf"], 2, "There is no format for a file that ends in .pdf"),
    (["--output", "brief.md", "--format", "docx"], 2, "A file that ends in .md does not hold docx"),
    (["--format", "docx"], 2, "docx cannot be shown on a screen"),
    (["--for", "nobody"], 2, "There is no party nobody"),
]


@pytest.mark.parametrize(("arguments", "expected", "sentence"), MISSING)
def test_what_is_missing_is_a_sentence(
    root: Path, run: Run, arguments: list[str], expected: int, sentence: str
) -> None:
    status, out, err = brief(run, root, *arguments)
    assert (status, sentence in out + err) == (expected, True), out + err


def test_without_a_home_it_is_said(make_workspace: Make, record: Callable[..., str], run: Run) -> None:
    root = make_workspace({"small.yaml": record()})
    assert "Who we are is not known" in brief(run, root)[1]
    assert "all others than the partner stand for us" in brief(run, root, "--with", "acme")[1]
    assert "Who we are is not known" not in brief(run, root, "--for", "vn-government")[1]


def test_without_the_extra_the_line_that_installs_it_is_told(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(export_format, "find_spec", lambda name: None)
    status, _, err = brief(run, root, "--output", str(tmp_path / "brief.docx"))
    assert (status, 'pip install "commitments[docx]"' in err) == (2, True)
    assert not list(tmp_path.glob("*.docx"))


def test_a_paper_is_written_whole(root: Path, run: Run, tmp_path: Path) -> None:
    for name in ("brief.docx", "brief.html", "brief.md"):
        path = tmp_path / name
        assert brief(run, root, "--output", str(path))[0] == 0
        assert path.stat().st_size > 500
    assert (tmp_path / "brief.md").read_text(encoding="utf-8") == brief(run, root, "--format", "md")[1]
