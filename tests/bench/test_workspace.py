"""Whether a made workspace is the same every time, looks like real work, and lies as users have it."""

import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from ouranswer import answer

from bench.dates import last_day
from bench.records import Record, make_record
from bench.repository import git, lay_out
from bench.words import party_ids
from bench.workspace import workspace
from bench.yaml_text import yaml_text

RECORDS = 100


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("made") / "workspace"
    lay_out(root, workspace(RECORDS))
    return root


def test_the_same_commit_twice_whatever_the_settings(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("[core]\n\tautocrlf = true\n[user]\n\tname = Somebody\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("TZ", "America/Lima")
    lay_out(tmp_path / "again", workspace(RECORDS))
    assert git(tmp_path / "again", "rev-parse", "HEAD") == git(root, "rev-parse", "HEAD")


def test_it_is_committed_packed_and_untouched_for_months(root: Path) -> None:
    assert git(root, "status", "--porcelain") == b""
    assert b"\ncount: 0\n" in b"\n" + git(root, "count-objects", "-v")
    times = [path.stat().st_mtime for path in root.rglob("*.yaml")]
    assert len(times) == RECORDS + 1
    assert max(times) < time.time() - 100 * 24 * 3600


def test_our_command_finds_it_valid(root: Path) -> None:
    found = answer(root, "validate", "--strict", "--today", "2026-11-22")
    assert found["problems"] == []


def test_every_record_of_a_faulty_one_breaks_the_schema(tmp_path: Path) -> None:
    lay_out(tmp_path, workspace(10, is_faulty=True))
    problems = answer(tmp_path, "validate")["problems"]
    assert len({problem["path"] for problem in problems}) == 10
    assert len({problem["line"] for problem in problems}) >= 5


@pytest.mark.parametrize("is_tidy", [False, True])
def test_a_text_reads_as_the_record_that_it_was_made_of(is_tidy: bool) -> None:
    for number in range(1, 301):
        record = make_record(number, 300, party_ids(300))
        text = yaml_text(record, is_tidy)
        assert plain(yaml.load(text, Loader=yaml.BaseLoader)) == plain(record)


def plain(value: object) -> object:
    """As YAML without types has it; how lines are joined differs with the style of a text."""
    match value:
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case bool():
            return str(value).lower()
    return str(value).replace("\n", " ").strip()


def test_records_are_of_a_realistic_size_and_all_sorts(root: Path) -> None:
    texts = [path.read_bytes() for path in (root / "records").rglob("*.yaml")]
    assert 2_000 < sum(map(len, texts)) / RECORDS < 2_500
    assert 55 < sum(text.count(b"\n") for text in texts) / RECORDS < 70
    records: list[Record] = [make_record(number, 1_000, party_ids(1_000)) for number in range(1, 1_001)]
    assert len({record["kind"] for record in records}) >= 14
    assert len({record["status"] for record in records}) == 9
    for key in ("due_changes", "repeats", "depends_on", "closing", "review_by", "scope", "x-file-number"):
        assert any(key in record for record in records)


@pytest.mark.parametrize(
    ("wording", "last"),
    [
        ("2026", date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-11-16", date(2026, 11, 16)),
        ("2026-Q3?", date(2026, 9, 30)),
        ("2026-33", date(2026, 3, 31)),
        ("2026-H1", date(2026, 6, 30)),
        ("2026-41", date(2026, 12, 31)),
        ("../2026-05", date(2026, 5, 31)),
        ("2026-03/2026-05~", date(2026, 5, 31)),
        ("2026/..", None),
    ],
)
def test_the_last_day_of_a_date(wording: str, last: date | None) -> None:
    assert last_day(wording) == last
