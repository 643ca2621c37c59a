"""What is published holds no own field, no author and no e-mail address, in any format and any place."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from shipped import TEMPLATES, git, load, shell

Run = Callable[..., tuple[int, str, str]]
SECRET = "secret.person@example.org"
OWN = "hushed"
RECORD = f"""\
id: small
title: {{en: Write to {SECRET}, vi: Gửi thư tới {SECRET}}}
summary: {{en: "Ask {SECRET} first"}}
kind: agreed_action
status: in_progress
parties: [{{party: acme, role: lead}}]
due: 2026-12
due_basis: {{en: "As {SECRET} wrote"}}
milestones: [{{id: m1, title: {{en: "Ask {SECRET}"}}, due: 2026-12}}]
updates: [{{date: 2026-01-12, note: {{en: "Told by {SECRET}"}}}}]
evidence: [{{title: "A letter of {SECRET}", url: https://example.org/letter}}]
source: {{document: report.txt, publisher: "{SECRET}"}}
x-own: {OWN}
x-more: {{note: {OWN}}}
"""
PARTIES = f"- {{id: acme, name: {{en: 'Acme ({SECRET})'}}, kind: company}}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A register of two commits, with an address in every text and own fields."""
    folder = tmp_path / "register"
    (folder / "records").mkdir(parents=True)
    (folder / "schema").mkdir()
    (folder / "schema/parties.yaml").write_text(PARTIES, "utf-8")
    (folder / "records/small.yaml").write_text(RECORD.replace("2026-12", "2026-11"), "utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", f"By {SECRET}")
    (folder / "records/small.yaml").write_text(RECORD, "utf-8")
    git(folder, "commit", "-qam", f"By {SECRET} again")
    return folder


def texts(folder: Path) -> dict[str, str]:
    """Every text in a folder: that of a file, and that of each part of a zip file."""
    found = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as parts:
                found.update(
                    {f"{path.name}/{name}": parts.read(name).decode("utf-8") for name in parts.namelist()}
                )
        else:
            found[str(path.relative_to(folder))] = path.read_text("utf-8")
    return found


FORMATS = ["register.csv", "register.ics", "register.xlsx", "data"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_public_export_holds_nothing_that_is_not_for_the_public(
    checkout: Path, run: Run, name: str, tmp_path: Path
) -> None:
    def exported(folder: str, *options: str) -> dict[str, str]:
        path = tmp_path / folder / name
        path.parent.mkdir()
        form = ("--format", "datapackage") if name == "data" else ()
        assert run("export", str(path), *form, *options, root=checkout)[0] == 0
        return texts(path.parent)

    own, public = exported("own"), exported("public", "--public")
    assert own.keys() == public.keys()
    assert any(SECRET in text for text in own.values())
    for place, text in public.items():
        assert SECRET not in text, place
        assert OWN not in text, place
        assert "vi@example.org" not in text, place


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attributes if name in ("href", "src") and value]


def test_the_site_is_built_whole_and_its_links_lead_somewhere(
    checkout: Path, programs: Path, tmp_path: Path
) -> None:
    workflow = load(TEMPLATES / "register/github/site.yml")
    (step,) = [step for step in workflow["jobs"]["build"]["steps"] if step.get("name") == "Build"]
    ran = shell(step["run"], checkout, BIN=str(programs), ROOT=".", RUNNER_TEMP=str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    site = tmp_path / "site"
    names = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    dated = re.compile(r"commitments-20\d\d-\d\d-\d\d-[0-9a-f]{8}(\.(ics|csv|xlsx)|-data/\w+\.(csv|json))")
    assert {name for name in names if not dated.fullmatch(name)} == {
        "index.html",
        "files.html",
        "deadlines.ics",
    }
    page = _Links()
    page.feed((site / "files.html").read_text("utf-8"))
    assert set(page.links) == names - {"files.html"}
    mail = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
    for place, text in texts(site).items():
        hits = [
            hit for hit in mail.findall(text) if not place.endswith(".ics") or not hit.startswith("small.")
        ]
        assert not hits, (place, hits)
        assert OWN not in text, place


def test_the_site_needs_a_word_of_the_register_first() -> None:
    workflow: dict[str, Any] = load(TEMPLATES / "register/github/site.yml")
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["build"]["if"] == "${{ vars.COMMITMENTS_SITE == 'true' }}"
    assert workflow["jobs"]["build"]["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
