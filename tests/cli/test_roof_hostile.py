"""Hostile members of a roof: none changes an answer about the others, nor what is remembered of them.

Each case is what a contributor of one member can put there. The other three are good and never change.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from gitstory import clean_environment
from hostile import ESC, READ, REFUSED, checked, commands_in, hostile_fields

Run = Callable[..., Any]
Record = Callable[..., str]
Lay = Callable[[Path, Record], None]

GOOD = ("mofa", "mof", "moit")
PARTIES = """\
- {id: acme, name: {en: Acme}, kind: company, country: GB}
- {id: vn-mof, name: {en: Ministry of Finance, vi: Bộ Tài chính}, kind: ministry, country: VN}
"""
DONE = {"status": "fulfilled", "met_on": "2026-01-05", "evidence": [{"title": "E"}]}


def put(root: Path, path: str, text: str | bytes) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode() if isinstance(text, str) else text)


def settle(root: Path) -> None:
    """Make every file old, so that what was read is remembered."""
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (10**9, 10**9))


@pytest.fixture
def roof(tmp_path: Path, record: Record) -> Path:
    """A roof of three good members, and of a fourth, `bad`, of which there is nothing yet."""
    root = tmp_path / "desk"
    for name in GOOD:
        folder = root / "registers" / name
        lead = [{"party": "vn-mof", "role": "lead"}, {"party": "acme", "role": "supporting"}]
        put(folder, "records/open.yaml", record(id="open", parties=lead, due="2026-10-31"))
        put(folder, "records/done.yaml", record(id="done", **DONE))
        put(folder, "records/part.yaml", record(id="part", part_of="mofa:open", tags=["ai"]))
        put(folder, "schema/parties.yaml", PARTIES)
        put(folder, "schema/events.yaml", "- {id: signing, name: {en: Signing}}\n")
    members = "".join(f'{name} = "registers/{name}"\n' for name in (*GOOD, "bad"))
    put(root, "commitments.toml", f"[members]\n{members}")
    settle(root)
    return root


def files(**texts: str) -> Lay:
    """A member of these files, and of one good record."""

    def lay(bad: Path, record: Record) -> None:
        put(bad, "records/fine.yaml", record(id="fine"))
        put(bad, "schema/parties.yaml", PARTIES)
        for name, text in texts.items():
            put(bad, NAMES[name], text)

    return lay


NAMES = {
    "settings": "commitments.toml",
    "parties": "schema/parties.yaml",
    "events": "schema/events.yaml",
    "schema": "schema/commitment.schema.json",
    "text": "records/text.yaml",
    "git": ".git",
}


def records(*fields: Mapping[str, Any]) -> Lay:
    """A member of records with these fields, in files that are numbered."""

    def lay(bad: Path, record: Record) -> None:
        for number, one in enumerate(fields):
            put(bad, f"records/r{number}.yaml", record(**one))
        put(bad, "schema/parties.yaml", PARTIES)

    return lay


def strange_texts(bad: Path, record: Record) -> None:
    for number, text in enumerate(READ):
        fields = hostile_fields(text) | {"part_of": READ[number - 1], "due": "2026-06"}
        put(bad, f"records/r{number}.yaml", record(**fields))
    for number, text in enumerate(READ + REFUSED):
        put(bad, f"records/error{number}.yaml", f"id: [\n{text}\n&{text} : *x\n")
        put(bad, f"records/escaped{number}.yaml", "id: e\ntitle: {en: " + json.dumps(text) + "}\n")
    rows = [f"- {{id: {json.dumps(text)}, name: {{en: {json.dumps(text)}}}, kind: x}}\n" for text in READ]
    put(bad, "schema/parties.yaml", "".join(rows))
    put(bad, "schema/events.yaml", "".join(rows))
    put(bad, "schema/commitment.schema.json", f"{ESC}[31m")


def strange_settings(bad: Path, record: Record) -> None:
    files()(bad, record)
    text = "".join(f"{json.dumps(text)} = {json.dumps(text)}\n" for text in READ)
    put(bad, "commitments.toml", f"{text}timezone = {json.dumps(READ[0])}\n")


def unsafe_names(bad: Path, record: Record) -> None:
    files()(bad, record)
    for name in ("=1+1", "::error::x", "##[group]x", "[red]x[/", "a:open", *REFUSED, "\n::error::x"):
        place = os.fsencode(bad / "records") + b"/" + name.replace("/", "_").encode()
        for end in (b".yaml", b".txt"):
            with open(place + end, "wb") as file:
                file.write(record(id="x").encode())
    with open(os.fsencode(bad / "records") + b"/\xff\xfe\x9b.yaml", "wb"):
        pass


def links_to_files(bad: Path, record: Record) -> None:
    files()(bad, record)
    for name in ("open", "done"):
        (bad / f"records/{name}.yaml").symlink_to(f"../../mofa/records/{name}.yaml")
    (bad / "records/sub").symlink_to("../../mofa/records")
    (bad / "schema/parties.yaml").unlink()
    (bad / "schema/parties.yaml").symlink_to("../../mofa/schema/parties.yaml")


def records_are_a_link(bad: Path, record: Record) -> None:
    bad.mkdir()
    (bad / "records").symlink_to("../mofa/records")


def pipes(*names: str) -> Lay:
    """Pipes that nobody writes to, under these names."""

    def lay(bad: Path, record: Record) -> None:
        files()(bad, record)
        for name in names:
            (bad / name).unlink(missing_ok=True)
            os.mkfifo(bad / name)

    return lay


def loops(bad: Path, record: Record) -> None:
    bad.symlink_to("bad")


def git_of_another(bad: Path, record: Record) -> None:
    files(git="gitdir: ../mofa/.git\n")(bad, record)
    folder = bad.parent / "mofa"
    for words in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "All"],
    ):
        subprocess.run(["git", *words], cwd=folder, check=True, env=clean_environment(), capture_output=True)


def git_that_is_none(bad: Path, record: Record) -> None:
    files()(bad, record)
    put(bad, ".git/HEAD", f"ref: refs/heads/{ESC}[31m\n")
    put(
        bad,
        ".git/config",
        "[core]\n\tfsmonitor = touch spoilt\n\tworktree = ../mofa\n[include]\n\tpath = /etc/passwd\n",
    )
    put(bad, ".git/objects/info/alternates", "../../../mofa/.git/objects\n")
    put(bad, ".git/refs/heads/main", "x")


CLAIMS = """\
- {id: acme, name: {en: Another Acme}, kind: company, aliases: [Ministry of Finance, Acme], same_as: ''}
- {id: vn-mof, name: {en: Ministry of Finance, vi: Bộ Tài chính}, kind: other, succeeded_by: heir}
- {id: heir, name: {en: Heir}, kind: company, same_as: mofa:acme}
- {id: one, name: {en: One}, kind: company, same_as: mof:vn-mof, part_of: heir}
- {id: two, name: {en: Two}, kind: company, same_as: moit:acme, succeeded_by: [heir, one]}
- {id: three, name: {en: Three}, kind: company, same_as: bad:three}
- {id: 'mofa:acme', name: {en: Acme}, kind: company}
- {id: 'mof:vn-mof', name: {en: vn-mof}, kind: company, aliases: ['mofa:acme', acme]}
"""
BULK = [f"mofa:{name}" for name in ("open", "done", "part", "nothing")] * 50
BOMBS = {
    "deep lists": "[" * 200_000,
    "deep maps": "{a: " * 60_000,
    "aliases": "a: &a [x, x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)),
    "merge keys": "a: &a {b: 1}\nc: {<<: [*a, *a]}\n" * 5_000,
    "many keys": "".join(f"k{n}: 1\n" for n in range(20_000)),
    "one long line": "id: " + "x" * 260_000,
    "too large": "#" * 300_000,
}
PRETENDERS = [
    {"id": "mofa:open", "due": "2020-01-01", "part_of": "mofa:open"},
    {"id": "bad:mofa:open", "part_of": "mof:done"},
    {"id": "open", "part_of": "mofa:done", "depends_on": ["mofa:open"], "due": "2020-01-01"},
    {"id": "mof:done", "superseded_by": "moit:done", "parties": [{"party": "mofa:acme", "role": "lead"}]},
    {"id": ":open", "tags": ["ai"]},
]
ROOF = f'[members]\nmofa = "../mofa"\nown = "records"\n{"x" * 40} = 1\n'
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")

CASES: dict[str, tuple[Lay, int]] = {
    # what the member holds, and the exit status of `status`
    "nothing": (lambda bad, record: bad.mkdir(), 1),
    "a file instead of a folder": (lambda bad, record: put(bad.parent, "bad", "x"), 1),
    "no record": (lambda bad, record: (bad / "records").mkdir(parents=True), 1),
    "strange texts": (strange_texts, 1),
    "faulty settings": (files(settings="due_soon_days = 'x'\n[severity]\n"), 1),
    "no settings": (files(settings="\x00\x1b[31m"), 1),
    "strange settings": (strange_settings, 1),
    "a roof": (files(settings='[members]\nmofa = "records"\n'), 1),
    "a faulty roof": (files(settings=ROOF), 1),
    "a roof of nothing": (files(settings="[members]\n"), 1),
    "settings for others": (
        files(
            settings='language = "vi"\ndue_soon_days = 36500\nstale_after_days = 0\ntimezone = "Asia/Tokyo"\n'
            'home = "acme"\n[severities]\nunknown-record = "off"\nno-lead = "error"\n[[accepted]]\n'
            'rule = "no-lead"\nid = "open"\nfingerprint = "x"\nreason = "x"\nby = "x"\n'
        ),
        0,
    ),
    "a registry of claims": (files(parties=CLAIMS), 0),
    "no registry": (files(parties="- ["), 1),
    "a registry of one name": (files(parties="- {id: acme, name: {en: Other}, kind: company}\n"), 0),
    "a registry of circles": (
        files(
            parties=PARTIES.replace("country: VN", "same_as: bad:acme").replace(
                "country: GB", "same_as: bad:vn-mof"
            )
        ),
        0,
    ),
    "events of others": (
        files(events="- {id: signing, name: {en: S}, date: 2020}\n- {id: 'mofa:signing'}\n"),
        0,
    ),
    "no events": (files(events="- ["), 0),
    "another schema": (files(schema='{"not": {}}'), 0),
    "records of others": (records(*PRETENDERS), 0),
    "links in bulk": (
        records(*({"id": f"r{n}", "depends_on": BULK, "part_of": "mofa:done"} for n in range(20))),
        0,
    ),
    "many parts of a fulfilled record": (
        records(*({"id": f"r{n}", "part_of": "mof:done"} for n in range(50))),
        0,
    ),
    "a modeline that leads outside": (
        files(text="# yaml-language-server: $schema=../../mofa/schema/parties.yaml\nid: text\n"),
        1,
    ),
    "git of nobody": (git_that_is_none, 0),
    **{f"bomb: {name}": (files(text=text), 1) for name, text in BOMBS.items()},
    **{
        f"registry bomb: {name}": (files(parties=text), int(name != "too large"))
        for name, text in BOMBS.items()
    },
    "settings bomb": (files(settings="x = " + "[" * 100_000), 1),
    "settings bomb of members": (files(settings="[members]\n" + "a." * 50_000 + "b = 1\n"), 1),
}
CASES_OF_POSIX: dict[str, tuple[Lay, int]] = {
    "unsafe names": (unsafe_names, 1),
    "links to the files of others": (links_to_files, 1),
    "records that are those of another": (records_are_a_link, 1),
    "a link to itself": (loops, 1),
    "a pipe as a record": (pipes("records/pipe.yaml"), 1),
    "a pipe as settings": (pipes("commitments.toml"), 1),
    "pipes as registries": (pipes("schema/parties.yaml", "schema/events.yaml"), 1),
    "the git directory of another": (git_of_another, 0),
}
ALL = [
    *(pytest.param(*case, id=name) for name, case in CASES.items()),
    *(pytest.param(*case, id=name, marks=POSIX) for name, case in CASES_OF_POSIX.items()),
]

QUESTIONS: list[list[str]] = [
    ["status", "--all"],
    ["overdue", "--within", "1y"],
    ["status", "--party", "vn-mof"],
    ["status", "--tag", "ai", "--all"],
    ["parties"],
    ["events"],
    ["validate"],
]


def answers(run: Run, root: Path) -> Iterator[tuple[str, list[str], int]]:
    """The rows about the good members in each answer as text, and the exit status."""
    for question in QUESTIONS:
        ran = run(*question, "-f", "json", root=root)
        assert "Traceback" not in ran.err
        checked(ran.err, question)
        answer = json.loads(ran.out)
        rows = next(answer[key] for key in ("records", "parties", "events", "problems") if key in answer)
        if question[0] != "parties":  # a party may be that of all; its number is told only of whole members
            rows = [row for row in rows if row["member"] in GOOD]
        else:
            rows = [{**row, "records": 0, "open": 0, "overdue": 0, "heard_on": None} for row in rows]
        rows += [member for member in answer["members"] if member["name"] in GOOD]
        yield " ".join(question), [json.dumps(row, ensure_ascii=False) for row in rows], ran.status


def remembered(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("lay", "status"), ALL)
def test_no_member_spoils_the_answers_about_the_others(
    run: Run, roof: Path, record: Record, tmp_path: Path, lay: Lay, status: int
) -> None:
    before = {question: rows for question, rows, _ in answers(run, roof)}
    cache = remembered(tmp_path / "cache")
    assert cache and all(before.values())
    lay(roof / "registers" / "bad", record)
    statuses = {}
    for question, rows, found in answers(run, roof):
        statuses[question] = found
        if question == "parties":
            assert set(before[question]) <= set(rows)
        else:
            assert rows == before[question], question
    assert statuses["status --all"] == status
    after = remembered(tmp_path / "cache")
    assert {name: after.get(name) for name in cache} == cache
    for command in (["status", "--by", "member"], ["validate"], ["validate", "-f", "github"], ["parties"]):
        ran = run("--lang", ("en", "vi")[len(command) % 2], *command, root=roof)
        assert ran.status in (0, 1), ran.err
        checked(ran.out, command)
        checked(ran.err, command)
        assert list(commands_in(ran.err)) == []
        assert "github" in command or list(commands_in(ran.out)) == []


@pytest.mark.parametrize(
    "case", ["strange texts", "records of others", "a registry of claims", "strange settings"]
)
def test_a_terminal_shows_nothing_raw(
    on_a_screen: Run, roof: Path, record: Record, without_colour: Callable[[str], str], case: str
) -> None:
    CASES[case][0](roof / "registers" / "bad", record)
    for command in (
        ["status"],
        ["status", "--by", "party"],
        ["overdue"],
        ["parties"],
        ["events"],
        ["validate"],
    ):
        ran = on_a_screen("--color", "always", *command, columns=100, root=roof)
        checked(without_colour(ran.out), command)
        checked(ran.err, command)


@POSIX
@pytest.mark.parametrize("target", ["../mofa", "/etc", "../..", "../mofa/records", "nowhere", "register"])
def test_a_link_in_a_members_repository_stops_no_answer(
    run: Run, roof: Path, record: Record, target: str
) -> None:
    settings = roof / "commitments.toml"
    text = settings.read_text().replace('bad = "registers/bad"\n', "")
    settings.write_text(text)
    before = json.loads(run("status", "--all", "-f", "json", root=roof).out)
    settings.write_text(text.replace("[members]\n", '[members]\nbad = "registers/bad/register"\n'))
    put(roof, "registers/bad/.git", "gitdir: ../mofa/.git\n")
    (roof / "registers/bad/register").symlink_to(target)
    ran = run("status", "--all", "-f", "json", root=roof)
    assert (ran.status, json.loads(ran.out)["records"]) == (1, before["records"])
    assert [member["state"] for member in json.loads(ran.out)["members"]] == ["unreadable", *["whole"] * 3]
    assert run("validate", root=roof).status == 1


def test_words_of_the_reader_mean_what_they_meant(run: Run, roof: Path, record: Record) -> None:
    CASES["a registry of claims"][0](roof / "registers" / "bad", record)
    CASES["records of others"][0](roof / "registers" / "bad", record)
    put(roof, "registers/bad/schema/parties.yaml", CLAIMS)
    for word, party in (("mofa:acme", "Acme"), ("mof:vn-mof", "Ministry of Finance")):
        ran = run("status", "--party", word, "-f", "json", root=roof)
        assert ran.status == 0, ran.err
        assert {row["member"] for row in json.loads(ran.out)["records"]} >= set(GOOD), party
    shown = json.loads(run("show", "mofa:open", "-f", "json", root=roof).out)
    assert (shown["record"]["due"], shown["record"]["id"]) == ("2026-10-31", "mofa:open")
    assert run("status", "mofa:open", "-f", "json", root=roof).out.count('"id": "mofa:open"') == 1
