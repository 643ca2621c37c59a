"""The options of `commit new` that describe the record. Must not read their values."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import typer

from commitments.cli.completion import (
    complete_id,
    complete_kind,
    complete_party,
    complete_party_role,
    complete_status,
)
from commitments.errors import N_


class NewOptions(NamedTuple):
    """What the new record holds."""

    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help=N_("What was agreed, in the language of --lang.")),
    ] = None
    title_en: Annotated[
        str | None, typer.Option("--title-en", metavar="TEXT", help=N_("The title in English."))
    ] = None
    title_vi: Annotated[
        str | None, typer.Option("--title-vi", metavar="TEXT", help=N_("The title in Vietnamese."))
    ] = None
    summary: Annotated[
        str | None, typer.Option("--summary", metavar="TEXT", help=N_("More about it, in the same language."))
    ] = None
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help=N_("What it is."), autocompletion=complete_kind),
    ] = None
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help=N_("Where it stands, if not where its kind begins."),
            autocompletion=complete_status,
        ),
    ] = None
    party: Annotated[
        list[str] | None,
        typer.Option(
            "--party",
            metavar="PARTY/ROLE",
            help=N_("Who is in it, and in which role."),
            autocompletion=complete_party_role,
        ),
    ] = None
    lead: Annotated[
        list[str] | None,
        typer.Option(
            "--lead",
            metavar="PARTY",
            help=N_("Who carries it out; short for --party PARTY/lead."),
            autocompletion=complete_party,
        ),
    ] = None
    made_on: Annotated[
        str | None, typer.Option("--made-on", metavar="DATE", help=N_("When it was agreed, asked or signed."))
    ] = None
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="DATE", help=N_("Its deadline, no finer than the source's.")),
    ] = None
    met_on: Annotated[
        str | None, typer.Option("--met-on", metavar="DATE", help=N_("When a meeting was held."))
    ] = None
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="DOCUMENT", help=N_("The document that it stands in.")),
    ] = None
    locator: Annotated[
        str | None, typer.Option("--locator", metavar="TEXT", help=N_("Where in the document."))
    ] = None
    part_of: Annotated[
        str | None,
        typer.Option(
            "--part-of",
            metavar="ID",
            help=N_("The record that it belongs to."),
            autocompletion=complete_id,
        ),
    ] = None
    tag: Annotated[
        list[str] | None, typer.Option("--tag", metavar="TAG", help=N_("A word to find it by."))
    ] = None
