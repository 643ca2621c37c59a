"""A few records whose deadlines moved, and answers about them in every format. Asserts nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC
from typing import Any

from commitments.changes.change import Change
from commitments.model.commitment import Commitment
from commitments.model.names import PartyId, Prose
from commitments.model.outline import outline
from commitments.model.parties.party import Party, Registry
from commitments.model.revision import Revision
from commitments.render.answer import Answer, Screen
from commitments.render.formats.format_table import FORMATS
from commitments.render.slips.answer import slips_answer
from commitments.render.words import Words
from commitments.reports.slips import SlipsReport, current_deadlines, slips

Build = Callable[..., Commitment]
REGISTRY = Registry(
    {
        "acme": Party(PartyId("acme"), Prose("Acme Works")),
        "vn-mof": Party(PartyId("vn-mof"), Prose("Ministry of Finance", "Bộ Tài chính")),
    }
)
COMMIT = {name: name[0] * 40 for name in "abc"}
DAY = {"a": 1767225600, "b": 1772323200, "c": 1777593600 - 3600}  # 1 Jan, 1 Mar, 30 Apr 2026 at 23:00 UTC


def moved(name: str, field: str, old: object, new: object, id: str = "") -> Change:
    """A row of the commit a, b or c; w is the working tree."""
    at = Revision(COMMIT.get(name, ""), (), DAY.get(name, 0), "Vi", "vi@example.org", "x")
    return Change(at, id, f"records/{id}.yaml", "changed", field, json.dumps(old), json.dumps(new), "{}")


def lead(*parties: str, role: str = "lead") -> list[dict[str, str]]:
    return [{"party": party, "role": role} for party in parties]


def sample(commitment_of: Build) -> SlipsReport:
    """Five records: one far with milestones, one that differs, one earlier, one open, one not committed."""
    step = {
        "id": "m1",
        "title": {"en": "Draft"},
        "due": "2026-05",
        "due_changes": [entry("2026-03", "2026-05")],
    }
    flood = commitment_of(
        id="flood",
        title={"en": "Flood sensors", "vi": "Cảm biến ngập"},
        due="2027-Q2",
        due_changes=[
            entry("2026-Q2", "2026-Q4"),
            entry("2026-Q4", "2027-Q2"),
            entry("2027-Q2", "2028", "2026-05"),
        ],
        parties=lead("vn-mof", "acme"),
        milestones=[step, {"id": "m2", "title": {"en": "Done"}, "due": "2027-03"}],
    )
    fair = commitment_of(
        id="fair", title={"vi": "Hội chợ"}, due="2026-12-12/2026-12-14", parties=lead("acme")
    )
    mou = commitment_of(id="mou", kind="mou", due="2026-09", parties=lead("vn-mof", role="signatory"))
    open_ = commitment_of(id="open", due="2027/..", parties=lead())
    loose = commitment_of(id="loose", due="2026-08", parties=lead("acme"))
    still = commitment_of(id="still", due="2026")
    rows = [
        moved("a", "due", "2026-Q2", "2026-Q4", "flood"),
        moved("a", "milestones[m1].due", "2026-03", "2026-05", "flood"),
        moved("b", "milestones[m2].due", "2026-12", "2027-03", "flood"),
        moved("b", "due", "2026-Q4", "2027-Q2", "flood"),
        moved("b", "due", "2026-10", "2026-12-12/2026-12-14", "fair"),
        moved("c", "due", "2026-10", "2026-09", "mou"),
        moved("c", "due", "2026", "2027/..", "open"),
        moved("w", "due", "2026-07", "2026-08", "loose"),
    ]
    return slips(
        rows, [current_deadlines(outline(item), item) for item in (still, open_, mou, loose, fair, flood)]
    )


def entry(before: str | None, after: str | None, day: str = "2026-01-12") -> dict[str, Any]:
    return {"date": day, "from": before, "to": after, "reason": {"en": "x"}}


def answer(report: SlipsReport, lang: str = "en", zone: Any = UTC) -> Answer:
    return slips_answer(report, "2026-11-22", REGISTRY, zone, Words(lang))


def table(report: SlipsReport, width: int | None, lang: str = "en", color: bool = False) -> str:
    return FORMATS["table"](answer(report, lang), Screen(Words(lang), width, color))


def written(report: SlipsReport, format: str) -> str:
    return "".join(FORMATS[format](answer(report), Screen(Words("en"))))
