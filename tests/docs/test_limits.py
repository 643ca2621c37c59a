"""Are the numbers that prose tells those of the package? They must not look at tables, which are kept."""

import pytest
import yaml
from docs_package import (
    CHANGES_SHOWN,
    HISTORY_KEPT,
    HORIZON_YEARS,
    MAX_DEPTH,
    POINTS,
    RECORD,
    REGISTRY,
    REVIEW_MOST,
    SHOWN,
    VERSION,
    Screen,
    Settings,
    Words,
)
from docs_pages import DOCS, ROOT, fences, read
from docs_schema import schema

_KIB = 1024
_DEFS = schema()["$defs"]
_NARROW = next(width for width in range(500) if not Screen(Words("en"), width).narrow)
QUICK_STARTS = ("quick-start.md", "quick-start.vi.md")
TOLD = [
    ("fields/title.md", f"at most {_DEFS['title']['properties']['en']['maxLength']} characters"),
    ("fields/tags.md", f"at most {_DEFS['tag']['maxLength']} characters"),
    ("fields/parties-file.md", f"at most {schema('parties.schema.json')['maxItems']:,} long"),
    (
        "fields/index.md",
        f"at most {RECORD.size // _KIB} KiB, {MAX_DEPTH} levels and {RECORD.nodes:,} names and values",
    ),
    ("fields/index.md", f"1 to {_DEFS['id']['maxLength']} characters"),
    ("rules/file-too-large.md", f"{RECORD.size // _KIB} KiB"),
    ("rules/file-too-large.md", f"{REGISTRY.size // _KIB // _KIB} MiB"),
    ("rules/too-many-nodes.md", f"more than {RECORD.nodes:,} names and values"),
    ("rules/too-many-nodes.md", f"may have {REGISTRY.nodes:,}"),
    ("dates.md", f"read for {HORIZON_YEARS} years"),
    ("commands/status.md", f"shows {SHOWN} records"),
    ("commands/status.md", f"narrower than {_NARROW} columns"),
    ("commands/slips.md", f"shows {SHOWN} records"),
    ("commands/slips.md", f"narrower than {_NARROW} columns"),
    ("commands/changes.md", f"the newest {CHANGES_SHOWN} changes"),
    ("commands/trend.md", f"at most {POINTS:,} points"),
    ("commands/shared.md", f"at most {HISTORY_KEPT // _KIB // _KIB} MiB"),
    ("commands/review.md", f"at most {REVIEW_MOST:,} characters"),
    ("timeliness.md", f"at most {Settings().due_soon_days} days off"),
    ("timeliness.md", f"for {Settings().stale_after_days} days"),
    *((page, f"rev: v{VERSION}") for page in QUICK_STARTS),
]


@pytest.mark.parametrize(("page", "phrase"), TOLD)
def test_numbers_are_those_of_the_package(page: str, phrase: str) -> None:
    assert phrase in read(DOCS / page)


@pytest.mark.parametrize("page", QUICK_STARTS)
def test_files_for_ci_are_yaml_that_names_the_command(page: str) -> None:
    workflow, hooks = (
        fence.text for fence in fences(read(DOCS / page)) if fence.language == "yaml" and not fence.file
    )
    steps = yaml.safe_load(workflow)["jobs"]["validate"]["steps"]
    assert steps[-1] == {"run": "commit validate --format github"}
    assert yaml.safe_load(hooks)["repos"][0]["hooks"] == [{"id": id} for id in HOOK_IDS]


HOOKS = ROOT / ".pre-commit-hooks.yaml"
HOOK_IDS = ["commit-validate", "commit-review"]


@pytest.mark.skipif(not HOOKS.is_file(), reason="the hook is not there yet")
def test_the_hooks_are_as_told() -> None:
    hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == HOOK_IDS
    assert [hook["entry"] for hook in hooks] == ["commit validate", "commit review"]
    assert not any(hook["pass_filenames"] for hook in hooks)
