"""The page: its numbers are those of `status`, equal states give equal bytes, and no record acts in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_reader import Page

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page_of(run: Run, tmp_path: Path) -> Callable[..., Page]:
    """`page_of(root, *words, status=0)`: the page that the command writes."""

    def build(root: Path, *words: str, status: int = 0, today: str | None = "2026-11-22") -> Page:
        path = tmp_path / "page.html"
        ran = run("report", str(path), *words, root=root, today=today)
        assert ran.status == status, ran.err
        return Page(path.read_bytes())

    return build


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own register without git, since a checkout may hold any part of its history."""
    root = tmp_path_factory.mktemp("ours")
    for name in ("records", "schema"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "commitments.toml", root)
    return root


MOMENTS = [
    *(("example", ("--as-of", day)) for day in ("2025-12-31", "2026-06-30", "2026-11-22")),
    *(("ours", ("--today", day)) for day in ("2025-06-30", "2026-11-22", "2027-03-31")),
]


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize(("workspace", "moment"), MOMENTS)
def test_each_number_is_that_of_status_and_leads_to_as_many_records(
    workspace: str, moment: tuple[str, str], lang: str, laid: Path, ours: Path, page_of: Any, run: Run
) -> None:
    root = laid if workspace == "example" else ours
    page = page_of(root, *moment, "--lang", lang, today=None)
    ran = run("status", "--all", "-f", "json", *moment, "--lang", lang, root=root, today=None)
    answer = json.loads(ran.out)
    summary, states = answer["summary"], answer["summary"]["by_timeliness"]
    counts = page.counts()
    assert {key: number for key, number in counts.items() if key not in ("ours", "by_moved")} == {
        **{key: sum(states[state] for state in key.split()) for key in counts if key.split()[0] in states},
        "stale": summary["stale"],
        "never": summary["never_heard"],
        "review": summary["review_due"],
    }
    assert sum(counts[key] for key in counts if key.split()[0] in states) == summary["total"]
    assert counts["by_moved"] == sum(summary["in_time_by_moved"].values())
    assert page.list["rows"]["id"] == [record["id"] for record in answer["records"]]
    assert [page.list["choices"]["state"][number][0] for number in page.list["rows"]["state"]] == [
        record["timeliness"] for record in answer["records"]
    ]
    number = re.compile(r"[0-9][0-9.,]*")
    led = [(href, text) for href, text in page.links() if href.startswith("#") and number.fullmatch(text)]
    assert len(led) > 5
    for href, text in led:
        assert len(page.picked(href)) == int(re.sub(r"\D", "", text)), href


def test_both_languages_and_all_records_stand_on_the_page(laid: Path, page_of: Any) -> None:
    page = page_of(laid, "--lang", "vi")
    assert page.named("list").text == "Toàn bộ hồ sơ"
    texts = page.list["texts"]
    pairs = {node.get("data-t"): page.words(node) for node in page.elements() if node.get("data-t")}
    assert all(" ".join(texts[int(place)][1].split()) == text for place, text in pairs.items())
    assert {"All records", "Overdue"} <= {text[0] for text in texts if isinstance(text, list)}
    labels = {label[1] for details in page.details() for label, _ in details}
    assert {"Nguồn", "Lịch sử thay đổi", "Tài liệu kiểm chứng"} <= {
        label.capitalize() for label in labels if label
    }
    assert all(len(details) > 4 for details in page.details())


def test_two_builds_of_one_state_are_equal_and_hold_no_time_of_their_own(
    laid: Path, run: Run, tmp_path: Path
) -> None:
    pages = []
    for name, words in (("a", ()), ("b", ()), ("c", ("--no-cache",))):
        path = tmp_path / f"{name}.html"
        assert run("report", str(path), *words, root=laid).status == 0
        pages.append(path.read_bytes())
    assert pages[0] == pages[1] == pages[2]


def test_the_policy_allows_the_own_style_and_script_and_nothing_else(laid: Path, page_of: Any) -> None:
    page = page_of(laid)
    metas = page.elements("}meta")
    policy = metas[1].get("content")
    assert (metas[0].get("charset"), metas[1].get("http-equiv")) == ("utf-8", "Content-Security-Policy")
    assert policy.startswith("default-src 'none';") and "unsafe-" not in policy
    for tag in ("style", "script"):
        (node,) = page.elements(f"}}{tag}")
        digest = base64.b64encode(hashlib.sha256("".join(node.itertext()).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    for node in page.elements():
        assert not {"src", "srcset", "style", "action", "formaction", "background"} & set(node.attrib)
        assert not [name for name in node.attrib if str(name).startswith("on")]
    assert not page.elements("}link") and not page.elements("}iframe") and not page.elements("}img")
    assert all(href.startswith(("#", "http://", "https://")) for href, _ in page.links())
    assert not re.search(r"@import|url\((?!#p-)", page.text)


HOSTILE = {
    "a script's end": "</script><script>alert(1)</script>",
    "a template's end": "</template><img src=x onerror=alert(1)>",
    "a comment": "<!-- <script> --!> -->",
    "a CDATA section": "]]><![CDATA[ x ]]>",
    "an attribute's end": '" onmouseover="alert(1)" \' x=\'',
    "an entity": "&lt;b&gt; &amp;#60; &notin; &#0;",
    "a style's end": "</style><style>*{display:none}</style>",
    "an address that runs": "javascript:alert(1) data:text/html,x",
    "4 KB without a space": "W" * 200 + "ư" * 300,
    "formulas": "=1+1 @x",
}


@pytest.mark.parametrize("title", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_text_is_text(title: str, record: Any, make_workspace: Any, page_of: Any) -> None:
    updates = [{"date": "2026-01-02", "note": {"en": title * 3}}]
    evidence = [{"date": "2026-01-02", "title": title[:100], "url": "https://example.org/?a=b&c='d'"}]
    root = make_workspace(
        {
            "records/small.yaml": record(title={"en": title}, updates=updates, evidence=evidence, tags=["a"]),
            "records/plain.yaml": record(id="plain"),
        }
    )
    page, plain = page_of(root), page_of(make_workspace({"records/plain.yaml": record(id="plain")}))
    assert [node.tag for node in page.elements("}script")] == [node.tag for node in plain.elements("}script")]
    assert len(page.elements("}template")) == len(plain.elements("}template"))
    assert {node.tag for node in page.elements()} <= {node.tag for node in plain.elements()} | _OF_LISTS
    assert not [node for node in page.tree.iter() if not isinstance(node.tag, str)]  # no comment
    titles = [page.words(node) for node in page.elements("}span") if node.get("class") == "title"]
    assert " ".join(title.split()) in titles
    texts = [text for _, text in page.details()[page.list["rows"]["id"].index("small")]]
    assert any(title * 3 in text[0] for text in texts)


_OF_LISTS = {
    f"{{http://www.w3.org/1999/xhtml}}{tag}" for tag in ("b", "small", "a", "div", "h3", "time", "p")
}


def test_signs_that_nobody_sees_are_written_out(record: Any, make_workspace: Any, page_of: Any) -> None:
    text = record(title={"en": "A day"}).replace("A day", '"A \\u202eday\\u200b"')
    root = make_workspace({"records/small.yaml": text, "records/plain.yaml": record(id="plain")})
    page = page_of(root, status=1)
    assert "\u202e" not in page.everything() and "\u200b" not in page.everything()


def test_a_record_that_cannot_be_read_is_said(record: Any, make_workspace: Any, page_of: Any) -> None:
    root = make_workspace({"records/plain.yaml": record(id="plain"), "records/lost.yaml": "title: [\n"})
    page = page_of(root, status=1)
    section = next(node for node in page.elements("}section") if node.get("class") == "unreadable")
    assert "1 record could not be read" in page.words(section) and "records/lost.yaml" in page.words(section)
    assert page.list["rows"]["id"] == ["plain"]


def test_the_first_hundred_rows_are_html_and_the_rest_is_counted(
    record: Any, make_workspace: Any, page_of: Any
) -> None:
    files = {f"records/r{number:03}.yaml": record(id=f"r{number:03}") for number in range(130)}
    page = page_of(make_workspace(files))
    rows = [node for node in page.named("records").iter() if str(node.tag).endswith("}tr")]
    assert len(rows) == 1 + 100 and len(page.list["rows"]["id"]) == 130
    assert page.words(page.named("more")) == "… and 30 more records"


@pytest.fixture
def told_to_all(record: Any, make_workspace: Any) -> Path:
    """A register in git with what is not for the public: own fields, authors, e-mail addresses."""
    note = {"en": 'Ask an.nguyen@mofa.example or "Lan Anh"＠mofa.example; see https://example.org/@news'}
    root: Path = make_workspace(
        {
            "records/small.yaml": record(
                title={"en": "Write to bo@mofa.example"},
                updates=[{"date": "2026-11-20", "note": note}],
                evidence=[{"title": "Minutes", "url": "https://example.org/minutes?by=clerk@mofa.example"}],
                **{"x-contact": "Secret Person", "x-phone": {"desk": "Secret Number"}},
            )
        }
    )
    for words in (
        ("init", "-q"),
        ("config", "user.name", "Hidden Author"),
        ("config", "user.email", "author@mofa.example"),
        ("add", "."),
        ("commit", "-qm", "Hidden subject"),
    ):
        subprocess.run(["git", "-C", str(root), *words], check=True)
    record_path = root / "records" / "small.yaml"
    text = record_path.read_text("utf-8").replace("Secret Person", "Secret Colleague")
    record_path.write_text(text, encoding="utf-8")
    return root


def test_a_public_page_leaves_out_own_fields_authors_and_addresses(told_to_all: Path, page_of: Any) -> None:
    private, public = page_of(told_to_all), page_of(told_to_all, "--public")
    assert "with 1 unsaved" in private.words() and "with 1 unsaved" in public.words()
    for word in ("Secret", "x-contact", "Hidden Author", "mofa.example", "＠"):
        assert word in private.everything(), word
        assert word not in public.everything(), word
    assert "Hidden subject" not in public.everything()
    assert not re.search(r"[\w.]@\w", public.everything())
    assert "https://example.org/@news" in public.everything() and "Minutes" in public.everything()
    assert "Write to […]" in public.words()


def test_changes_begin_with_a_day_or_a_meeting(laid: Path, page_of: Any, run: Run, tmp_path: Path) -> None:
    assert "Changed since 23 Oct 2026" in page_of(laid).words()
    assert "Changed since 1 Mar 2026" in page_of(laid, "--since", "2026-03-01").words()
    assert "Changed since 18 Sep 2025" in page_of(laid, "--since", "leaders-meeting-2025").words()
    ran = run("report", str(tmp_path / "page.html"), "--since", "nowhere", root=laid)
    assert (ran.status, ran.out) == (2, "")


def test_without_git_the_page_has_no_history(ours: Path, page_of: Any) -> None:
    page = page_of(ours)
    classes = {node.get("class") for node in page.elements("}section")}
    assert {"counts", "partners", "list"} <= classes and not {"changes", "trend"} & classes
    assert "We owe them" in page.words()


def test_a_filter_picks_a_part_and_the_page_says_so(laid: Path, page_of: Any) -> None:
    page = page_of(laid, "--kind", "mou")
    assert "A selection: 1 of 14 records" in page.words()
    assert set(page.list["rows"]["kind"]) == {0}


@pytest.mark.parametrize("name", ["page", "page.pdf", "page.xlsx"])
def test_a_file_of_another_kind_is_refused(name: str, laid: Path, run: Run, tmp_path: Path) -> None:
    ran = run("report", str(tmp_path / name), root=laid)
    assert ran.status == 2 and ".html" in ran.err and not (tmp_path / name).exists()


def test_details_hold_texts_with_the_signs_of_marks(record: Any, make_workspace: Any, page_of: Any) -> None:
    note = {"en": "ǁm0ǃxǂ of ǂǁ", "vi": "ǁ@acmeǂ"}
    root = make_workspace(
        {
            "records/small.yaml": record(updates=[{"date": "2026-01-02", "note": note}]),
            "records/plain.yaml": record(id="plain"),
        }
    )
    page = page_of(root)
    texts = dict(zip(page.list["rows"]["id"], page.details(), strict=True))
    assert ["2 Jan 2026: ǁm0ǃxǂ of ǂǁ", "02/01/2026: ǁ@acmeǂ"] in [text for _, text in texts["small"]]
    assert ["agreed", "đã thống nhất"] in [text for _, text in texts["plain"]]
