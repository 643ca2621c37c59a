"""A pull request of 20 records on a made history, the same commit id every time. Changes no other branch."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path, PurePosixPath

from bench.clock import LAST
from bench.days import TODAY
from bench.dice import Dice
from bench.drafts import Draft, parted
from bench.edits import EDITS, Moment
from bench.git import git
from bench.shape import shape_of
from bench.workspace import countries_for, party_ids

MAIN, PULL_REQUEST = "main", "pull-request-of-20"
RECORDS = 20
"""What the pull request touches, or all there are of fewer."""
_NUMBER = re.compile(r"rec-([0-9]{6})")
_TRIES = 32
_HAND = tuple(edit for edit in EDITS for _ in range(edit.share))


def open_pull_request(root: Path, records: int) -> None:
    """Lay out the branch beside main; nothing is done where it is there."""
    if not git(root, "for-each-ref", f"refs/heads/{PULL_REQUEST}"):
        git(root, "fast-import", "--quiet", "--done", given=b"".join(_stream(root, records)))


def _stream(root: Path, records: int) -> Iterator[bytes]:
    """One commit on the tip of main, in the words of `git fast-import`."""
    when = int(git(root, "log", "-1", "--format=%ct", MAIN)) + 3600
    yield f"commit refs/heads/{PULL_REQUEST}\n".encode()
    yield f"committer Giang <giang@example.org> {when} +0700\n".encode()
    yield _data(b"What twenty leads sent in\n")
    yield f"from {git(root, 'rev-parse', MAIN).decode().strip()}\n".encode()
    for path, text in _edited(root, records):
        yield f"M 100644 inline {path}\n".encode() + _data(text)
    yield b"\ndone\n"


def _edited(root: Path, records: int) -> Iterator[tuple[str, bytes]]:
    """Records spread over all of them, each with one edit that it takes."""
    paths = git(root, "ls-tree", "-r", "-z", "--name-only", MAIN, "records/").decode().split("\0")[:-1]
    step = max(1, len(paths) // RECORDS)
    dice, parties = Dice(RECORDS), party_ids(countries_for(records))
    for path in paths[::step][:RECORDS]:
        draft = _draft(root, path, records)
        for _ in range(_TRIES):
            if dice.pick(_HAND).apply(draft, Moment(LAST + timedelta(days=1), dice, parties)):
                break
        yield path, draft.text().encode()


def _draft(root: Path, path: str, records: int) -> Draft:
    place = PurePosixPath(path)
    found = _NUMBER.search(place.stem)
    assert found
    number = int(found[1])
    shape = shape_of(number, records, Dice(number))
    blocks = parted(git(root, "show", f"{MAIN}:{path}").decode())
    blocks["title"] = blocks["title"].replace('"', "")
    # The later layout, in which a history ends; the day that its deadline words is not known any more.
    return Draft(shape, place.stem, place.parent.name, blocks, max(shape.aim, TODAY), tidy=True)


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)
