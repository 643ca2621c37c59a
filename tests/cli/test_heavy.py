"""At most ten seconds and 512 MiB on any input, and never a crash: the worst that a contributor may send."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
SECONDS, MEBIBYTES = 10, 512
posix = pytest.mark.skipif(sys.platform == "win32", reason="measures with wait4 of POSIX")

PARTY = "- {{id: p{0}, name: {{en: A}}, kind: company, part_of: p{1}}}\n"
FILES: dict[str, tuple[dict[str, str], list[list[str]]]] = {
    "one record with 50,000 faults": ({"a.yaml": "b: 1\n" * 50_000}, [["validate"], ["status"]]),
    "parties that are none": (
        {"schema/parties.yaml": "- 1\n" * 200_000},
        [["validate", "-f", "json"], ["status"]],
    ),
    "a chain of parties": (
        {"schema/parties.yaml": "".join(PARTY.format(n, n + 1) for n in range(9_000))},
        [["validate"], ["status", "--party", "p8999"]],
    ),
}


def measured(arguments: list[str]) -> tuple[int, float, int]:
    """Exit status, seconds of a processor and mebibytes of one command line in a process of its own."""
    ran = subprocess.Popen(
        [sys.executable, "-m", "commitments", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(ran.pid, 0)
    ran.returncode = os.waitstatus_to_exitcode(status)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return ran.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // unit


def check(root: Path, commands: list[list[str]]) -> None:
    for command in commands:
        status, seconds, mebibytes = measured(["--root", str(root), *command])
        assert status in (0, 1), command
        assert seconds < SECONDS, command
        assert mebibytes < MEBIBYTES, command


@posix
@pytest.mark.parametrize(("files", "commands"), FILES.values(), ids=list(FILES))
def test_a_heavy_file_is_borne(
    files: dict[str, str],
    commands: list[list[str]],
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
) -> None:
    check(make_workspace({"small.yaml": record(), **files}), commands)


@posix
def test_a_thicket_of_links_is_borne(make_workspace: Callable[..., Path]) -> None:
    head = "id: r{0}\ntitle: {{en: T}}\nkind: mou\nstatus: agreed\nparties: [{{party: acme, role: lead}}]\n"
    files = {}
    for n in range(250):
        links = ", ".join(f"r{(n * 7 + k * 13) % 250}" for k in range(150))
        files[f"r{n}.yaml"] = head.format(n) + f"source: {{document: d}}\ndepends_on: [{links}]\n"
    root = make_workspace(files)
    check(root, [["validate"], ["status"]])


def test_one_knot_of_links_is_one_problem(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    ids = [f"r{n}" for n in range(12)]
    root = make_workspace(
        {f"{id}.yaml": record(id=id, depends_on=[item for item in ids if item != id]) for id in ids}
    )
    rules = [
        problem["rule"] for problem in json.loads(run("validate", "-f", "json", root=root).out)["problems"]
    ]
    assert rules == ["link-cycle"]


def test_a_long_chain_of_links_is_followed_without_recursion(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    text = record(id="here", part_of="above")
    files = {f"r{n}.yaml": text.replace("here", f"r{n}").replace("above", f"r{n + 1}") for n in range(700)}
    root = make_workspace({**files, "r700.yaml": record(id="r700")})
    found = json.loads(run("status", "--part-of", "r700", "-f", "json", root=root).out)["records"]
    assert len(found) == 700
    assert [
        run(*command, root=root).status
        for command in (["validate"], ["show", "r0"], ["status", "--by", "part_of"])
    ] == [0] * 3


HOSTILE: list[Any] = [
    *(
        None,
        True,
        0,
        -1,
        10**299,
        1.5,
        "",
        "\n",
        "x" * 700,
        "2026",
        "0001",
        "9999-12-31",
        "2026-13",
        "../2026",
        "2026/..",
    ),
    *(
        "a=b",
        "a/b",
        "=",
        "/",
        "[",
        "\u200b",
        "漢" * 50,
        "::x",
        "FREQ=YEARLY",
        "FREQ=DAILY;COUNT=99999",
        "fulfilled",
    ),
    *(
        "suspended",
        "meeting",
        "agreed",
        [],
        {},
        [[]],
        [{}],
        [None],
        {"en": "x"},
        {"en": 5},
        {"vi": []},
        ["a"],
    ),
    {"rule": "FREQ=DAILY", "starts": "0001"},
    {"rule": "FREQ=DAILY", "starts": "9999-12-31", "held": [{"occurrence": "9999-12-31"}]},
    {"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "starts": 2024, "held": "x"},
]
NOT_SHOWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(found for step, item in steps for found in places(item, (*at, step)))]


def mutant(value: Any, dice: random.Random) -> Any:
    """A copy of a record with up to six places deleted, replaced or added."""
    made = json.loads(json.dumps(value))
    fields = list(json.loads((ROOT / "schema/commitment.schema.json").read_bytes())["properties"])
    for _ in range(dice.randint(0, 6)):
        *way, last = dice.choice(places(made)[1:] or [("id",)])
        holder = made
        for step in way:
            holder = holder[step]
        if dice.random() < 0.2:
            holder.pop(last, None) if isinstance(holder, dict) else holder.pop()
        elif dice.random() < 0.3 and isinstance(holder, dict):
            holder[dice.choice(fields)] = json.loads(json.dumps(dice.choice(HOSTILE)))
        else:
            holder[last] = json.loads(json.dumps(dice.choice(HOSTILE)))
    return made


@pytest.mark.parametrize("seed", range(6))
def test_no_record_that_went_wrong_makes_it_crash(
    seed: int, make_workspace: Callable[..., Path], run: Run, without_colour: Callable[[str], str]
) -> None:
    dice = random.Random(seed)
    paths = sorted((ROOT / "docs/example/records").rglob("*.yaml"))
    originals = [yaml.load(path.read_bytes(), Loader=yaml.BaseLoader) for path in dice.sample(paths, 5)]
    texts = [json.dumps(mutant(original, dice), ensure_ascii=False) for original in originals]
    root = make_workspace({f"r{number}.yaml": text for number, text in enumerate(texts)})
    ids = [
        record["id"] for record in json.loads(run("status", "--all", "-f", "json", root=root).out)["records"]
    ]
    by = dice.choice(["party", "lead", "kind", "tag", "status", "part_of"])
    asked = [
        ["status", "--all"],
        ["status", "--by", by],
        ["overdue", "--within", "1y"],
        ["validate"],
        ["status", "--text", "a"],
    ]
    for command in [*asked, *(["show", "--", id] for id in ids[:2])]:
        form, lang = dice.choice(["table", "json", "jsonl", "csv", "md"]), dice.choice(["en", "vi"])
        day = dice.choice(["2026-11-22", "1900-01-01", "2200-12-31", "2025-02-28"])
        more = ["--lang", lang, "--color", dice.choice(["always", "never"])]
        ran = run(*more, *command[:1], "-f", form, *command[1:], root=root, today=day)
        assert ran.status in (0, 1), (command, ran.err)
        assert not NOT_SHOWN.search(without_colour(ran.out) + ran.err), command
