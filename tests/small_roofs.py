"""A small roof over two registers, for tests to be made of. It must not know what any test asserts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

OWN_PARTIES = """\
- {id: acme, name: {en: Acme}, kind: company, country: GB}
- {id: vn-mof, name: {en: Ministry of Finance, vi: Bộ Tài chính}, kind: ministry, country: VN}
"""
OTHER_PARTIES = """\
- {id: acme, name: {en: Another Acme}, kind: company, country: US}
- {id: finance, name: {en: Finance}, kind: ministry, country: VN, same_as: mof:vn-mof}
"""


def small_roof(root: Path, record: Callable[..., str], **settings: str) -> Path:
    """The roof at `root`: `mof` with `ai-plan`, `visit` and `yearly`, `mofa` with `ai-plan` and `talks`.

    `settings` are the texts of `commitments.toml` of the members, by their names. The party `vn-mof` of one
    is `finance` in the other; `acme` is another one in each.
    """
    milestones = [{"id": "draft", "title": {"en": "Draft"}, "due": "2026-12"}]
    repeats = {"rule": "FREQ=YEARLY", "starts": "2025-06"}
    files = {
        "mof/records/ai-plan.yaml": record(
            id="ai-plan", title={"en": "AI plan"}, due="2026-12", milestones=milestones
        ),
        "mof/records/visit.yaml": record(
            id="visit", title={"en": "Visit"}, kind="meeting", met_on="2026-01-15"
        ),
        "mof/records/yearly.yaml": record(id="yearly", title={"en": "Yearly"}, repeats=repeats),
        "mof/schema/parties.yaml": OWN_PARTIES,
        "mofa/records/ai-plan.yaml": record(id="ai-plan", title={"en": "Other plan"}, due="2026-11-30"),
        "mofa/records/talks.yaml": record(id="talks", title={"en": "Talks"}),
        "mofa/schema/parties.yaml": OTHER_PARTIES,
        **{f"{name}/commitments.toml": text for name, text in settings.items()},
    }
    write_files(root, {f"registers/{path}": text for path, text in files.items()})
    write_files(root, {"commitments.toml": '[members]\nmof = "registers/mof"\nmofa = "registers/mofa"\n'})
    return root


def write_files(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def contents(root: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }
