"""git-history: the same main line, with all records in one JSON file."""

import json
from collections.abc import Iterator
from dataclasses import replace

import yaml

from bench.peer import Site
from bench.repository import lay_out as lay_out_repository
from bench.story import Story
from bench.workspace import MAIN, Commit, records_for

FILE = "commitments.json"


def lay_out(site: Site) -> None:
    # Not packed anew: of one large file, fast-import packs each version as well against the one before.
    story = commits(records_for(site.size), site.size)
    lay_out_repository(site.data / "history", story, is_packed=False)


def commits(records: int, size: int) -> Iterator[Commit]:
    """The main line alone, each commit with one file of all records as they stood."""
    state: dict[str, bytes] = {}
    parents: tuple[int, ...] = ()
    for commit in Story(records, size).commits():
        if commit.branch == MAIN:
            for path, content in commit.files.items():
                _keep(state, path, content)
            whole = b"[\n%b\n]\n" % b",\n".join(state[path] for path in sorted(state))
            yield replace(commit, parents=parents, files={FILE: whole})
            parents = (commit.mark,)


def _keep(state: dict[str, bytes], path: str, content: bytes | None) -> None:
    if content is None:
        state.pop(path, None)
    elif path.startswith("records/"):
        try:
            record = yaml.load(content, Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            return  # a JSON file of all cannot hold it: the record stays as it was
        state[path] = json.dumps(record, ensure_ascii=False, default=str).encode()
