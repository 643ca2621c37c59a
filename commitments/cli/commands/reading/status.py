"""`commit status`: what stands where. Must not judge a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.completing.word_completion import complete_group_key
from commitments.cli.options.option_groups import AsOf, Common, Filters, ListOptions, Output, flatten_options
from commitments.errors import N_, UsageError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.render.answer import RoofView
    from commitments.reports.status import StatusReport

All = Annotated[bool, typer.Option("--all", "-a", help=N_("Show closed records too."))]
By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="party|lead|country|kind|tag|status|timeliness|part_of|member",
        help=N_("Count by this instead of listing records."),
        autocompletion=complete_group_key,
    ),
]

Lists = Annotated[bool, typer.Option("--list", help=N_("With --by: list the records below each group."))]


@flatten_options
def run(
    filters: Filters,
    listing: ListOptions,
    output: Output,
    common: Common,
    as_of: AsOf = None,
    with_closed: All = False,
    by: By = None,
    with_lists: Lists = False,
) -> int:
    """Write the answer and say what could not be read; returns 1 where there is any such record."""
    from commitments.cli.emit import emit_records
    from commitments.cli.open_session import open_session
    from commitments.cli.options.option_values import list_terms, selection, stored_word
    from commitments.cli.unsaved_notice import tell_unsaved
    from commitments.model.closed_lists import ClosedList
    from commitments.render.records.status import status_answer
    from commitments.reports.list_order import ListTerms, listed_report
    from commitments.reports.status import GROUP_KEYS, status

    terms = list_terms(listing)
    if by is not None:
        by = stored_word("--by", by, ClosedList.GROUP_KEY, list(GROUP_KEYS))
    with open_session(common, as_of=as_of, on_roof=True) as session:
        chosen = selection(filters, session)
        with_closed = with_closed or chosen.shows_closed
        picked = session.selected_outlines(filters)
        workspace = session.workspace
        report = status(picked, session.clock, with_closed, chosen.names_meetings, by, workspace.registry)
        roof = session.roof_view
        report = _report_of_roof(report, roof, by)
        answer = status_answer(
            listed_report(report, terms, session.lang),
            workspace.registry,
            workspace.survey.outlines,
            by,
            session.words,
            workspace.events,
            with_lists,
            roof,
        )
        is_cut = listing == ListOptions() and not filters.ids
        exit_status = emit_records(session, answer, output, is_cut=is_cut)
        if by and not with_lists and terms != ListTerms():
            _tell_no_list(session, output)
        if output.output is None:
            tell_unsaved(session)
        return exit_status


def _report_of_roof(report: StatusReport, roof: RoofView | None, by: str | None) -> StatusReport:
    """The report with no count that lacks a member; raises UsageError for --by member where there is none."""
    if roof is None:
        if by == "member":
            raise UsageError(
                N_("`--by member` counts the registers under a roof, and this workspace is none"),
                N_("A roof names its members in commitments.toml, under [members]."),
            )
        return report
    from commitments.reports.status import with_member_groups, without_counts

    if by == "member":
        return with_member_groups(report, roof.members)
    return report if roof.is_whole else without_counts(report)


def _tell_no_list(session: Session, output: Output) -> None:
    """Say that the answer has no list to order or cut, unless it is JSON, which holds the records."""
    from commitments.cli.options.output_format import output_format
    from commitments.cli.streams import tell
    from commitments.render.formats.format_table import FORMATS

    if output_format(output, FORMATS) not in ("json", "jsonl"):
        tell(session.words.say("--sort and --limit order and cut lists of records: --list shows them."))
