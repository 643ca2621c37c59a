"""A form of an issue gives exactly the edit that it asks for, or words that say why not; nothing of it runs.

The corpus is what strangers may write into a form. Each text gives a refusal, or changes the fields of its
form and no other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from commitments.edits.forms.filled_form import read_form
from commitments.edits.forms.form_table import FORMS, Form, FormKind

Run = Callable[..., tuple[int, str, str]]
Make = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "commitments/templates"
ID, DAY = "small", "2026-11-20"


def body(kind: str = "update", lang: str = "both", **values: str | None) -> str:
    """The text of a form as a host writes it; a field with None is left out."""
    form = next(form for form in FORMS if form.kind == kind)
    filled = {"record": ID, "date": DAY, **_USUAL[kind], **values}
    sections = []
    for field in form.fields:
        label = {"both": field.label, "en": field.english, "vi": field.vietnamese}[lang]
        value = filled.get(field.name, "_No response_")
        if value is not None:
            sections.append(f"### {label}\n\n{value}")
    return "\n\n".join(sections)


_USUAL: Mapping[str, Mapping[str, str]] = {
    "update": {"note": "Twelve more stand"},
    "evidence": {"title": "The list", "evidence": "https://example.org/list"},
    "obstacle": {"obstacle": "No site is found"},
    "deadline": {"due": "2027-03", "reason": "The sensors were late"},
}


@pytest.fixture
def root(make_workspace: Make, record: Callable[..., str]) -> Path:
    return make_workspace(
        {
            "small.yaml": record(due="2026-12"),
            "other.yaml": record(id="other"),
            "done.yaml": record(
                id="done", status="withdrawn", closing={"date": DAY, "reason": {"en": "x y"}}
            ),
        },
        dates="dmy",
    )


def state(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def apply(run: Run, root: Path, text: object, *options: str) -> tuple[int, str, str]:
    event = root.parent / "event.json"
    event.write_text(
        json.dumps({"action": "labeled", "issue": {"number": 7, "body": text}}), encoding="utf-8"
    )
    return run("apply-form", str(event), *options, root=root)


def record_of(root: Path) -> dict[str, Any]:
    value: dict[str, Any] = yaml.load(
        (root / "records/small.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
    )
    return value


EDITS: list[tuple[str, dict[str, str], dict[str, Any]]] = [
    ("update", {}, {"updates": [{"date": DAY, "note": {"en": "Twelve more stand"}}]}),
    ("update", {"date": "20/11/2026"}, {"updates": [{"date": DAY, "note": {"en": "Twelve more stand"}}]}),
    (
        "update",
        {"status": "in progress / đang thực hiện"},
        {"status": "in_progress", "updates": [{"date": DAY, "note": {"en": "Twelve more stand"}}]},
    ),
    (
        "update",
        {"evidence": "https://example.org/a", "title": "A list"},
        {
            "updates": [{"date": DAY, "note": {"en": "Twelve more stand"}}],
            "evidence": [{"title": "A list", "url": "https://example.org/a"}],
        },
    ),
    (
        "evidence",
        {},
        {"evidence": [{"date": DAY, "title": "The list", "url": "https://example.org/list"}]},
    ),
    (
        "obstacle",
        {"recommendation": "Ask the port"},
        {
            "updates": [
                {"date": DAY, "about": "obstacle", "note": {"en": "No site is found"}},
                {"date": DAY, "about": "recommendation", "note": {"en": "Ask the port"}},
            ]
        },
    ),
    (
        "deadline",
        {"agreed_by": "Acme"},
        {
            "due": "2027-03",
            "due_changes": [
                {
                    "date": "2026-11-22",
                    "from": "2026-12",
                    "to": "2027-03",
                    "reason": {"en": "The sensors were late"},
                    "agreed_by": "acme",
                }
            ],
        },
    ),
]


@pytest.mark.parametrize("lang", ["both", "en", "vi"])
@pytest.mark.parametrize(("kind", "values", "edit"), EDITS)
def test_a_form_gives_exactly_its_edit(
    root: Path, run: Run, kind: str, values: dict[str, str], edit: dict[str, Any], lang: str
) -> None:
    before = record_of(root)
    status, out, err = apply(run, root, body(kind, lang, **values))
    assert status == 0, out + err
    assert record_of(root) == {**before, **edit}
    assert "7" in out
    assert ("This is a proposal" in out) == (kind == "deadline")


SUBSTITUTIONS = [
    "$(touch hurt)",
    "`touch hurt`",
    "${{ github.token }}",
    "%0A::error::x",
    "::set-output name=a::b",
]
YAML_LOOK_ALIKES = [
    "status: fulfilled",
    "- {date: 2026-01-01}",
    "&a *a",
    "!!python/object:os.system",
    "{{",
    "? x",
]
MARKUP = ["<script>alert(1)</script>", "<!-- x -->", "@octocat #1", "[a](javascript:x)", "| a | b |", "\\"]
QUOTES = [
    "'",
    '"',
    "'''",
    '"""',
    'it\'s "so"',
    "# no comment",
    "a: b",
    "=cmd|' /C calc'!A0",
    "~",
    "null",
    "No",
]
LINES = [
    "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs",
    "::error::x\n::set-output name=a::b",
    "one\r\ntwo",
    "one\n\ntwo",
    "  indented\n    more",
    "trailing  \n",
    "---\nx: y",
    "...",
    "#### deeper",
    "# big",
]
HARMLESS = [*SUBSTITUTIONS, *YAML_LOOK_ALIKES, *MARKUP, *QUOTES, *LINES, "w" * 3000, "đã hoàn thành 50 %"]


@pytest.mark.parametrize("text", HARMLESS, ids=repr)
def test_a_note_is_text_and_nothing_else(root: Path, run: Run, text: str, tmp_path: Path) -> None:
    """Each gives its note, word for word, or is refused; no other field and no other file changes."""
    before, record = state(root), record_of(root)
    status, out, _ = apply(run, root, body(note=f"News: {text}"))
    assert not list(tmp_path.rglob("hurt"))
    assert "<script" not in out
    assert not [line for line in out.splitlines() if line.lstrip().startswith("::")]
    if status == 0:
        (update,) = record_of(root).pop("updates")
        assert update["note"]["en"].split() == f"News: {text}".split()
        assert {**record_of(root), "updates": None} == {**record, "updates": None}
    else:
        assert (status, state(root)) == (1, before)
    changed = {path for path, data in state(root).items() if data != before.get(path)}
    assert changed <= {"records/small.yaml"}


REFUSED: list[tuple[str, object]] = [
    ("empty", ""),
    ("no form", "Please close this"),
    ("text before it", f"Hello\n\n{body()}"),
    ("a heading that is no field", f"{body()}\n\n### kind\n\nmeeting"),
    ("a field of another form", f"{body()}\n\n### New deadline / Thời hạn mới\n\n2030"),
    ("a doubled heading", f"{body()}\n\n### What happened / Diễn biến\n\nAgain"),
    ("a fake heading in a note", body(note="x\n\n### Id of the record / Mã hồ sơ\n\nother")),
    ("another order", "\n\n".join(reversed(body().split("\n\n### ")))),
    ("a missing field", body(note=None)),
    ("an empty field", body(note="_No response_")),
    ("an empty id", body(record="  ")),
    ("an unknown id", body(record="nobody")),
    ("two ids", body(record="small other")),
    ("a path", body(record="records/small.yaml")),
    ("a path outside", body(record="../other")),
    ("another case", body(record="SMALL")),
    ("an id with a command", body(record="small$(touch hurt)")),
    ("an option", body(record="--force")),
    ("a closed record", body(record="done")),
    ("a wrong date", body(date="soon")),
    ("a date far away", body(date="9999-01-01")),
    ("a day that is none", body(date="2026-02-30")),
    ("a status that closes", body(status="fulfilled")),
    ("a status that pauses", body(status="suspended")),
    ("no status", body(status="better")),
    ("evidence without a title", body(evidence="https://example.org")),
    ("a title without evidence", body(title="Only a title")),
    ("an address that runs", body("evidence", evidence="javascript:alert(1)")),
    ("an address that is none", body("evidence", evidence="C:\\list.pdf")),
    ("a file", body("evidence", evidence="file:///etc/passwd")),
    ("a deadline that stands", body("deadline", due="2026-12")),
    ("a deadline without a reason", body("deadline", reason="_No response_")),
    ("an unknown party", body("deadline", agreed_by="nobody")),
    ("a deadline that is no date", body("deadline", due="$(date)")),
    ("a bidi sign", body(note="a\u202eb")),
    ("a control sign", body(note="a\x1b[31mb")),
    ("a nought", body(note="a\x00b")),
    ("a surrogate", body(note="a\ud800b")),
    ("an invisible tag", body(note="a\U000e0041b")),
    ("60 KB", body(note="word " * 12_000)),
    ("too long to read", body(note="w" * 70_000)),
    ("a title of 4 KB", body("evidence", title="w" * 4096)),
]


@pytest.mark.parametrize("text", [text for _, text in REFUSED], ids=[name for name, _ in REFUSED])
def test_what_does_not_fit_is_refused_in_words(root: Path, run: Run, text: object, tmp_path: Path) -> None:
    before = state(root)
    status, out, err = apply(run, root, text)
    assert status == 1, out + err
    assert out.startswith("This form was not applied:\n\n- ")
    assert state(root) == before
    assert not list(tmp_path.rglob("hurt"))
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err


NO_EVENTS = [
    b"",
    b"{",
    b"[]",
    b"1",
    b'{"issue": []}',
    b'{"issue": {"body": 1}}',
    b"[" * 100_000,
    b"\xff",
    b"{}",
]


@pytest.mark.parametrize("data", NO_EVENTS, ids=lambda data: repr(data[:20]))
def test_what_is_no_event_gives_no_answer(root: Path, run: Run, data: bytes, tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_bytes(data)
    assert run("apply-form", str(event), root=root)[0] == 2
    assert run("apply-form", str(tmp_path / "absent.json"), root=root)[0] == 2


def test_an_issue_of_gitlab_is_read_too(root: Path, run: Run, tmp_path: Path) -> None:
    event = tmp_path / "issue.json"
    comment = "<!-- Something happened. / Có diễn biến. -->\n\n"
    event.write_text(json.dumps({"iid": 12, "description": comment + body()}), encoding="utf-8")
    status, out, _ = run("apply-form", str(event), root=root)
    assert (status, "issue 12" in out) == (0, True)


def test_the_words_are_in_the_language_of_the_reader(root: Path, run: Run) -> None:
    status, out, _ = apply(run, root, body(record="nobody"), "--lang", "vi")
    assert (status, "Không có hồ sơ" in out) == (1, True)


def test_a_form_that_says_what_stands_changes_nothing(root: Path, run: Run) -> None:
    assert apply(run, root, body())[0] == 0
    before = state(root)
    assert apply(run, root, body())[0] == 1
    assert state(root) == before


# --- the forms that are shipped


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind.value)
def test_the_templates_have_the_fields_of_the_forms(form: Form) -> None:
    template = yaml.load(
        (TEMPLATES / f"github/ISSUE_TEMPLATE/{form.kind}.yml").read_bytes(), Loader=yaml.BaseLoader
    )
    fields = [
        (field["id"], field["attributes"]["label"], field.get("validations", {}).get("required") == "true")
        for field in template["body"]
    ]
    assert fields == [(field.name, field.label, field.required) for field in form.fields]
    text = (TEMPLATES / f"register/gitlab/issue_templates/{form.kind}.md").read_text("utf-8")
    assert [line[4:] for line in text.splitlines() if line.startswith("### ")] == [
        field.label for field in form.fields
    ]


def test_no_form_sets_the_label_that_applies_it() -> None:
    for kind in FormKind:
        assert "apply-form" not in (TEMPLATES / f"github/ISSUE_TEMPLATE/{kind}.yml").read_text("utf-8")


@pytest.mark.parametrize("kind", FormKind)
def test_each_form_is_told_from_the_others(kind: FormKind) -> None:
    filled = read_form(body(kind)).filled
    assert filled is not None
    assert filled.form.kind is kind


def test_the_options_of_the_status_are_read(root: Path, run: Run) -> None:
    template = yaml.load(
        (TEMPLATES / "github/ISSUE_TEMPLATE/update.yml").read_bytes(), Loader=yaml.BaseLoader
    )
    (options,) = [field["attributes"]["options"] for field in template["body"] if field["type"] == "dropdown"]
    for number, option in enumerate(options):
        status, out, err = apply(run, root, body(note=f"Step {number}", status=option))
        assert status == 0, out + err
