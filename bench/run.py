"""Runs a table on one size: fills in command lines, lays peers out, keeps caches apart. Prints nothing."""

import hashlib
import itertools
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.dates import TODAY
from bench.grounds import apart, fingerprint, made
from bench.items import TOLD, items
from bench.machine import describe_machine
from bench.measure import Command, Failure, measure_in_turn
from bench.peer import Absent, Installed, Site, record_files
from bench.repository import ALONE
from bench.results import About, Line, Outcome
from bench.tables import PEERS, Row, Side, Table

SLOW = 20.0
"""Seconds of a run above which a command is run once."""
BENCH = Path(__file__).resolve().parent
_CORES = os.cpu_count() or 1
_SETTING = re.compile("[A-Z_]+=")
_NOT_INHERITED = re.compile("_?COMMIT_|GIT_|(PYTHONDONTWRITEBYTECODE|COLUMNS|LINES|CI|NO_COLOR|FORCE_COLOR)$")
_OWN = {"COMMIT_LANG": "en", "TERM": "xterm-256color", "PAGER": "cat", "COMMIT_PAGER": "cat"}
_TELLS_NOTHING = {"goals.py", "pages.py", "plot.py", "__main__.py"}
"""Sources that decide how figures are told, and no figure."""


@dataclass(frozen=True, slots=True)
class Course:
    """With what tables are run."""

    folder: Path
    """Keeps what is made and laid out."""
    runs: int
    tell: Callable[[str], None]
    tools: Mapping[str, Installed | Absent] = field(default_factory=dict)
    """What was installed of each peer, by its name; empty where no peer takes part."""

    def versions(self, table: Table) -> dict[str, str]:
        """The version of each peer of a table, or that it is absent."""
        return {name: self.tools[name].version for name in table.peers if self.tools}


class OutOfTurnError(Exception):
    """Why a peer cannot take part."""


def run_table(table: Table, size: int, course: Course) -> Outcome:
    """Run everyone in turn; whoever cannot take part is named with the reason."""
    root = made(table.ground, size, course.folder / "made", course.tell)
    rows = [row for row in table.rows if course.tools or not row.peer]
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        places = [_place(row, size, root, Path(scratch) / row.name, course) for row in rows]
        about = _about(table, size, course)
        commands = [place for place in places if isinstance(place, Command)]
        slow = 0.0 if table.once else SLOW
        measured = iter(measure_in_turn(commands, about.runs, slow))
        results = [place if isinstance(place, Failure) else next(measured) for place in places]
    lines = (Line(row.side, row.name, result) for row, result in zip(rows, results, strict=True))
    return Outcome(about, tuple(lines))


def _about(table: Table, size: int, course: Course) -> About:
    return About(
        table=table.name,
        size=size,
        has_peers=bool(course.tools),
        runs=1 if table.once else course.runs,
        day=datetime.now(UTC).date().isoformat(),
        machine=describe_machine(),
        load=round(os.getloadavg()[0], 1),
        sources=sources(),
        versions=course.versions(table),
    )


def sources() -> str:
    """A fingerprint of all that decides a figure: our program and the benchmark."""
    files = (path for top in ("commitments", "bench", "schema") for path in (BENCH.parent / top).rglob("*"))
    kept = (path for path in sorted(files) if path.suffix in (".py", ".json", ".toml"))
    contents = (path.read_bytes() for path in kept if path.name not in _TELLS_NOTHING)
    return hashlib.sha256(b"".join(contents)).hexdigest()[:12]


def _place(row: Row, size: int, root: Path, scratch: Path, course: Course) -> Command | Failure:
    """The command of a row, or why it cannot take part."""
    scratch.mkdir(parents=True)
    try:
        if row.side is Side.PEER:
            return _peer_command(row, size, root, scratch, course)
    except OutOfTurnError as reason:
        return Failure(str(reason))
    env = _environment() | {"COMMIT_CACHE_DIR": str(scratch)}
    command = _command(row, row.words, {}, root, env)
    before = _command(row, row.after, {}, root, env) if row.after else None
    if before is not None:
        before = replace(before, expects=b"", on_terminal=False)
    return replace(command, before=before, emptied=scratch if row.cold else None)


def _peer_command(row: Row, size: int, root: Path, scratch: Path, course: Course) -> Command:
    tool = course.tools[row.peer]
    if isinstance(tool, Absent):
        raise OutOfTurnError(tool.reason)
    if size > row.most:
        raise OutOfTurnError(f"not asked at {size:,}: {row.why_no_more}")
    data = course.folder / "data" / f"{row.peer}-{row.layout}-{size}-{_stamp(row)}"
    peer = next(peer for peer in PEERS if peer.name == row.peer)
    own = {key: value.format(data=data) for key, value in peer.env.items()}
    site = Site(root, size, data, tool, _environment() | dict(tool.env) | own)
    if row.layout:
        _lay_out(row.layout, site, course)
    values = {"program": tool.program, "data": str(data), "scratch": str(scratch)}
    values["share"] = str(-(-size // _CORES))
    cwd = data / row.folder if row.folder else root
    command = replace(_command(row, row.words, values, cwd, site.env), emptied=scratch)
    if row.tells:
        _check(row, command, size)
    return command


def _command(row: Row, words: str, values: Mapping[str, str], cwd: Path, env: Mapping[str, str]) -> Command:
    """A command line as a shell takes it, by a shell only where it needs one."""
    known = {key: shlex.quote(value) for key, value in values.items()}
    if "{files}" in words:
        known["files"] = shlex.join(record_files(cwd))
    line = words.format(today=TODAY, cores=_CORES, bench=shlex.quote(str(BENCH)), **known)
    if re.search("[<>|;]", line):
        argv, settings = ["sh", "-c", line], {}
    else:
        argv = shlex.split(line)
        settings = dict(word.split("=", 1) for word in itertools.takewhile(_SETTING.match, argv))
    env = {**env, **settings}
    return Command(
        tuple(argv[len(settings) :]), cwd, env, row.expects.encode(), row.statuses, on_terminal=row.terminal
    )


def _lay_out(layout: str, site: Site, course: Course) -> None:
    """Lay a peer's own form of the records out, once."""
    done = site.data / "laid-out"
    if done.exists():
        return
    course.tell(f"laying out {site.data.name}")
    shutil.rmtree(site.data, ignore_errors=True)
    site.data.mkdir(parents=True)
    module, _, function = layout.partition(":")
    try:
        apart(getattr(import_module(f"bench.layouts.{module}"), function or "lay_out"), site)
    except RuntimeError as error:
        raise OutOfTurnError("its data could not be laid out here") from error
    done.touch()


def _stamp(row: Row) -> str:
    """Of all that decides what is laid out."""
    names = ("items.py", f"layouts/{row.layout.partition(':')[0] or 'files'}.py")
    contents = b"".join((BENCH / name).read_bytes() for name in names)
    return hashlib.sha256(contents + fingerprint().encode()).hexdigest()[:8]


def _check(row: Row, command: Command, size: int) -> None:
    """That the answer has a line for each item it is to tell of; else its data is no match for ours."""
    with tempfile.TemporaryFile() as answer:  # into a pipe, a program that ends in haste may not say it all
        subprocess.run(
            command.argv, cwd=command.cwd, env=dict(command.env), stdout=answer, stderr=subprocess.DEVNULL
        )
        answer.seek(0)
        told = len(re.findall(row.form, answer.read().decode(), re.MULTILINE))
    there = sum(map(TOLD[row.tells], items(size)))
    if told != there:
        raise OutOfTurnError(f"it tells of {told:,} items, and {there:,} there are")


def _environment() -> dict[str, str]:
    """That of whoever measures, without what changes figures or answers."""
    inherited = {key: value for key, value in os.environ.items() if not _NOT_INHERITED.match(key)}
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    return inherited | ALONE | _OWN | {"PATH": path}
