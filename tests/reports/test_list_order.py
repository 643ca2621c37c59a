"""The order of a list and its length."""

import pytest

from commitments.model.outline import Outline
from commitments.model.timeliness import Clock
from commitments.reports.list_order import ListTerms, SortKey, list_records, listed_report
from commitments.reports.status import status

BY_URGENCY = "yearly-day training london-mou course data-request paused price-list old-office"
ORDERS = [
    (SortKey.URGENCY, BY_URGENCY),
    (SortKey.DUE, "paused old-office price-list course london-mou yearly-day training data-request"),
    (SortKey.MADE, BY_URGENCY),
    (SortKey.ID, "course data-request london-mou old-office paused price-list training yearly-day"),
]


@pytest.mark.parametrize(("sort", "ids"), ORDERS)
@pytest.mark.parametrize(("limit", "hidden"), [(0, 0), (3, 5), (8, 0), (100, 0)])
def test_a_list_is_ordered_and_cut(
    outlines: list[Outline], clock: Clock, sort: SortKey, ids: str, limit: int, hidden: int
) -> None:
    rows = status(outlines, clock, with_closed=True).rows
    listed = list_records(rows, ListTerms(sort, limit), "en")
    assert [row.outline.id for row in listed.rows] == ids.split()[: limit or None]
    assert listed.hidden == hidden


def test_titles_stand_in_the_order_of_the_language(outlines: list[Outline], clock: Clock) -> None:
    rows = status(outlines, clock, with_closed=True).rows
    for lang in ("en", "vi"):
        titles = [row.outline.title(lang) for row in list_records(rows, ListTerms(SortKey.TITLE), lang).rows]
        assert titles != [row.outline.title(lang) for row in rows]
        assert titles == sorted(titles, key=lambda title: title.replace("Đ", "Dz"))


def test_what_was_never_heard_of_comes_first(outlines: list[Outline], clock: Clock) -> None:
    rows = list_records(status(outlines, clock, True).rows, ListTerms(SortKey.HEARD), "en").rows
    assert [row.heard for row in rows] == sorted(row.heard for row in rows)
    assert rows[0].heard == 0 and rows[-1].outline.id == "price-list"


def test_each_group_has_its_own_list(outlines: list[Outline], clock: Clock) -> None:
    whole = status(outlines, clock, with_closed=True, by="kind")
    cut = listed_report(whole, ListTerms(SortKey.ID, 1), "en")
    assert whole.groups and cut.groups and not cut.is_by_urgency
    for before, after in zip(whole.groups, cut.groups, strict=True):
        assert [row.outline.id for row in after.rows] == sorted(row.outline.id for row in before.rows)[:1]
        assert (after.hidden, after.counts) == (max(0, len(before.rows) - 1), before.counts)
    assert listed_report(whole, ListTerms(), "en") is whole
