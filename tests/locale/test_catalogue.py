"""Does every message of the package speak Vietnamese, in the words that officials use?

It must not know where a message stands, nor any line of the code that says it.
"""

import gettext
import importlib.util
import io
import re
import shutil
import string
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.mofile import read_mo

from commitments.cli.app import COMMANDS, SUBCOMMANDS, app, main
from commitments.cli.usage.usage_messages import translate_sentence
from commitments.locale.messages import Messages
from commitments.render.names.labels import STATUS, TIMELINESS
from commitments.render.records.summary import FOUR_CELLS
from commitments.render.words import Words

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "example"
TODAY = "2026-11-22"


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", Path(__file__).with_name("catalogue.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogue = _tool()
PO = ROOT / "commitments" / "locale" / "vi" / "LC_MESSAGES" / "commitments.po"
KNOWN = catalogue.translations_in(PO.read_text("utf-8"))
PAIRS = [(id, text if isinstance(text, str) else text[0]) for id, text in KNOWN.items()]
SINGLE = {name if isinstance(name, str) else name[0] for name in KNOWN}

WRITTEN_OTHERWISE = {
    "Q{number} {year}": {"roman", "year"},
    "{month} {year}": {"number", "year"},
    "{day} {month} {year}": {"padded_day", "number", "year"},
}
"""Dates: the code offers a day with a nought, a month by name and by number, a quarter in both numerals."""


@pytest.fixture(autouse=True)
def _library_speaks_english(monkeypatch):
    domain = gettext.textdomain()
    monkeypatch.setenv("LANGUAGE", "en")
    yield
    gettext.textdomain(domain)


@pytest.fixture(scope="module")
def messages():
    """What the package says."""
    return catalogue.messages_in_package()


def test_every_message_is_translated(messages):
    assert catalogue.untranslated(messages, KNOWN) == []


def test_nothing_is_kept_that_the_code_no_longer_says(messages):
    text = PO.read_text("utf-8")
    assert catalogue.orphaned(messages, KNOWN) == {}
    assert "#~" not in text and "fuzzy" not in text


def test_the_compiled_catalogue_says_what_the_source_says():
    compiled = read_mo(io.BytesIO(PO.with_suffix(".mo").read_bytes()))
    assert {catalogue._id(item): catalogue._string(item) for item in compiled if item.id} == KNOWN


def test_compiling_twice_gives_the_same_bytes(tmp_path, messages):
    po = tmp_path / "vi" / "LC_MESSAGES" / "commitments.po"
    po.parent.mkdir(parents=True)
    shutil.copy(PO, po)
    runs = []
    for _ in range(2):
        assert list(catalogue.update(po, messages)) == []
        runs.append((po.read_bytes(), po.with_suffix(".mo").read_bytes()))
    assert runs[0] == runs[1]
    assert catalogue.translations_in(po.read_text("utf-8")) == KNOWN
    assert b"-Date:" not in runs[0][1]


def test_an_update_names_what_is_new_and_what_was_dropped(tmp_path):
    po = tmp_path / "vi" / "LC_MESSAGES" / "commitments.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "gone"\nmsgstr "đã bỏ"\n\nmsgid "kept"\nmsgstr "giữ lại"\n', "utf-8")
    found = catalogue.messages_in('N_("kept"); N_("new")', "commitments/some.py")
    dropped, new = catalogue.update(po, found)
    assert "gone" in dropped and "đã bỏ" in dropped
    assert new == "commitments/some.py:1: not translated into vi: 'new'"
    assert catalogue.translations_in(po.read_text("utf-8")) == {"kept": "giữ lại"}


@pytest.mark.parametrize(
    ("code", "ids"),
    [
        ('N_("a")', ["a"]),
        ('words.say("a" " b", n=1)', ["a b"]),
        ('words.count(n, "{n} day", "{n} days", x=1)', [("{n} day", "{n} days")]),
        ('words.say("a {b}", b=self.say("c"))', ["a {b}", "c"]),
        ('N_("a") if near else N_("b")', ["a", "b"]),
        ('say("  " + hint); text.count("x"); words.say(STATUS[key]); words.say(f"{a}"); say("x")', []),
    ],
)
def test_messages_are_found_in_code(code, ids):
    assert sorted(map(str, (item.id for item in catalogue.messages_in(code, "p")))) == sorted(map(str, ids))


def _fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(("id", "text"), PAIRS, ids=str)
def test_a_translation_has_the_form_of_its_message(id, text):
    for message in [id] if isinstance(id, str) else id:
        assert _fields(text) == WRITTEN_OTHERWISE.get(message, _fields(message))
        assert (text[0].isspace(), text[-1].isspace()) == (message[0].isspace(), message[-1].isspace())
        assert text.count("`") == message.count("`")
    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text


def test_nothing_is_left_in_english():
    assert {id for id, text in PAIRS if text == id} == {"{year}", "commit: {message}", "{date}, {author}"}


def test_tone_marks_stand_where_the_press_puts_them():
    old = re.compile(r"o[àáảãạèéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ](?!\w)")
    assert [text for _, text in PAIRS if old.search(text.lower())] == []


def test_vietnamese_has_one_plural_form():
    assert "Plural-Forms: nplurals=1; plural=0;" in PO.read_text("utf-8")
    assert {len(text) for text in KNOWN.values() if isinstance(text, tuple)} == {1}


def test_status_has_the_labels_of_the_contract():
    assert {key: Words("vi").say(label) for key, label in STATUS.items()} == {
        "proposed": "đề xuất",
        "agreed": "đã thống nhất",
        "in_progress": "đang thực hiện",
        "suspended": "tạm dừng",
        "fulfilled": "hoàn thành",
        "partially_fulfilled": "hoàn thành một phần",
        "not_fulfilled": "không hoàn thành",
        "withdrawn": "rút lại",
        "superseded": "được thay thế",
    }


def test_the_four_cells_are_those_of_official_reports():
    assert [Words("vi").say(name) for name, _ in FOUR_CELLS] == [
        "Hoàn thành đúng hạn",
        "Hoàn thành quá hạn",
        "Chưa hoàn thành trong hạn",
        "Chưa hoàn thành quá hạn",
    ]


def test_no_two_kinds_of_timeliness_share_a_word():
    labels = [Words("vi").say(item) for item in TIMELINESS.values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("days", "en", "vi"),
    [
        (0, "today", "hôm nay"),
        (1, "in 1 day", "còn 1 ngày"),
        (2, "in 2 days", "còn 2 ngày"),
        (1103, "in 1,103 days", "còn 1.103 ngày"),
        (-1, "1 day late", "quá hạn 1 ngày"),
        (-3, "3 days late", "quá hạn 3 ngày"),
    ],
)
def test_distances(days, en, vi):
    assert (Words("en").distance(days), Words("vi").distance(days)) == (en, vi)


@pytest.mark.parametrize(
    ("date", "en", "vi"),
    [
        ("2026-08-05", "5 Aug 2026", "05/8/2026"),
        ("2026-10-31", "31 Oct 2026", "31/10/2026"),
        ("2026-08", "Aug 2026", "tháng 8/2026"),
        ("2026-Q1", "Q1 2026", "quý I/2026"),
        ("2026-Q4", "Q4 2026", "quý IV/2026"),
        ("2026-36", "Q4 2026", "quý IV/2026"),
        ("2026-H1", "H1 2026", "6 tháng đầu năm 2026"),
        ("2026-H2", "H2 2026", "6 tháng cuối năm 2026"),
        ("2026-41", "H2 2026", "6 tháng cuối năm 2026"),
        ("2026", "2026", "2026"),
        ("2026-03/2026-06", "Mar 2026 to Jun 2026", "từ tháng 3/2026 đến tháng 6/2026"),
        ("../2026-12", "up to Dec 2026", "cho đến tháng 12/2026"),
        ("2026-08-15/..", "from 15 Aug 2026", "từ 15/8/2026"),
        ("2026-Q4~", "about Q4 2026", "khoảng quý IV/2026"),
        ("2026-08?", "Aug 2026 (?)", "tháng 8/2026 (?)"),
        ("one day", "one day", "one day"),
    ],
)
def test_dates_keep_their_precision(date, en, vi):
    assert (Words("en").date(date), Words("vi").date(date)) == (en, vi)


def _looked_up(arguments, monkeypatch):
    """The messages that a command asks the catalogue for."""
    asked = set()
    say, count = Messages.say, Messages.count

    def heard_say(words, message, /, **values):
        asked.add(message)
        return say(words, message, **values)

    def heard_count(words, number, one, many, /, **values):
        asked.add(one)
        return count(words, number, one, many, **values)

    monkeypatch.setattr(Messages, "say", heard_say)
    monkeypatch.setattr(Messages, "count", heard_count)
    assert main([*arguments, "--lang", "vi", "--today", TODAY, "--no-cache"]) in (0, 1, 2)
    return asked - {""}


SHOWN = [(root, path.stem) for root in (ROOT, EXAMPLE) for path in sorted(root.glob("records/**/*.yaml"))]
QUESTIONS = [
    [command, "--root", str(root), *more]
    for root in (ROOT, EXAMPLE)
    for command, *more in (
        ["status", "--all", "--color", "always"],
        ["status", "--by", "status"],
        ["status", "--by", "lead"],
        ["status", "--format", "md"],
        ["status", "--kind", "treaty", "--status", "withdrawn"],
        ["overdue"],
        ["overdue", "--within", "2y"],
        ["validate"],
        ["validate", "--format", "github"],
        ["show", "no-such-record"],
        ["status", "--kind", "no-such-kind"],
    )
] + [["show", id, "--root", str(root)] for root, id in SHOWN]


@pytest.mark.parametrize("arguments", QUESTIONS, ids=lambda item: " ".join(item).replace(str(ROOT), "."))
def test_a_command_says_nothing_untranslated(arguments, monkeypatch, capsys):
    asked = _looked_up(arguments, monkeypatch)
    assert asked - SINGLE == set()


@pytest.fixture(scope="module")
def laid(tmp_path_factory):
    """The history of docs/example as a repository."""
    root = tmp_path_factory.mktemp("laid") / "example"
    subprocess.run([sys.executable, str(EXAMPLE / "history.py"), str(root)], check=True, capture_output=True)
    return root


@pytest.mark.parametrize(
    "asked",
    [
        "changes",
        "changes --color always",
        "changes --all-commits --format md",
        "changes --field no-such-field",
        "slips --all",
        "slips --color always",
        "slips --format md",
        "trend",
        "trend --color always",
        "trend --from 2024-01-01 --to 2024-02-01 --color always",
        "show smart-bus-pilot",
        "status --as-of 2026-06-30 --color always",
        "overdue --as-of 2020-01-01",
    ],
)
def test_history_says_nothing_untranslated(asked, laid, monkeypatch, capsys):
    assert _looked_up([*asked.split(), "--root", str(laid)], monkeypatch) - SINGLE == set()


@pytest.mark.parametrize(
    "command",
    [
        [],
        *([command] for command in COMMANDS),
        *([command, below] for command, commands in SUBCOMMANDS.items() for below in commands),
    ],
    ids=str,
)
def test_help_speaks_vietnamese(command):
    shown = subprocess.run(
        [sys.executable, "-m", "commitments", *command, "--help", "--lang", "vi"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    ).stdout
    plain = " ".join(shown.split())
    english = {item for item in SINGLE if item.count(" ") > 1 and "{" not in item}
    assert [item for item in english if item in plain] == []
    assert plain.startswith("Cách dùng: commit") and " mọi lệnh: " in plain and "[mặc định: " in plain


@pytest.mark.parametrize(
    ("arguments", "vi"),
    [
        (["--lang", "vi"], "Thiếu tên lệnh."),
        (["xyz"], "Không có lệnh 'xyz'."),
        (["shw"], "Không có lệnh 'shw'. Có phải là 'show' không?"),
        (["git-textconv"], "Thiếu đối số 'file'."),
        (["show", "a", "b"], "Thừa đối số (b)"),
        (["status", "-z"], "Không có tùy chọn -z"),
        (["status", "--stat"], "Không có tùy chọn --stat (tùy chọn gần giống: --stale, --status, --tag)"),
        (["status", "--status"], "Tùy chọn '--status' cần có giá trị."),
        (["status", "--all=3"], "Tùy chọn '--all' không nhận giá trị."),
    ],
)
def test_what_the_library_refuses_is_told_in_vietnamese(arguments, vi, monkeypatch, capsys):
    with pytest.raises(Exception) as refused:
        app(arguments, prog_name="commit", standalone_mode=False)
    assert translate_sentence(refused.value.format_message(), Words("vi")) == vi
    assert translate_sentence("No rule knows this", Words("vi")) == "No rule knows this"
    monkeypatch.setenv("COMMIT_LANG", "vi")
    assert main(arguments) == 2
    assert vi in capsys.readouterr().err
