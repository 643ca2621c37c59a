"""What must hold of the files around the records: registry, schema copies, settings, modelines, strays.

Must not ask what holds of records, alone or together.
"""

import os
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commitments.checks.rules import SEVERITIES
from commitments.model.problem import Problem
from commitments.reading import folder, schema
from commitments.reading.source_file import SourceFile
from commitments.workspace.examine import examine

Contents = Mapping[str, str | bytes | None]
Judge = Callable[..., tuple[Problem, ...]]
Tell = Callable[[tuple[Problem, ...]], list[str]]

BOM = b"\xef\xbb\xbf"
RECORD = """\
id: a
title: {en: T}
kind: mou
status: agreed
parties: [{party: acme, role: lead}]
source: {document: d}
"""
OF_ANYBODY = RECORD.replace("acme", "anybody")
ACME = "- {id: acme, name: {en: Acme}, kind: company}\n"
SHIPPED = {
    f"schema/{name}": files("commitments").joinpath("schema", name).read_text("utf-8")
    for name in schema.SCHEMAS
}
ABOVE = """\
- {id: b, name: {en: B}, kind: other, part_of: acmee}
- {id: c, name: {en: C}, kind: other, part_of: d}
- {id: d, name: {en: D}, kind: other, part_of: c}
"""

# Files beside a good record a.yaml, and the problems they make.
CASES: dict[str, tuple[Contents, list[str]]] = {
    "nothing else": ({}, []),
    "what is no record": (
        {
            "b.yml": RECORD,
            "README.md": "",
            ".d.yaml": RECORD,
            "records/sub/c.YAML": RECORD,
            "records/.gitkeep": "",
            "records/.git/e.yaml": RECORD,
            "notes/f.yaml": "no record, and not below records/",
        },
        [
            "stray-file records/.d.yaml",
            "stray-file records/.git",
            "stray-file records/README.md",
            "stray-file records/b.yml",
            "stray-file records/sub/c.YAML",
        ],
    ),
    "a repository of its own": (
        {"records/ext/.git/HEAD": "ref: refs/heads/main\n", "records/ext/a.yaml": RECORD},
        ["nested-repository records/ext"],
    ),
    "too large": ({"a.yaml": RECORD + "#" * 300_000}, ["file-too-large records/a.yaml:1:1"]),
    "too large behind a mark": (
        {"a.yaml": BOM + RECORD.encode() + b"#" * 300_000},
        ["file-too-large records/a.yaml:1:1"],
    ),
    "no registry": (
        {"a.yaml": OF_ANYBODY, "schema/parties.yaml": None},
        ["no-registry schema/parties.yaml"],
    ),
    "an empty registry": ({"schema/parties.yaml": "[]\n"}, ["unknown-party records/a.yaml:5:19"]),
    "a registry that cannot be read makes no party unknown": (
        {"a.yaml": OF_ANYBODY, "schema/parties.yaml": "- {id: [\n"},
        ["yaml-syntax schema/parties.yaml:2:1"],
    ),
    "a registry of another kind": (
        {"schema/parties.yaml": "acme: {name: {en: Acme}}\n"},
        ["wrong-type schema/parties.yaml:1:1"],
    ),
    "a party twice, one above that is not there, two in a circle": (
        {"schema/parties.yaml": ACME + ACME + ABOVE},
        [
            "party-not-unique schema/parties.yaml:2:8",
            "unknown-party schema/parties.yaml:3:48",
            "link-cycle schema/parties.yaml:4:48",
        ],
    ),
    "parties without an id are not one party twice": (
        {"schema/parties.yaml": ACME + 2 * "- {name: {en: B}, kind: other}\n"},
        ["missing-field schema/parties.yaml:2:3", "missing-field schema/parties.yaml:3:3"],
    ),
    "faults of a registry": (
        {"schema/parties.yaml": ACME + "- {id: b, name: {}, kind: club, country: vn, web: x}\n"},
        [
            "wrong-size schema/parties.yaml:2:17",
            "unknown-value schema/parties.yaml:2:27",
            "unknown-value schema/parties.yaml:2:42",
            "unknown-field schema/parties.yaml:2:46",
        ],
    ),
    "what a party may be": (
        {
            "schema/parties.yaml": ACME
            + """\
- id: mic
  name: {en: Ministry of Information, vi: Bộ Thông tin và Truyền thông}
  short: {en: MIC, vi: Bộ TT&TT}
  aliases: [Bộ TTTT, Bo Thong tin]
  kind: ministry
  until: 2025-02
  succeeded_by: most
- {id: most, name: {vi: Bộ Khoa học và Công nghệ}, kind: ministry, until: 2031, succeeded_by: [acme, mic-2]}
- {id: mic-2, name: {en: Second}, kind: ministry}
"""
        },
        [],
    ),
    "faults of what a party may be": (
        {
            "schema/parties.yaml": ACME
            + """\
- id: b
  name: {en: B}
  kind: other
  short: MIC
  aliases: Bee
  until: 2025-02-30
  succeeded_by: [acme, acmee]
- id: c
  name: {en: C}
  kind: other
  short: {}
  aliases: [1, ""]
  until: soon
  succeeded_by: []
- {id: d, name: {en: D}, kind: other, until: 1899, succeeded_by: Acme}
- {id: e, name: {en: E}, kind: other, until: 1900}
"""
        },
        [
            "wrong-type schema/parties.yaml:5:10",
            "wrong-type schema/parties.yaml:6:12",
            "date-not-real schema/parties.yaml:7:10",
            "unknown-party schema/parties.yaml:8:24",
            "wrong-size schema/parties.yaml:12:10",
            "wrong-type schema/parties.yaml:13:13",
            "wrong-size schema/parties.yaml:13:16",
            "wrong-form schema/parties.yaml:14:10",
            "wrong-size schema/parties.yaml:15:17",
            "year-out-of-range schema/parties.yaml:16:46",
            "wrong-form schema/parties.yaml:16:66",
            "date-implausible schema/parties.yaml:17:46",
        ],
    ),
    "successors in a circle": (
        {
            "schema/parties.yaml": ACME
            + """\
- {id: b, name: {en: B}, kind: other, succeeded_by: [acme, c]}
- {id: c, name: {en: C}, kind: other, succeeded_by: b}
- {id: d, name: {en: D}, kind: other, succeeded_by: d}
"""
        },
        [
            "link-cycle schema/parties.yaml:2:60",
            "link-cycle schema/parties.yaml:4:53",
        ],
    ),
    "names that two parties have": (
        {
            "schema/parties.yaml": """\
- {id: acme, name: {en: Acme}, kind: company, aliases: [ACME, Bô Thông_tin, THE  second, Hải Quan]}
- {id: mic, name: {vi: Bộ Thông Tin}, short: {en: MIC, vi: Second}, kind: ministry}
- {id: second, name: {en: Third}, short: {en: mic}, kind: other}
- {id: third, name: {en: Customs, vi: Hải quan}, kind: other, aliases: ["-", ".", "-", "."]}
- {id: hq, name: {vi: HẢI QUAN}, kind: other}
"""
        },
        [
            "party-name-taken schema/parties.yaml:1:63",
            "party-name-taken schema/parties.yaml:1:77",
            "party-name-taken schema/parties.yaml:1:90",
            "party-name-taken schema/parties.yaml:2:60",
            "party-name-taken schema/parties.yaml:3:27",
            "party-name-taken schema/parties.yaml:3:47",
            "party-name-taken schema/parties.yaml:5:23",
        ],
    ),
    "faults of the file of events": (
        {
            "schema/events.yaml": """\
- {id: one, name: {en: One}, date: 2026-02-30}
- {id: one, name: {en: Once more}, cancelled: {date: 2026-13, reason: {en: A}}}
- {id: three, name: {en: Three}, date: 2150, source: {url: "https://exa mple.org"}}
- {id: four, name: {en: Four}, date: 1899, source: {url: "https://a:b@example.org/"}}
- {id: Five, name: {}, where: here}
- {name: {en: Six}}
- seven
"""
        },
        [
            "date-not-real schema/events.yaml:1:36",
            "event-not-unique schema/events.yaml:2:8",
            "wrong-form schema/events.yaml:2:54",
            "date-implausible schema/events.yaml:3:40",
            "wrong-form schema/events.yaml:3:60",
            "year-out-of-range schema/events.yaml:4:38",
            "web-address schema/events.yaml:4:58",
            "wrong-form schema/events.yaml:5:8",
            "wrong-size schema/events.yaml:5:20",
            "unknown-field schema/events.yaml:5:24",
            "missing-field schema/events.yaml:6:3",
            "wrong-type schema/events.yaml:7:3",
        ],
    ),
    "events that cannot be read make none unknown": (
        {"a.yaml": f"{RECORD}due_event: {{event: x}}\n", "schema/events.yaml": "- {id: [\n"},
        ["yaml-syntax schema/events.yaml:2:1"],
    ),
    "an unfinished merge in the events": (
        {"schema/events.yaml": "<<<<<<< HEAD\n- {id: a, name: {en: A}}\n=======\n>>>>>>> b\n"},
        ["conflict-markers schema/events.yaml:1:1"],
    ),
    "events of another kind": ({"schema/events.yaml": "a: 1\n"}, ["wrong-type schema/events.yaml:1:1"]),
    "no events": ({"schema/events.yaml": "[]\n"}, []),
    "schemas as shipped": (SHIPPED, []),
    "schemas saved on Windows": ({name: text.replace("\n", "\r\n") for name, text in SHIPPED.items()}, []),
    "schemas that differ": (
        {name: f"{text} " for name, text in SHIPPED.items()},
        [
            "schema-differs schema/commitment.schema.json",
            "schema-differs schema/events.schema.json",
            "schema-differs schema/parties.schema.json",
        ],
    ),
    "a copy of the schema judges nothing": (
        {"a.yaml": f"{RECORD}tag: 1\n", "schema/commitment.schema.json": "{}"},
        ["unknown-field records/a.yaml:7:1", "schema-differs schema/commitment.schema.json"],
    ),
}

SETTINGS = [
    # commitments.toml, the problems it makes
    ("", ""),
    ('timezone = "Asia/Ho_Chi_Minh"\nlanguage = "vi"\ndue_soon_days = 0\nstale_after_days = 365\n', ""),
    ("severities = {}\n", ""),
    ('[severities]\nanything = "off"\n', ""),
    ("# a comment\ndue_soon_days = \n", "settings-syntax 2:17"),
    ("language = 'vi'\nlanguage = 'en'\n", "settings-syntax 2:16"),
    ("due_soon_days = 3\ndue_soon = 3\n", "unknown-setting 2:1"),
    ("  colour = 'red'\n[severity]\nx = 'error'\n", "unknown-setting 1:3, unknown-setting 2:1"),
    ("timezone = 'Asia/Nowhere'\n", "bad-setting 1:1"),
    ("timezone = '../../etc/localtime'\n", "bad-setting 1:1"),
    ("timezone = 7\n", "bad-setting 1:1"),
    ("language = 'fr'\n", "bad-setting 1:1"),
    ("language = true\n", "bad-setting 1:1"),
    ("due_soon_days = -1\n", "bad-setting 1:1"),
    ("due_soon_days = 30.0\n", "bad-setting 1:1"),
    ("due_soon_days = true\n", "bad-setting 1:1"),
    ("\nstale_after_days = '90'\n", "bad-setting 2:1"),
    ("[severities]\nanything = 'loud'\n", "bad-setting 1:1"),
    ("severities = 'off'\n", "bad-setting 1:1"),
    ("language = 'en'\nhome = ['acme', 'vn-mof']\n", ""),
    ("language = 'en'\nhome = ['acme', 'nobody']\n", "bad-setting 2:1"),
    ("home = 7\n", "bad-setting 1:1"),
    ("[members]\nmof = 'a'\nprovinces = 'b/*/c/'\n'1' = 'd.git'\n", ""),
    ("members = 7\n", "bad-member 1:1"),
    ("\nmembers = {}\n", "bad-member 2:1"),
    ("[members]\n", "bad-member 1:1"),
    ("mof = 1\n[members]\n  Mof = 'a'\nmof = 7\n", "unknown-setting 1:1, bad-member 3:3, bad-member 4:1"),
    ("members.mo_f = 'a'\n", "bad-member 1:1"),
    ("[members]\n\"a b\" = 'a'\n'c' = ''\n[severities]\nc = 'off'\n", "bad-member 2:1, bad-member 3:1"),
    (f"[members]\n{'a' * 33} = 'a'\n", "bad-member 2:1"),
    *(
        (f"[members]\na = '{path}'\n", "bad-member 2:1")
        for path in ("..", "a/../b", "/a", "a//b", "a/**", "**", "a\\b", "C:/a", "/", "x" * 501)
    ),
    ("[members]\n" + "".join(f"m{n} = 'a{n}'\n" for n in range(1001)), "bad-member 1:1"),
]

MODELINES = [
    # the first line, whether it leads nowhere
    ("# yaml-language-server: $schema=../schema/commitment.schema.json", False),
    ("#yaml-language-server:$schema=../schema/commitment.schema.json", False),
    ("# yaml-language-server: $schema=https://example.org/commitment.schema.json", False),
    ("# yaml-language-server: $schema=commitment.schema.json", True),
    ("# yaml-language-server: $schema=../schemas/commitment.schema.json", True),
    ("# yaml-language-server: $schema=../schema", True),
    ("# a comment", False),
]


@pytest.mark.parametrize("name", CASES)
def test_files_around_records(problems_of: Judge, told: Tell, name: str) -> None:
    contents, problems = CASES[name]
    assert told(problems_of({"a.yaml": RECORD, **contents})) == problems


@pytest.mark.parametrize(("text", "problems"), SETTINGS)
def test_settings(problems_of: Judge, text: str, problems: str) -> None:
    found = problems_of({"a.yaml": RECORD, "commitments.toml": text})
    assert ", ".join(f"{problem.rule} {problem.line}:{problem.column}" for problem in found) == problems
    assert {file.path for file in found} <= {"commitments.toml"}


def test_a_setting_nobody_knows_may_be_meant_for_another(problems_of: Judge) -> None:
    (problem,) = problems_of({"a.yaml": RECORD}, due_son_days=3)
    assert problem.values == {"field": "due_son_days", "nearest": "due_soon_days"}


@pytest.mark.parametrize(("first", "nowhere"), MODELINES)
@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "mark"])
def test_a_modeline_that_leads_nowhere(problems_of: Judge, first: str, nowhere: bool, mark: bytes) -> None:
    found = problems_of({**SHIPPED, "a.yaml": mark + f"{first}\n{RECORD}".encode()})
    expected = [("modeline-nowhere", "records/a.yaml", 1)] if nowhere else []
    assert [(problem.rule, problem.path, problem.line) for problem in found] == expected


@pytest.mark.parametrize("special", ["link", "link to a folder", "link to nowhere", "pipe"])
def test_links_and_special_files_are_never_opened(
    make_workspace: Callable[..., Path],
    problems_at: Callable[[Path], tuple[Problem, ...]],
    told: Tell,
    special: str,
) -> None:
    root = make_workspace({"a.yaml": RECORD, "outside/b.yaml": RECORD})
    targets = {"link": "outside/b.yaml", "link to a folder": "outside", "link to nowhere": "gone.yaml"}
    try:
        if special == "pipe":
            os.mkfifo(root / "records" / "b.yaml")
        else:
            (root / "records" / "b.yaml").symlink_to(root / targets[special])
    except (AttributeError, OSError):
        pytest.skip("this system makes none")
    assert told(problems_at(root)) == ["not-a-regular-file records/b.yaml"]


def test_a_name_no_screen_should_show(
    make_workspace: Callable[..., Path], problems_at: Callable[[Path], tuple[Problem, ...]]
) -> None:
    root = make_workspace({"a.yaml": RECORD})
    try:
        (root / "records" / "b\x1b[31m.yaml").write_text(RECORD, "utf-8")
    except OSError:
        pytest.skip("this system has no such names")
    assert [problem.rule for problem in problems_at(root)] == ["unsafe-file-name"]


def test_a_file_that_is_gone_when_it_is_opened(tmp_path: Path) -> None:
    found = examine(folder.read(tmp_path, "records/gone.yaml"))
    assert [(problem.rule, problem.path) for problem in found.problems] == [
        ("file-not-readable", "records/gone.yaml")
    ]
    assert found.outline is None


def test_what_the_schema_refuses_without_words_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing: Any = jsonschema.Draft202012Validator({"not": {}})
    monkeypatch.setattr(schema, "schema_acceptor", lambda name: refusing.is_valid)
    monkeypatch.setattr(schema, "_validator", lambda name: refusing)
    found = examine(SourceFile("records/a.yaml", RECORD.encode()))
    assert [(problem.rule, problem.values) for problem in found.problems] == [("schema", {"keyword": "not"})]


def test_a_record_without_a_meaning_is_an_error_even_where_nothing_explains_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(schema, "schema_acceptor", lambda name: lambda value: True)
    found = examine(SourceFile("records/a.yaml", RECORD.replace("kind", "x-kind").encode()))
    assert [(problem.rule, problem.values) for problem in found.problems] == [
        ("unreadable", {"field": "kind"})
    ]


def test_every_rule_about_other_files_is_broken_here(rules_beyond_one_file: frozenset[str]) -> None:
    in_tables = {problem.split()[0] for _, problems in CASES.values() for problem in problems}
    in_tables |= {
        problem.split()[0] for _, problems in SETTINGS for problem in problems.split(", ") if problem
    }
    by_name = {"modeline-nowhere", "not-a-regular-file", "unsafe-file-name", "file-not-readable"}
    nets = {"schema", "unreadable"}
    between = {"id-not-unique", "unknown-record", "link-to-other-register", "open-child", "party-ended"}
    between |= {"unknown-event", "event-date-open", "event-not-applied", "event-cancelled"}
    assert rules_beyond_one_file <= in_tables | by_name | nets | between | {
        "unknown-same-as",
        "party-differs",
    }
    assert rules_beyond_one_file <= SEVERITIES.keys()
