"""The library reads a roof as its members' records under the names of the roof, all of them or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_roofs import small_roof, write_files

import commitments


@pytest.fixture
def roof(tmp_path: Path, record: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMMIT_CACHE_DIR", str(tmp_path / "cache"))
    return small_roof(tmp_path / "desk", record)


def test_the_records_of_all_members_have_the_names_of_the_roof(roof: Path) -> None:
    ledger = commitments.load(roof)
    ids = [commitment.id for commitment in ledger]
    assert ids == ["mof:ai-plan", "mof:visit", "mof:yearly", "mofa:ai-plan", "mofa:talks"]
    assert ledger.get("mof:visit") is not None
    assert "mofa:acme" in ledger.registry.parties and "finance" not in ledger.registry.parties
    assert [commitment.id for commitment in commitments.load(roof / "registers/mofa")] == ["ai-plan", "talks"]


def test_the_roof_s_own_records_are_read_too(roof: Path, record: Callable[..., str]) -> None:
    write_files(roof, {"records/small.yaml": record()})
    assert commitments.load(roof).get("small") is not None
    assert len(commitments.load(roof)) == 6


def test_a_member_that_cannot_be_read_leaves_nothing_to_count(roof: Path) -> None:
    (roof / "registers/mof/commitments.toml").write_text("due_soon_days = no\n", encoding="utf-8")
    with pytest.raises(commitments.WorkspaceError, match="mof cannot be read"):
        commitments.load(roof)


@pytest.mark.parametrize("place", ["registers/mof", "."])
def test_a_registry_that_cannot_be_read_leaves_nothing_to_filter(roof: Path, place: str) -> None:
    write_files(roof / place, {"schema/parties.yaml": "- {id: ["})
    with pytest.raises(commitments.WorkspaceError, match="so its parties are not known"):
        commitments.load(roof)
