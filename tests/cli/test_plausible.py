"""What cannot be meant is refused by every way into a record: an option, `--set`, a cell of a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

WRONG_ADDRESSES = [
    'https://x.example/"y',
    "http://[::1",
    "https://x.example:99999/y",
    "https://x..example",
    "https://a:b@x.example",
]


@pytest.mark.parametrize("address", WRONG_ADDRESSES)
def test_no_edit_takes_an_address_that_cannot_be_opened(
    address: str, make_workspace: Callable[..., Path], record: Callable[..., str], run: Callable[..., Any]
) -> None:
    root = make_workspace({"small.yaml": record()})
    before = (root / "records" / "small.yaml").read_bytes()
    proof = ["--evidence", address, "--title", "Report"]
    for command in (
        ["update", "small", "--note", "x", *proof],
        ["close", "small", "--as", "fulfilled", "--met-on", "2026-02-01", *proof],
        ["update", "small", "--set", f"source.url={address}"],
        ["update", "small", "--set", f"evidence=[{{title: R, url: '{address}'}}]"],
    ):
        ran = run(*command, root=root)
        assert (ran.status, "[web-address]" in ran.err) == (1, True), command
    assert (root / "records" / "small.yaml").read_bytes() == before


@pytest.mark.parametrize("address", WRONG_ADDRESSES)
def test_no_table_brings_an_address_that_cannot_be_opened(
    address: str, make_workspace: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    root = make_workspace({"empty/.keep": ""})
    cell = address.replace('"', '""')
    (tmp_path / "t.csv").write_text(f'Title,Lead,Evidence,Link\nOne,Acme,Report,"{cell}"\n', "utf-8")
    ran = run("import", str(tmp_path / "t.csv"), "--kind", "agreed_action", root=root)
    assert ran.status == 1
    assert f"D2: {address} is not a web address that can be opened" in ran.out
