"""A register's copy of a schema: of this release, of an earlier one, of none, in `validate` and `review`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory

from commitments.reading import schema, shipped_files

pytestmark = pytest.mark.usefixtures("no_git_settings")
PLACE = "schema/events.schema.json"
SHIPPED = schema.schema_bytes(schema.EVENTS)
EARLIER = b'{"title": "Events, as an earlier release had them"}\n'


@pytest.fixture(autouse=True)
def _earlier_release(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = {PLACE: [shipped_files.shipped_digest(EARLIER)]}
    monkeypatch.setattr(shipped_files, "earlier_digests", lambda: digests)


COPIES = {
    "of this release": (SHIPPED, [], ""),
    "of this release, with other line ends": (SHIPPED.replace(b"\n", b"\r\n"), [], ""),
    "of an earlier release": (EARLIER, [], "is the copy of an earlier release"),
    "of an earlier release, with other line ends": (EARLIER.replace(b"\n", b"\r\n"), [], "earlier release"),
    "of no release": (b"{}\n", ["schema-differs"], ""),
}


@pytest.mark.parametrize(("copy", "rules", "note"), COPIES.values(), ids=COPIES)
def test_an_earlier_copy_is_a_note_that_strict_ignores(
    copy: bytes,
    rules: list[str],
    note: str,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    run: Callable[..., Any],
) -> None:
    root = make_workspace({"small.yaml": record()})
    (root / PLACE).write_bytes(copy)
    ran = run("validate", "--strict", "-f", "json", root=root)
    assert [row["rule"] for row in json.loads(ran.out)["problems"]] == rules
    assert (ran.status, note in ran.err) == (bool(rules), True)
    assert ("earlier release" in ran.err) == bool(note)


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        (EARLIER, SHIPPED, []),
        (SHIPPED, EARLIER, []),
        (b"{}", SHIPPED, []),
        (b"{}", EARLIER, []),
        (SHIPPED, b"{}", ["settings-weakened"]),
        (EARLIER, b'{"title": "Edited"}', ["settings-weakened"]),
    ],
    ids=["refreshed", "put back", "mended", "of an earlier one", "edited", "an earlier one edited"],
)
def test_a_copy_of_any_release_weakens_nothing(
    before: bytes,
    after: bytes,
    rules: list[str],
    git_story: Callable[..., GitStory],
    record: Callable[..., str],
    run: Callable[..., Any],
) -> None:
    story = git_story()
    base = story.commit({"records/small.yaml": record(), PLACE: before})
    story.commit({PLACE: after})
    ran = run("review", f"{base}...HEAD", "-f", "json", root=story.root)
    assert [row["rule"] for row in json.loads(ran.out)["findings"]] == rules
