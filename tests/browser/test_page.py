"""The page in a real browser: silent, reachable by everybody, harmless, and complete on paper."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_reader import HOSTILE_TITLES
from playwright.sync_api import Browser

Open = Callable[..., Any]
NODE = Path(os.environ["BROWSER_CHECKERS"])
NAMES = ["ours", "example", "roof", "thousand", "hostile", "one-lead"]


@pytest.mark.parametrize("name", NAMES)
def test_it_asks_for_nothing_and_complains_of_nothing(name: str, opened: Open) -> None:
    page = opened(name)
    tab = page.tab
    tab.click("[data-lang=vi]")
    tab.fill("#q", "a")
    tab.locator("#records button").first.click()
    tab.wait_for_selector("tr.facts-of dd")
    tab.click("#theme")
    assert page.complaints == [] and len(page.requests) == 1
    assert tab.evaluate("window.pwned") is None


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("name", ["ours", "example", "roof", "thousand", "hostile"])
def test_axe_finds_nothing(name: str, light: str, lang: str, width: int, opened: Open) -> None:
    tab = opened(name, f"#lang={lang}", width, light).tab
    tab.locator("#records button").first.click()
    tab.wait_for_selector("tr.facts-of dd")
    tab.evaluate((NODE / "axe-core" / "axe.min.js").read_text("utf-8"))
    found = tab.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(item["id"], [node["html"][:200] for node in item["nodes"][:3]]) for item in found] == []


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("name", NAMES)
def test_no_sideways_scroll_on_a_narrow_screen(name: str, lang: str, opened: Open) -> None:
    tab = opened(name, f"#lang={lang}", 320).tab
    tab.locator("#records button").first.click()
    tab.wait_for_selector("tr.facts-of dd")
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


def test_everything_is_reached_by_keyboard_and_the_focus_is_seen(opened: Open) -> None:
    tab = opened("example").tab
    reached = []
    for _ in range(200):
        tab.keyboard.press("Tab")
        where = tab.evaluate(
            "(() => { const node = document.activeElement, style = getComputedStyle(node);"
            " return [node.tagName, node.id || node.textContent, style.outlineStyle,"
            " style.outlineWidth]; })()"
        )
        if where[0] == "BODY":
            break
        assert where[2] == "auto" or (where[2] == "solid" and where[3] != "0px"), where
        reached.append(where)
    ids = [name for _, name, *_ in reached]
    assert {"q", "f-state", "f-sort", "theme", "silent-leads"} & set(ids) >= {
        "q",
        "f-state",
        "f-sort",
        "theme",
    }
    assert len([tag for tag, *_ in reached if tag == "BUTTON"]) > 14
    button = tab.locator("#records button").first
    button.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector("tr.facts-of dd")
    assert button.get_attribute("aria-expanded") == "true"
    tab.keyboard.press("Enter")
    assert tab.locator("tr.facts-of").count() == 0


def test_an_address_restores_its_filter_and_a_filter_makes_an_address(opened: Open) -> None:
    tab = opened("example").tab
    tab.fill("#q", "ke hoach")
    assert opened("example", tab.evaluate("location.hash")).ids() == ["ai-service-plan"]
    page = opened("example", "#state=overdue,due_soon&sort=id")
    assert page.ids() == ["ai-service-plan", "flood-sensors", "port-data-exchange", "trade-fair-2026"]
    page.tab.click("#clear")
    assert len(page.ids()) == 14 and page.tab.evaluate("location.hash") in ("", "#")
    assert opened("example", "#id=flood-sensors").ids() == ["flood-sensors"]


def test_a_register_of_a_roof_is_a_facet(opened: Open) -> None:
    page = opened("roof", "#member=mof&state=overdue")
    tab, ids = page.tab, page.ids()
    assert ids and all(id.startswith("mof:") for id in ids)
    number = tab.locator("#by-register").get_by_role("row", name="mof").get_by_role("link").last
    assert number.get_attribute("href").startswith("#member=mof")
    tab.locator("#f-member").select_option("moit")
    assert page.ids() and all(id.startswith("moit:") for id in page.ids())
    for word in ("moit:ai-service-plan", "ai-service-plan"):
        assert "moit:ai-service-plan" in opened("roof", f"#q={word}").ids()
    assert opened("roof", "#id=mof%3Aai-service-plan").ids() == ["mof:ai-service-plan"]


@pytest.mark.parametrize("mark", ["đ", "Đ", "d"])
def test_the_search_ignores_vietnamese_marks(mark: str, opened: Open) -> None:
    tab = opened("one-lead").tab
    tab.fill("#q", f"{mark}e nghi so 4321")
    assert tab.eval_on_selector("#records code", "node => node.textContent") == "r04321"


@pytest.mark.parametrize(
    "address",
    [
        "#state=<img src=x onerror=window.pwned=1>",
        "#q=%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D1%3E",
        "#q=%ff%fe&lead=%",
        "#__proto__=1&constructor=2&state=__proto__&sort=constructor",
        "#id=../../etc/passwd&side=joint,joint,nothing",
        "#" + "&" * 5000,
        "#q=" + "x" * 50_000,
        "#javascript:window.pwned=1",
    ],
)
def test_a_hostile_address_does_nothing(address: str, opened: Open) -> None:
    page = opened("example", address)
    assert page.tab.evaluate("window.pwned") is None
    assert page.complaints == [] and len(page.requests) == 1
    assert len(page.tab.input_value("#q")) <= 200


def test_hostile_titles_are_text(opened: Open) -> None:
    page = opened("hostile")
    titles = page.tab.eval_on_selector_all("#records .title", "nodes => nodes.map(node => node.textContent)")
    assert {title[:300] for title in HOSTILE_TITLES} == set(titles)
    assert "lost.yaml" in page.tab.inner_text("section.unreadable")


def test_a_block_that_inflates_too_far_is_refused(opened: Open) -> None:
    tab = opened("example").tab
    tab.evaluate(
        """async () => {
            const stream = new Blob([new Uint8Array(40 * 1024 * 1024)]).stream()
                .pipeThrough(new CompressionStream("deflate"));
            const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
            let text = "";
            for (const byte of bytes) text += String.fromCharCode(byte);
            document.querySelector("template.details").content.textContent = btoa(text);
        }"""
    )
    tab.locator("#records button").first.click()
    tab.wait_for_selector("text=The details cannot be read.")


@pytest.mark.parametrize(("name", "rows"), [("example", 14), ("thousand", 200)])
def test_paper_holds_every_filtered_row_with_its_heads_repeated(
    name: str, rows: int, opened: Open, tmp_path: Path
) -> None:
    page = opened(name, "#state=overdue&sort=id" if name == "thousand" else "")
    number = int(page.tab.inner_text("#shown").split()[0].replace(",", ""))
    path = tmp_path / "page.pdf"
    page.tab.pdf(path=str(path), format="A4", prefer_css_page_size=True)
    command = ["pdftotext", "-layout", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    sheets = text.split("\f")
    page.tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    ids = page.ids()
    assert len(ids) == number
    joined = "".join(text.split())
    assert [id for id in ids if id not in joined] == []
    lists = [sheet for sheet in sheets if sum(id in "".join(sheet.split()) for id in ids) > 2]
    assert len(lists) >= 1
    assert all("Commitment" in sheet and "Deadline" in sheet for sheet in lists)
    page.tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(page.ids()) == min(100, number)


def test_a_hundred_rows_at_a_time(opened: Open) -> None:
    page = opened("one-lead")
    assert len(page.ids()) == 100
    page.tab.click("#more button")
    assert len(page.ids()) == 200
    assert page.tab.evaluate("document.activeElement.closest('tr').rowIndex") == 101


def test_the_list_as_csv(opened: Open, tmp_path: Path) -> None:
    tab = opened("hostile", "#q=1%2B1").tab
    with tab.expect_download() as download:
        tab.locator("#list .csv, section.list .csv").last.click()
    download.value.save_as(tmp_path / "list.csv")
    text = (tmp_path / "list.csv").read_text("utf-8")
    assert text.startswith("\ufeffid,State,Commitment,Lead,Deadline,Last news") and ",'=1+1," in text


@pytest.mark.parametrize("name", ["example", "thousand"])
def test_without_script_the_first_hundred_records_are_read(
    name: str, chromium: Browser, pages: dict[str, Path]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(pages[name].as_uri())
    assert tab.locator("#records tbody tr").count() == (14 if name == "example" else 100)
    assert tab.locator("#controls").is_hidden() and tab.locator("noscript p").is_visible()
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_html_validate_is_clean(name: str, pages: dict[str, Path]) -> None:
    rules = Path(__file__).parent / "html-validate.json"
    program = NODE / ".bin" / "html-validate"
    ran = subprocess.run(
        [str(program), "--config", str(rules), str(pages[name])], capture_output=True, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stdout[:4000]
