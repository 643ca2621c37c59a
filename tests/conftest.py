"""Small records and small workspaces for tests to be made of.

It must not know what any test asserts. The builders are pure and of session scope, so that hypothesis
tests may use them; `make_workspace` writes below the test's own folder.
"""

import itertools
import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from commitments.model.commitment import Commitment
from commitments.model.outline import Outline, outline
from commitments.model.record import read_commitment

sys.path.append(str(Path(__file__).resolve().parent))

import laws
from bounds import little_work, no_waiting
from gitstory import GitStory

for _signal in (signal.SIGINT, getattr(signal, "SIGHUP", signal.SIGINT)):
    if signal.getsignal(_signal) is signal.SIG_IGN:  # in the background of a shell; children would inherit it
        signal.signal(_signal, signal.default_int_handler if _signal is signal.SIGINT else signal.SIG_DFL)

SMALL: Mapping[str, Any] = {
    "id": "small",
    "title": {"en": "Hold an AI day"},
    "kind": "agreed_action",
    "status": "agreed",
    "parties": [{"party": "acme", "role": "lead"}],
    "source": {"document": "report.txt"},
}

PARTIES = """\
- {id: acme, name: {en: Acme}, kind: company, country: GB}
- {id: vn-government, name: {en: Government of Viet Nam, vi: Chính phủ}, kind: government, country: VN}
- id: vn-mof
  name: {en: Ministry of Finance, vi: Bộ Tài chính}
  kind: ministry
  country: VN
  part_of: vn-government
"""

OF_THE_MACHINE = re.compile(
    "(COMMIT|GIT|LC|GITHUB|GITLAB|NO|FORCE|CLICOLOR|TTY)_.*|_.*_COMPLETE.*|CI|LANG|LANGUAGE|TZ|COLUMNS|LINES"
    "|CLICOLOR|PAGER|LESS|EDITOR|VISUAL|TERM"
)
"""What says how whoever runs the tests wants to be answered, by us or by git. No test sees it."""

BEYOND_ONE_FILE = frozenset(
    {
        "bad-member",
        "bad-setting",
        "event-cancelled",
        "event-date-open",
        "event-not-applied",
        "event-not-unique",
        "file-not-readable",
        "id-not-unique",
        "link-cycle",
        "link-to-other-register",
        "modeline-nowhere",
        "nested-repository",
        "no-registry",
        "not-a-regular-file",
        "open-child",
        "party-differs",
        "party-ended",
        "party-name-taken",
        "party-not-unique",
        "schema",
        "schema-differs",
        "settings-syntax",
        "stray-file",
        "unknown-event",
        "unknown-party",
        "unknown-record",
        "unknown-same-as",
        "unknown-setting",
        "unreadable",
        "unsafe-file-name",
    }
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--laws many` tries each law on many examples."""
    parser.addoption(
        "--laws", choices=["few", "many"], default="few", help="On how many examples to try laws."
    )


def pytest_configure(config: pytest.Config) -> None:
    """Before any test module is imported: laws ask how many, and tables may run commands."""
    laws.use(config.getoption("--laws"))
    for name in [name for name in os.environ if OF_THE_MACHINE.fullmatch(name)]:
        del os.environ[name]
    if hasattr(time, "tzset"):
        time.tzset()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """A file or a test that is named runs at once in this process; all else in one for each core."""
    named = [name.partition("::") for name in config.args]
    return 0 if all(test or path.endswith(".py") for path, _, test in named) else None


@pytest.fixture(scope="session")
def mapping() -> Callable[..., dict[str, Any]]:
    """`mapping(**fields) -> dict`: a small valid record as a value, with fields replaced.

    A field given as None is left out. Names that are no Python names go in as `**{"x-own": 1}`.
    """
    return _mapping


@pytest.fixture(scope="session")
def record() -> Callable[..., str]:
    """`record(**fields) -> str`: the YAML text of a small valid record, with fields as in `mapping`.

    Six fields in the order of the contract: an agreed action of the party `acme`, who leads it, with the
    id `small` and without any date. Dates are given as text and years as text or as integers.
    """
    return _record


@pytest.fixture(scope="session")
def commitment_of() -> Callable[..., Commitment]:
    """`commitment_of(**fields) -> Commitment`: `mapping(**fields)` as read from records/<id>.yaml."""
    return _commitment


@pytest.fixture(scope="session")
def outline_of() -> Callable[..., Outline]:
    """`outline_of(**fields) -> Outline`: the outline of `commitment_of(**fields)`."""
    return lambda **fields: outline(_commitment(**fields))


@pytest.fixture(scope="session")
def rules_beyond_one_file() -> frozenset[str]:
    """The rules that no single record file can break: tests/checks/test_workspace_rules.py breaks them."""
    return BEYOND_ONE_FILE


@pytest.fixture
def make_workspace(tmp_path: Path) -> Callable[..., Path]:
    """`make_workspace(files, **settings) -> Path`: a new workspace on disk.

    `files` maps names to text or bytes. A name without a slash is put into records/, any other is a path
    from the root. schema/parties.yaml is written (acme, vn-government and vn-mof below it) unless `files`
    names it; as None it is left out. `settings` become commitments.toml, which is absent without any.
    Each call makes another folder; tmp_path / "cache" is free for COMMIT_CACHE_DIR.
    """
    roots: Iterator[Path] = (tmp_path / f"workspace-{number}" for number in range(1, 1000))

    def make(files: Mapping[str, str | bytes | None], **settings: Any) -> Path:
        root = next(roots)
        (root / "records").mkdir(parents=True)
        everything = {"schema/parties.yaml": PARTIES, **files}
        if settings:
            lines = [f"{name} = {json.dumps(value)}\n" for name, value in settings.items()]
            everything.setdefault("commitments.toml", "".join(lines))
        for name, content in everything.items():
            if content is not None:
                _write(root / (name if "/" in name or name.endswith(".toml") else f"records/{name}"), content)
        return root

    return make


def _mapping(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in {**SMALL, **fields}.items() if value is not None}


def _record(**fields: Any) -> str:
    text: str = yaml.safe_dump(_mapping(**fields), allow_unicode=True, sort_keys=False, width=1000)
    return text


def _commitment(**fields: Any) -> Commitment:
    data = _mapping(**fields)
    found = read_commitment(data, f"records/{data['id']}.yaml")
    assert isinstance(found, Commitment), found
    return found


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture(scope="session")
def git_story(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., GitStory]:
    """`git_story(object_format="sha1", checkout=True, name="story") -> GitStory`: a new repository.

    How it is told is in tests/gitstory.py. Each call makes another folder, also within hypothesis tests;
    the folder's parent is the story's own, for clones and whatever else lies beside it.
    """
    base = tmp_path_factory.mktemp("stories")
    numbers = itertools.count(1)

    def made(object_format: str = "sha1", checkout: bool = True, name: str = "story") -> GitStory:
        return GitStory(base / str(next(numbers)) / name, object_format, checkout)

    return made


@pytest.fixture
def soon() -> Iterator[None]:
    """Fail rather than hang, where something waits for what never comes or works without an end."""
    with no_waiting(), little_work(20):
        yield
