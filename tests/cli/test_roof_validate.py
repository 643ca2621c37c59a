"""`commit validate` on a roof: what each register says of itself, and what holds between them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from gitstory import clean_environment
from roof_histories import RoofStory
from roof_histories import record as roof_record

Run = Callable[..., Any]
Build = Callable[..., Path]

DONE = {"status": "fulfilled", "met_on": "2026-01-05", "evidence": [{"title": "E"}]}
ACME = "- {id: acme, name: {en: Acme}, kind: company}\n"


@pytest.fixture
def build(tmp_path: Path, record: Callable[..., str]) -> Build:
    """`build(members, own=…, settings=…)`: a roof over members, each with its records by their fields.

    A member is a mapping from ids to fields, or from paths to texts.
    """

    def built(members: Mapping[str, Mapping[str, Any]], settings: str | None = None) -> Path:
        root = tmp_path / "roof"
        lines = "".join(f'{name} = "registers/{name}"\n' for name in members if name)
        put(root / "commitments.toml", f"[members]\n{lines}" if settings is None else settings)
        for name, files in members.items():
            folder = root / "registers" / name if name else root
            if name or files:
                put(folder / "schema/parties.yaml", ACME)
            for key, value in files.items():
                is_path = "/" in key or key.endswith(".toml")
                text = value if is_path else record(id=key, **value)
                put(folder / (key if is_path else f"records/{key}.yaml"), text)
        return root

    def put(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return built


def problems(run: Run, root: Path, *words: str, status: int | None = None) -> list[str]:
    """Rule, path, line and column of each problem."""
    ran = run("validate", "-f", "json", *words, root=root)
    answer = json.loads(ran.out)
    if status is not None:
        assert ran.status == status, ran.err
    return [f"{row['rule']} {row['path']}:{row['line']}:{row['column']}" for row in answer["problems"]]


LINKS: dict[str, tuple[dict[str, dict[str, Any]], list[str]]] = {
    "links that lead somewhere": (
        {
            "mofa": {"visit": {}},
            "mof": {
                "plan": {"part_of": "mofa:visit", "depends_on": ["mofa:visit"]},
                "x": {"part_of": "mof:plan"},
            },
        },
        [],
    ),
    "links of the roof's own records": (
        {"": {"own": {"part_of": "mofa:visit", "depends_on": ["mofa:vizit"]}}, "mofa": {"visit": {}}},
        ["unknown-record records/own.yaml:13:3"],
    ),
    "records and members that do not exist": (
        {
            "mofa": {"visit": {}},
            "mof": {"plan": {"part_of": "mofa:visitt", "depends_on": ["moff:visit", "here"]}},
        },
        [
            "unknown-record registers/mof/records/plan.yaml:11:10",
            "unknown-record registers/mof/records/plan.yaml:13:3",
            "unknown-record registers/mof/records/plan.yaml:14:3",
        ],
    ),
    "a record that cannot be read exists": (
        {"mofa": {"records/visit.yaml": "id: ["}, "mof": {"plan": {"part_of": "mofa:visit"}}},
        ["yaml-syntax registers/mofa/records/visit.yaml:2:1"],
    ),
    "a circle through three members, told once": (
        {
            "a": {"x": {"depends_on": ["b:x"]}},
            "b": {"x": {"depends_on": ["c:x", "y"]}, "y": {"depends_on": ["x"]}},
            "c": {"x": {"depends_on": ["a:x"]}},
        },
        [
            "link-cycle registers/a/records/x.yaml:12:3",
            "link-cycle registers/b/records/x.yaml:13:3",
        ],
    ),
    "a record that is part of itself by its name on the roof": (
        {"a": {"x": {"part_of": "a:x"}}},
        ["link-cycle registers/a/records/x.yaml:11:10"],
    ),
    "no circle over two fields": (
        {"a": {"x": {"depends_on": ["b:x"]}}, "b": {"x": {"part_of": "a:x"}}},
        [],
    ),
    "an open part in another register": (
        {
            "a": {"x": {**DONE, "kind": "mou"}, "own": {"part_of": "x"}},
            "b": {"y": {"part_of": "a:x"}, "z": {"part_of": "a:x", **DONE}},
        },
        [
            "open-child registers/a/records/x.yaml:5:9",
            "open-child registers/b/records/y.yaml:11:10",
        ],
    ),
    "an open part in another register alone": (
        {"": {"own": {"part_of": "a:x"}}, "a": {"x": {**DONE, "kind": "mou"}}},
        ["open-child records/own.yaml:11:10"],
    ),
    "an open part of a meeting": (
        {"a": {"x": {**DONE, "kind": "meeting"}}, "b": {"y": {"part_of": "a:x"}}},
        [],
    ),
    "a record with the id of another register's": (
        {
            "a": {"x": {}},
            "b": {"records/x.yaml": "id: a:x\n", "y": {"part_of": "a:x"}},
        },
        [
            *["missing-field registers/b/records/x.yaml:1:1"] * 5,
            "wrong-form registers/b/records/x.yaml:1:5",
        ],
    ),
}


@pytest.mark.parametrize("name", LINKS)
def test_links_between_registers(run: Run, build: Build, name: str) -> None:
    members, expected = LINKS[name]
    assert problems(run, build(members)) == expected


def test_what_a_link_that_leads_nowhere_says(run: Run, build: Build) -> None:
    root = build({"mofa": {"visit": {}}, "mof": {"plan": {"part_of": "mofa:visitt"}}})
    (row,) = json.loads(run("validate", "-f", "json", root=root).out)["problems"]
    assert (row["id"], row["member"], row["hint"]) == ("mof:plan", "mof", "Did you mean mofa:visit?")
    assert row["message"] == "there is no record mofa:visitt"
    text = run("validate", root=root).out
    assert "registers/mof/records/plan.yaml:11:10: error: there is no record mofa:visitt" in text
    assert "11 | part_of: mofa:visitt" in text


def test_an_open_part_of_another_register_is_told_in_its_own_file(run: Run, build: Build) -> None:
    root = build(
        {
            "a": {"x": {**DONE, "kind": "mou"}, "own": {"part_of": "x"}},
            "b": {"y": {"part_of": "a:x"}},
        }
    )
    whole, part = json.loads(run("validate", "-f", "json", root=root).out)["problems"]
    assert whole["message"] == "the record is fulfilled, but its part own is still open (1 in all)"
    assert part["message"] == "the record is open, but a:x, of which it is a part, is fulfilled"
    assert (part["id"], part["member"], part["severity"]) == ("b:y", "b", "warning")


def test_a_member_that_cannot_be_read_leaves_the_warning(run: Run, build: Build) -> None:
    root = build({"mofa": {"records/.keep": ""}, "mof": {"plan": {"part_of": "mofa:visit"}}})
    warning = ["link-to-other-register registers/mof/records/plan.yaml:11:10"]
    assert problems(run, root, status=1) == warning
    ran = run("validate", root=root)
    assert (ran.status, "mofa could not be read" in ran.err) == (1, True)
    whole = build({"mofa": {"visit": {}}, "mof": {"plan": {"part_of": "mofa:visit"}}})
    assert problems(run, whole, status=0) == []
    assert problems(run, whole, "--member", "mof", status=0) == warning


def test_each_member_is_judged_as_if_alone(run: Run, build: Build) -> None:
    members = {
        "a": {
            "one": {"parties": [{"party": "nobody", "role": "lead"}]},
            "records/two.yaml": "id: [",
            "commitments.toml": 'due_soon_days = "x"\nhome = "no-party"\n',
            "records/sub/one.yaml": "# yaml-language-server: $schema=../../nowhere.json\nid: one\n",
            "records/stray.txt": "",
            "schema/parties.schema.json": "{}",
        },
        "b": {
            "one": {"due": "2026-13", "due_event": {"event": "open-day"}},
            "schema/events.yaml": "- id: x\n- id: x\n",
            "schema/parties.yaml": ACME * 2,
        },
    }
    root = build(members)
    on_roof = json.loads(run("validate", "-f", "json", root=root).out)
    checked, expected = 0, []
    for name in members:
        alone = json.loads(run("validate", "-f", "json", root=root / "registers" / name).out)
        checked += alone["checked"]
        for row in alone["problems"]:
            named = {"path": f"registers/{name}/{row['path']}", "id": row["id"] and f"{name}:{row['id']}"}
            message = row["message"].replace("in records/", f"in registers/{name}/records/")
            message = message.replace(": nowhere.json", f": registers/{name}/nowhere.json")
            expected.append({**row, **named, "member": name, "message": message})
    assert on_roof["problems"] == sorted(
        expected, key=lambda row: (row["path"], row["line"] or 0, row["column"] or 0, row["rule"])
    )
    assert len(expected) > 12
    assert on_roof["checked"] == checked == 4


FORMATS = ["github", "gitlab", "sarif", "junit", "md", "csv", "jsonl"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_the_file_from_the_roof(run: Run, build: Build, form: str) -> None:
    root = build({"a": {"x": {"due": "2026-13"}}, "b": {"y": {"part_of": "a:z"}}})
    ran = run("validate", "-f", form, root=root)
    assert ran.status == 1
    for path in ("registers/a/records/x.yaml", "registers/b/records/y.yaml"):
        assert path in ran.out


FILES = [
    # what is named, from which folder, and the records that are told and counted
    (["registers/a/records/x.yaml"], "", "a/records/x", 1),
    (["x.yaml"], "registers/a/records", "a/records/x", 1),
    (["registers/a/records"], "", "a/records/w a/records/x", 2),
    (["registers/a"], "", "a/records/w a/records/x", 2),
    (["registers/a/records/x.yaml", "registers/b/records/y.yaml"], "", "a/records/x b/records/y", 2),
    (["registers/a/schema/parties.yaml"], "", "a/records/w a/records/x", 2),
    (["registers/a/records/x.yaml", "registers/a/commitments.toml"], "", "a/records/w a/records/x", 2),
    (["registers"], "", "a/records/w a/records/x b/records/y", 3),
    (["."], "", "a/records/w a/records/x b/records/y", 3),
    (["commitments.toml"], "", "a/records/w a/records/x b/records/y", 3),
    (["."], "registers/b", "b/records/y", 1),
]


@pytest.mark.parametrize(("names", "here", "told", "checked"), FILES)
def test_files_are_named_from_the_current_folder(
    run: Run,
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    names: list[str],
    here: str,
    told: str,
    checked: int,
) -> None:
    wrong = {"due": "2026-13"}
    root = build({"a": {"x": wrong, "w": wrong, "commitments.toml": ""}, "b": {"y": {"part_of": "a:z"}}})
    monkeypatch.chdir(root / here)
    answer = json.loads(run("validate", "-f", "json", *names, root=root).out)
    paths = {row["path"].removeprefix("registers/").removesuffix(".yaml") for row in answer["problems"]}
    assert (" ".join(sorted(paths)), answer["checked"]) == (told, checked)


@pytest.mark.parametrize("name", ["registers/c/records/x.yaml", "registers/a/notes.txt", "../x.yaml"])
def test_no_file_of_the_roof_is_refused(
    run: Run, build: Build, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    root = build({"a": {"x": {}, "records/../notes.txt": ""}})
    monkeypatch.chdir(root)
    ran = run("validate", name, root=root)
    assert (ran.status, ran.out) == (2, "")


SAME = [
    # the parties of a, those of b, those of the roof, the problems
    ("same_as: b:acme", "", "", []),
    ("same_as: acme", "", "- {id: acme, name: {en: A}, kind: company}", []),
    ("same_as: b:nobody", "", "", ["unknown-same-as registers/a/schema/parties.yaml:1:56"]),
    ("same_as: c:acme", "", "", ["unknown-same-as registers/a/schema/parties.yaml:1:56"]),
    ("same_as: acme", "", "", ["unknown-same-as registers/a/schema/parties.yaml:1:56"]),
    ("same_as: b:acme", "same_as: a:acme", "", ["link-cycle registers/a/schema/parties.yaml:1:56"]),
    ("same_as: a:acme", "", "", ["link-cycle registers/a/schema/parties.yaml:1:56"]),
    (
        "",
        "",
        "- {id: acme, name: {en: A}, kind: company, same_as: z:a}",
        ["unknown-same-as schema/parties.yaml:1:53"],
    ),
]


@pytest.mark.parametrize(("first", "second", "own", "expected"), SAME)
def test_parties_of_other_registers_exist(
    run: Run, build: Build, first: str, second: str, own: str, expected: list[str]
) -> None:
    def registry(more: str) -> str:
        return f"- {{id: acme, name: {{en: Acme}}, kind: company{', ' * bool(more)}{more}}}\n"

    root = build(
        {
            "a": {"x": {}, "schema/parties.yaml": registry(first)},
            "b": {"y": {}, "schema/parties.yaml": registry(second)},
            "": {"schema/parties.yaml": own} if own else {},
        }
    )
    assert problems(run, root) == expected
    assert problems(run, root / "registers" / "a", status=0) == []


MEMBERS = [
    # the lines of the setting, the problems in commitments.toml, the members that are still judged
    ('Mof = "registers/mof"\nmofa = "registers/mofa"', "bad-member 2:1", "mofa"),
    ('mofa = "registers/mofa"\nme = "."', "bad-member 3:1", "mofa"),
    ('mofa = "registers/mofa"\nout = "out"', "bad-member 3:1", "mofa"),
    ('mofa = "registers/mofa"\nother = "registers/mofa/"', "bad-member 3:1", "mofa"),
    ('mofa = "registers/mofa"\n  all = "registers/mo*"', "bad-member 3:3", "mofa mof"),
    ('mofa = "registers/mofa"\nin = "registers/mofa/records"', "bad-member 3:1", "mofa"),
    ('mofa = "registers/mofa"\nin = "registers/mofa/inner"', "", "mofa in"),
    ('mofa = "registers/mofa"\nmof = 7', "bad-member 3:1", "mofa"),
    ('mofa = "registers/mofa"\nfile = "commitments.toml"', "", "mofa"),
    ('mofa = "registers/mofa"\nloop = "loop"', "", "mofa"),
    ('mofa = "registers/mofa"\nhome = "~/mof"', "", "mofa"),
    ('mofa = "registers/mofa"\nnone = "none/*"', "", "mofa"),
    ('Mof = "registers/mof"', "bad-member 2:1", ""),
    ("", "bad-member 1:1", ""),
]


@pytest.mark.parametrize(("lines", "expected", "judged"), MEMBERS)
def test_a_member_named_wrongly_is_told_and_the_others_are_judged(
    run: Run, build: Build, tmp_path: Path, lines: str, expected: str, judged: str
) -> None:
    wrong = {"due": "2026-13"}
    root = build(
        {"mofa": {"x": wrong}, "mof": {"x": wrong}, "mofa/inner": {"x": wrong}}, f"[members]\n{lines}\n"
    )
    (tmp_path / "elsewhere").mkdir()
    (root / "out").symlink_to(tmp_path / "elsewhere")
    (root / "loop").symlink_to("loop")
    found = problems(run, root, status=1)
    in_settings = [text.replace("commitments.toml:", "") for text in found if "commitments.toml" in text]
    assert in_settings == ([expected] if expected else [])
    members = (
        {row["member"] for row in json.loads(run("validate", "-f", "json", root=root).out)["problems"]}
        if judged
        else set()
    )
    assert members - {None} == set(judged.split())
    ran = run("validate", root=root)
    assert "Traceback" not in ran.err
    if expected:
        assert run("status", root=root).status == 2


def test_a_faulty_roof_without_records_is_still_answered(run: Run, build: Build) -> None:
    root = build({"mofa": {"x": {}}}, "colour = 1\n[members]\nMofa = 1\n")
    assert problems(run, root, status=1) == [
        "unknown-setting commitments.toml:1:1",
        "bad-member commitments.toml:3:1",
    ]
    root = build({"mofa": {"x": {}}}, "[members]\nmofa = \n")
    assert problems(run, root, status=1) == ["settings-syntax commitments.toml:2:8"]


def test_the_roofs_own_parties_and_events_are_judged(run: Run, build: Build) -> None:
    root = build({"mofa": {"x": {}}, "": {"schema/parties.yaml": ACME * 2, "schema/events.yaml": "- 1\n"}})
    assert problems(run, root, status=1) == [
        "wrong-type schema/events.yaml:1:3",
        "party-not-unique schema/parties.yaml:2:8",
    ]
    assert problems(run, root, "--member", "mofa", status=0) == []


HOME = [
    ("acme", []),
    ("mofa:acme", []),
    ("nobody", ["bad-setting commitments.toml:1:1"]),
    ("moff:acme", ["bad-setting commitments.toml:1:1"]),
]


@pytest.mark.parametrize(("home", "expected"), HOME)
def test_we_are_a_party_of_any_register(run: Run, build: Build, home: str, expected: list[str]) -> None:
    settings = f'home = "{home}"\n[members]\nmofa = "registers/mofa"\n'
    assert problems(run, build({"mofa": {"x": {}}}, settings)) == expected
    parties = {"schema/parties.yaml": ACME.replace("acme", "own")}
    assert problems(run, build({"mofa": {"x": {}}, "": parties}, settings)) == expected


def test_the_files_of_a_bare_clone_are_named_too(
    run: Run, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = build(
        {"mofa": {"x": {}}, "mof": {"y": {"part_of": "mofa:z"}, "w": {}}},
        '[members]\nmofa = "registers/mofa"\nmof = "clones/mof.git"\n',
    )
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "All"]):
        subprocess.run([*git, *words], cwd=root / "registers/mof", check=True, env=clean_environment())
    clone = [*git, "clone", "-q", "--bare", "registers/mof", "clones/mof.git"]
    subprocess.run(clone, cwd=root, check=True, env=clean_environment())
    monkeypatch.chdir(root)
    found = ["unknown-record clones/mof.git/records/y.yaml:11:10"]
    assert problems(run, root, status=1) == found
    assert problems(run, root, "clones/mof.git/records/y.yaml", status=1) == found
    assert problems(run, root, "clones", status=1) == found
    assert problems(run, root, "clones/mof.git/records/w.yaml", "registers/mofa", status=0) == []
    assert run("validate", "clones/mof.git/records/none.yaml", root=root).status == 2


def test_nothing_is_mended_on_a_roof(run: Run, build: Build) -> None:
    root = build({"mofa": {"x": {}}, "mof": {"x": {}}})
    ran = run("validate", "--fix", root=root)
    assert (ran.status, ran.out) == (2, "") and "--member: mofa, mof" in ran.err
    assert run("validate", "--fix", "--member", "mof", root=root).status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no links there")
def test_a_member_inside_another_is_told_apart(run: Run, build: Build) -> None:
    root = build(
        {"a": {"x": {}}, "a/inner": {"x": {"parties": [{"party": "nobody", "role": "lead"}]}}},
        '[members]\na = "registers/a"\nb = "registers/a/inner"\n',
    )
    (row,) = json.loads(run("validate", "-f", "json", root=root).out)["problems"]
    assert (row["member"], row["id"], row["path"]) == ("b", "b:x", "registers/a/inner/records/x.yaml")
    rows = json.loads(run("status", "--all", "-f", "json", root=root).out)["records"]
    assert {(row["id"], row["member"]) for row in rows} == {("a:x", "a"), ("b:x", "b")}


@pytest.mark.usefixtures("no_git_settings")
def test_what_a_member_that_is_behind_lacks_is_no_error(run: Run, tmp_path: Path) -> None:
    roof = RoofStory(tmp_path / "desk")
    story, place = roof.stories["mof"], roof.root / "clones" / "twin"
    story.git("clone", "--quiet", "--template=", str(story.root), str(place))
    roof.add("twin", "clones/twin")
    own = roof_record("own", depends_on=["twin:new", "twin:plan"])
    (roof.root / "records").mkdir()
    (roof.root / "records" / "own.yaml").write_text(own, encoding="utf-8")
    line = own[: own.index("twin:new")].count("\n") + 1

    def about_links() -> list[str]:
        return [text for text in problems(run, roof.root) if "own.yaml" in text and "record" in text]

    assert about_links() == [f"unknown-record records/own.yaml:{line}:3"]
    story.commit({"records/new.yaml": roof_record("new")}, when="2026-03-01T09:00:00-05:00")
    story.git("fetch", "--quiet", where=place)
    assert about_links() == [f"link-to-other-register records/own.yaml:{line}:3"]
    story.git("merge", "--quiet", "--ff-only", "@{upstream}", where=place)
    assert about_links() == []


DIFFERING: dict[str, tuple[str, list[str]]] = {
    "the same": ("kind: company", []),
    "another kind": ("kind: agency", ["1:38 kind"]),
    "a country, a last day": (
        "kind: company, country: KP, until: 2026-01-05",
        ["1:67 until"],
    ),
    "a short name": ("kind: company, short: {en: AC}", []),
    "the party of another by its own word": ("kind: agency, same_as: a:acme", []),
}


@pytest.mark.parametrize("name", DIFFERING)
def test_what_registers_say_differently_of_one_party(run: Run, build: Build, name: str) -> None:
    fields, expected = DIFFERING[name]
    entry = f"- {{id: acme, name: {{en: Acme}}, {fields}}}\n"
    members = {"a": {"x": {}}, "b": {"x": {}, "schema/parties.yaml": entry}}
    told = json.loads(run("validate", "-f", "json", root=build(members)).out)["problems"]
    assert [row["path"] for row in told] == ["registers/b/schema/parties.yaml"] * len(expected)
    assert [f"{row['line']}:{row['column']} {row['message'].partition(': ')[2]}" for row in told] == expected
    assert all(row["message"].startswith("a has the same party acme, but") for row in told)
    settled = build({"": {"schema/parties.yaml": ACME}, **members})
    assert problems(run, settled) == []


def test_what_the_first_register_alone_says_of_a_party_is_told_too(run: Run, build: Build) -> None:
    entry = "- {id: acme, name: {en: Acme}, kind: company, until: 2026-01-05}\n"
    root = build({"a": {"x": {}, "schema/parties.yaml": entry}, "b": {"x": {}}})
    assert problems(run, root, status=0) == ["party-differs registers/b/schema/parties.yaml:1:3"]
