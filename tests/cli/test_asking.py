"""Questions on a real terminal: what is typed, finished by Tab, refused and taken."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from dialogues import CTRL_C, CTRL_D, ENTER, TAB, Dialogue

from commitments.cli.prompts.questions import can_ask
from commitments.cli.prompts.tab_completion import matching
from commitments.render.columns import display_width

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

PARTIES = [
    ("vn-mof", "Bộ Tài chính\nMinistry of Finance"),
    ("vn-moet", "Bộ Giáo dục và Đào tạo\nMinistry of Education and Training"),
    ("vn-government", "Chính phủ\nGovernment of Viet Nam"),
    ("uk-treasury", "Bộ Tài chính Anh\nHis Majesty's Treasury"),
]
KINDS = [("mou", "bản ghi nhớ"), ("meeting", "cuộc họp"), ("other", "khác")]

BEFORE = f"""
import sys
from commitments.cli.app import main
from commitments.cli.prompts.questions import ask, choose
from commitments.cli.streams import utf8_streams
from commitments.errors import CommitmentsError
from commitments.render.words import Words
import typer

def even(answer):
    if len(answer) % 2:
        raise CommitmentsError("{{answer}} is odd", "Even ones will do.", answer=answer)

PARTIES = {PARTIES!r}
KINDS = {KINDS!r}
utf8_streams()
words = Words("en")
"""


def asked(question: str, columns: int = 80, before: str = "", **environ: str) -> Dialogue:
    """One question on a terminal, whose answer is then told."""
    script = f"{before}{BEFORE}print('answered:', ascii({question}))"
    return Dialogue([sys.executable, "-c", f"exec({script!a})"], columns, environ)


def answered(dialogue: Dialogue) -> str:
    """What was answered in the end."""
    assert dialogue.end() == 0, dialogue.shown
    return dialogue.shown.rpartition("answered: ")[2].strip()


@pytest.mark.parametrize(
    ("question", "typed", "answer"),
    [
        ("ask(words, 'Name')", "Acme", "Acme"),
        ("ask(words, 'Name')", "  two \t words  ", "two words"),
        ("ask(words, 'Name', 'Acme')", "", "Acme"),
        ("ask(words, 'Name', 'Acme')", "Other", "Other"),
        ("ask(words, 'Name', optional=True)", "", ""),
        ("ask(words, 'Name')", "Bộ Tài chính", "Bộ Tài chính"),
        ("ask(words, 'Name')", unicodedata.normalize("NFD", "Đề án số 5 ở Huế"), "Đề án số 5 ở Huế"),
        ("ask(words, 'Name', known_answers=PARTIES)", "bo tai chinh", "vn-mof"),
        ("ask(words, 'Name', known_answers=PARTIES)", "MINISTRY OF FINANCE", "vn-mof"),
        ("ask(words, 'Name', known_answers=PARTIES)", "tai chinh", "tai chinh"),
        ("ask(words, 'Name', known_answers=['one', 'two'])", "three", "three"),
        ("choose(words, 'Name', KINDS)", "2", "meeting"),
        ("choose(words, 'Name', KINDS)", "cuoc hop", "meeting"),
        ("choose(words, 'Name', KINDS)", "meeting", "meeting"),
        ("choose(words, 'Name', KINDS, 'mou')", "", "mou"),
        ("choose(words, 'Name', KINDS, 'mou')", "khác", "other"),
    ],
)
def test_an_answer_is_taken(question: str, typed: str, answer: str | bool) -> None:
    on = asked(question)
    on.until("Name")
    on.until(": ")
    on.type(typed + ENTER)
    assert answered(on) == ascii(answer)


def test_the_default_stands_in_brackets() -> None:
    on = asked("choose(words, 'Kind', KINDS, 'mou')")
    on.until("   1  bản ghi nhớ\n   2  cuộc họp\n   3  khác\n")
    on.until("Kind [bản ghi nhớ]: ")
    on.type(ENTER)
    assert answered(on) == "'mou'"


@pytest.mark.parametrize(
    ("question", "refused", "reason"),
    [
        ("ask(words, 'Name')", "", "Give an answer"),
        ("ask(words, 'Name', check=even)", "odd", "  odd is odd\n  Even ones will do.\n"),
        ("ask(words, 'Name')", "a\u202eb", "The answer holds a character that no record may hold: U+202E"),
        ("ask(words, 'Name')", "a\udcffb", "The answer holds a character that no record may hold: U+DCFF"),
        ("choose(words, 'Name', [('good', 'x'), *KINDS])", "0", "Answer with a number from 1 to 4."),
        ("choose(words, 'Name', [('good', 'x'), *KINDS])", "5", "“5” is not in the list"),
        ("choose(words, 'Name', [('good', 'x'), *KINDS])", "²", "“²” is not in the list"),
    ],
)
def test_what_will_not_do_is_asked_again_with_the_reason(question: str, refused: str, reason: str) -> None:
    on = asked(question)
    on.answer(("Name: ", refused + ENTER))
    on.until(reason)
    on.answer(("Name: ", "good"))
    assert answered(on) == "'good'"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("vn-mof", "vn-mof"),
        ("vn-g", "vn-government"),
        ("giao duc", "vn-moet"),
        ("Giáo Dục", "vn-moet"),
        ("treas", "uk-treasury"),
        ("viet nam", "vn-government"),
        ("nobody", "nobody"),
    ],
)
def test_tab_finishes_an_id_or_any_part_of_a_name(typed: str, answer: str) -> None:
    on = asked("ask(words, 'Party', known_answers=PARTIES)")
    on.answer(("Party: ", typed + TAB + ENTER))
    assert answered(on) == repr(answer)


def test_tab_lists_what_may_be_meant_and_keeps_what_is_typed() -> None:
    on = asked("ask(words, 'Party', known_answers=PARTIES)", columns=28)
    on.answer(("Party: ", "min" + TAB))
    on.until("\n  vn-mof  Bộ Tài chính\n  vn-moet  Bộ Giáo dục và Đ…\nParty: min")
    on.type("istry of educ" + TAB + ENTER)
    assert answered(on) == "'vn-moet'"


def test_tab_goes_on_as_far_as_all_ids_agree() -> None:
    on = asked("ask(words, 'Party', known_answers=PARTIES)")
    on.answer(("Party: ", "v" + TAB))
    on.until("Party: vn-")
    on.type("mof" + ENTER)
    assert answered(on) == "'vn-mof'"


def test_tab_shows_the_first_of_many_and_counts_the_rest() -> None:
    on = asked("ask(words, 'Party', known_answers=[f'p{n}' for n in range(10, 40)])")
    on.answer(("Party: ", TAB))
    on.until("  p21\n  18 more\nParty: p")
    on.type("39" + ENTER)
    assert answered(on) == "'p39'"


def test_a_text_pasted_over_two_lines_is_one_answer() -> None:
    on = asked("(ask(words, 'Title'), ask(words, 'Next'))")
    on.answer(("Title: ", "\x1b[200~Hold an AI day\nfor students\x1b[201~"), ("Next: ", "yes"))
    assert answered(on) == "('Hold an AI day for students', 'yes')"
    assert on.sent.startswith(b"\x1b[?2004h"), "terminals are asked to tell what is pasted"


@pytest.mark.parametrize(
    ("before", "environ"),
    [
        ("import sys; sys.modules['readline'] = None", {}),
        ("", {"LC_ALL": "C"}),
        ("", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
        ("", {"TERM": "dumb"}),
    ],
)
def test_vietnamese_is_read_on_any_terminal(before: str, environ: dict[str, str]) -> None:
    on = asked("ask(words, 'Tên')", before=before, **environ)
    on.answer(("Tên: ", "Sở Ngoại vụ"))
    assert answered(on) == ascii("Sở Ngoại vụ")


@pytest.mark.parametrize("sign", [CTRL_C, CTRL_D])
@pytest.mark.parametrize("before", ["", "import sys; sys.modules['readline'] = None"])
def test_whoever_stops_is_asked_no_more(sign: str, before: str) -> None:
    on = asked("ask(words, 'Name', 'default')", before=before)
    on.answer(("Name [default]: ", sign))
    assert on.end() == 1
    assert "Abort" in on.shown and "answered" not in on.shown


def test_questions_stay_out_of_standard_output(tmp_path: Path) -> None:
    with open(tmp_path / "out", "wb") as out:
        answers = "choose(words, 'Kind', KINDS), ask(words, 'Name', known_answers=PARTIES)"
        script = f"{BEFORE}print('answered:', {answers})"
        on = Dialogue([sys.executable, "-c", script], stdout=out)
        on.answer(("Kind: ", "1"), ("Name: ", "giao" + TAB + ENTER))
        assert on.end() == 0
    assert (tmp_path / "out").read_text() == "answered: mou vn-moet\n"


@pytest.mark.parametrize(
    "default",
    ["", "một mã rất dài, do máy đề xuất từ tên gọi của cam kết", "越南 合作 備忘錄 執行 情況 報告 彙編"],
)
def test_a_long_question_has_lines_of_its_own_on_a_narrow_screen(default: str) -> None:
    on = asked(f"ask(words, 'Ngày xác lập, hoặc Enter nếu chưa rõ ngày', {default!r})", columns=40)
    on.until("> ")
    assert all(display_width(line) <= 40 for line in on.shown.splitlines())
    assert len(on.shown.splitlines()) >= 3
    on.type("2026" + ENTER)
    assert answered(on) == "'2026'"


def test_nobody_is_asked_where_nobody_sits(capsys: pytest.CaptureFixture[str]) -> None:
    assert not can_ask()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["vn-mof", "vn-moet", "vn-government", "uk-treasury"]),
        ("vn-mo", ["vn-mof", "vn-moet"]),
        ("VN-MO", ["vn-mof", "vn-moet"]),
        ("tài", ["vn-mof", "uk-treasury"]),
        ("Dao Tao", ["vn-moet"]),
        ("moet", ["vn-moet"]),
        ("-moet", ["vn-moet"]),
        ("ao tao", []),
        ("oet", []),
        ("x", []),
    ],
)
def test_what_is_known_is_found_by_any_of_its_words(text: str, found: list[str]) -> None:
    assert [value for value, _ in matching(text, PARTIES)] == found
