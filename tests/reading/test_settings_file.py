"""A settings file may hold anything: what is wrong with it is a finding, soon, and never a crash."""

from __future__ import annotations

import pytest
from bounds import little_work
from hypothesis import given
from hypothesis import strategies as st

from commitments.reading.settings import Settings, read_settings

WRONG = {
    "no TOML": b"due_soon_days = ",
    "Latin-1": b"# \xe9\n",
    "a control": b"due_soon_days = 3 # \x1b[31m\n",
    "a direction mark": "# \u202e\n".encode(),
    "an unknown name": b"due_son_days = 3\n",
    "an escaped name": b'"\\u001b[31m" = 3\n',
    "a number as text": b'due_soon_days = "3"\n',
    "a fraction": b"due_soon_days = 3.5\n",
    "true": b"due_soon_days = true\n",
    "below nothing": b"stale_after_days = -1\n",
    "beyond all": b"stale_after_days = 99999999\n",
    "too many digits": b"due_soon_days = " + b"9" * 4400,
    "a language we do not speak": b'language = "fr"\n',
    "a list of languages": b'language = ["vi"]\n',
    "an order of dates that is none": b'dates = "ymd"\n',
    "an order of dates in a list": b'dates = ["dmy"]\n',
    "a zone that is none": b'timezone = "Mars/Olympus"\n',
    "capitals in a register's id": b'register = "A"\n',
    "a doubled hyphen in a register's id": b'register = "a--b"\n',
    "a long id of a register": b'register = "' + b"a" * 65 + b'"\n',
    "a number as a register's id": b"register = 7\n",
    "an empty zone": b'timezone = ""\n',
    "a zone outside": b'timezone = "../../etc/passwd"\n',
    "a zone from the root": b'timezone = "/etc/localtime"\n',
    "a zone with a zero": b'timezone = "a\\u0000b"\n',
    "a folder of zones": b'timezone = "Asia"\n',
    "a long zone": b'timezone = "' + b"x" * 7000 + b'"\n',
    "a table": b"[due_soon_days]\nx = 1\n",
    "severities that are none": b'severities = "error"\n',
    "a severity that is none": b'[severities]\nx = "fatal"\n',
    "the same twice": b"due_soon_days = 3\ndue_soon_days = 4\n",
    "deep lists": b"x = " + b"[" * 100_000,
    "deep tables": b"x = " + b"{a=" * 30_000,
    "deep names": b"a." * 100_000 + b"b = 1\n",
    "a deep header": b"[" + b"a." * 100_000 + b"b]\n",
    "many tables": b"[[a.b.c]]\n" * 20_000,
    "too large": b"#" * 300_000,
}


@pytest.mark.parametrize("data", WRONG.values(), ids=list(WRONG))
def test_what_is_wrong_is_found_soon_and_the_default_stays(data: bytes) -> None:
    with little_work():
        found, faults = read_settings(data)
    assert faults
    assert found == Settings()
    for fault in faults:
        assert fault.line >= 1 and fault.column >= 1
        assert all(len(value) < 500 for value in fault.finding.values.values())


def test_one_fault_leaves_the_other_settings() -> None:
    found, faults = read_settings(
        b'\xef\xbb\xbfdue_soon_days = 14\r\nlanguage = "fr"\r\ntimezone = "Asia/Ho_Chi_Minh"\r\n'
    )
    assert (found.due_soon_days, found.language, found.timezone) == (14, None, "Asia/Ho_Chi_Minh")
    assert [(fault.finding.rule, fault.line) for fault in faults] == [("bad-setting", 2)]


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
def test_nothing_raises_whatever_the_bytes(data: bytes) -> None:
    read_settings(data)


DEEP = {
    "lists": ("x = " + "[" * 33 + "]" * 33, [("too-deep", 1, 37)]),
    "lists never closed": ("x = " + "[" * 4_000, [("too-deep", 1, 37)]),
    "tables": ("# [\nx = " + "{a = " * 33 + "1" + "}" * 33, [("too-deep", 2, 165)]),
    "one name of a setting": ("due_soon_days." + "a." * 2_000 + "a = 1\n", [("too-deep", 1, 1)]),
    "one name of the severities": ("severities." + "a." * 2_000 + "a = 1\n", [("too-deep", 1, 1)]),
    "one header": ("\n[due_soon_days." + "a." * 2_000 + "a]\n", [("too-deep", 2, 2)]),
    "brackets in texts and comments": (
        "# "
        + "[" * 40
        + "\nx = ['"
        + "[" * 40
        + "', \""
        + '{\\"' * 40
        + '"]\ny = """\n'
        + "[" * 40
        + '"""\n',
        [("unknown-setting", 2, 1), ("unknown-setting", 3, 1)],
    ),
    "lists just within the bound": ("x = " + "[" * 32 + "]" * 32, [("unknown-setting", 1, 1)]),
}


@pytest.mark.parametrize(("text", "faults"), DEEP.values(), ids=list(DEEP))
def test_the_bound_of_depth_is_ours(text: str, faults: list[tuple[str, int, int]]) -> None:
    found = read_settings(text.encode())[1]
    assert [(fault.finding.rule, fault.line, fault.column) for fault in found] == faults


HOMES = {
    'home = "vn-mof"': ["vn-mof"],
    'home = ["vn-mof", "hcmc"]': ["vn-mof", "hcmc"],
    "home = []": None,
    'home = ["a", "a"]': None,
    'home = [["a"]]': None,
    'home = "Bộ Tài chính"': None,
    "home = 7": None,
    f"home = {[f'p{number}' for number in range(101)]}": None,
}


@pytest.mark.parametrize(("text", "home"), HOMES.items())
def test_home_is_a_party_or_a_list_of_parties(text: str, home: list[str] | None) -> None:
    settings, faults = read_settings(text.encode())
    assert list(settings.home) == (home or [])
    assert [fault.finding.rule for fault in faults] == ([] if home else ["bad-setting"])
