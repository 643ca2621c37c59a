"""The options that commands share, as groups that a command names in its signature. Must not read a value.

A command is a function of groups: `def overdue(common: Common, filters: Filters, …)`. `flatten_options`
spells them out for typer, so that each option stands in one place.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_type_hints

import typer

from commitments.cli.completing.option_completion import (
    complete_country,
    complete_id,
    complete_member,
    complete_party,
    complete_tag,
)
from commitments.cli.completing.word_completion import (
    complete_format,
    complete_kind,
    complete_role,
    complete_sort_key,
    complete_status_filter,
    complete_timeliness,
    listed_words,
)
from commitments.cli.given_back import run_and_give_back
from commitments.cli.options.flat_groups import KEYWORD, flat_parameters, option_group
from commitments.cli.streams import put
from commitments.errors import N_
from commitments.version import __version__


def _print_version(requested: bool) -> None:
    if requested:
        put(f"commit {__version__}\n")
        raise typer.Exit


class Common(NamedTuple):
    """The options that every command takes, before or after its name."""

    root: Annotated[
        str | None,
        typer.Option("--root", metavar="DIR", help=N_("The workspace: the folder that holds records/.")),
    ] = None
    today: Annotated[
        str | None, typer.Option("--today", metavar="DATE", help=N_("Judge on this day instead of today."))
    ] = None
    member: Annotated[
        list[str] | None,
        typer.Option(
            "--member",
            metavar="NAME",
            help=N_("On a roof: only this member; may be given several times."),
            autocompletion=complete_member,
        ),
    ] = None
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="en|vi", help=N_("The language of the answer."))
    ] = None
    color: Annotated[
        str | None, typer.Option("--color", metavar="auto|always|never", help=N_("When to use colour."))
    ] = None
    version: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help=N_("Show the version and exit.")
        ),
    ] = False
    cache: Annotated[
        bool,
        typer.Option("--cache/--no-cache", help=N_("Whether to keep what was read for the next run.")),
    ] = True
    no_pager: Annotated[bool, typer.Option("--no-pager", help=N_("Never show a long answer in a pager."))] = (
        False
    )


class Output(NamedTuple):
    """The format of an answer, and the file it is written to."""

    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            autocompletion=complete_format,
            help=N_(
                "table, json, jsonl, csv or md; for faults also github, gitlab, sarif or junit. By"
                " default the ending of --output decides."
            ),
        ),
    ] = None
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help=N_("Write the answer to this file, whole or not at all.")
        ),
    ] = None
    in_words: Annotated[
        bool,
        typer.Option("--words", help=N_("With CSV: headings, names and states in words instead of keys.")),
    ] = False


class Filters(NamedTuple):
    """Which records are asked about. One option repeated means or, different options mean and."""

    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help=N_("Ids, exact or with *."), autocompletion=complete_id),
    ] = None
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help=N_("Only records with this status; also open, closed, or how they stand, such as overdue."),
            autocompletion=complete_status_filter,
        ),
    ] = None
    timeliness: Annotated[
        list[str] | None,
        typer.Option(
            "--timeliness",
            metavar="TIMELINESS",
            help=N_("Only records that stand so against their deadlines, such as overdue or due_soon."),
            autocompletion=complete_timeliness,
        ),
    ] = None
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="KIND", help=N_("Only records of this kind."), autocompletion=complete_kind
        ),
    ] = None
    party: Annotated[
        list[str] | None,
        typer.Option(
            "--party",
            metavar="PARTY",
            help=N_("Only records with this party or a body below it."),
            autocompletion=complete_party,
        ),
    ] = None
    lead: Annotated[
        list[str] | None,
        typer.Option(
            "--lead",
            metavar="PARTY",
            help=N_("Only records led by this party or a body below it."),
            autocompletion=complete_party,
        ),
    ] = None
    role: Annotated[
        list[str] | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help=N_("Only records with a party in this role; narrows --party and --country."),
            autocompletion=complete_role,
        ),
    ] = None
    country: Annotated[
        list[str] | None,
        typer.Option(
            "--country",
            metavar="COUNTRY",
            help=N_("Only records with a party of this country, by its name or code."),
            autocompletion=complete_country,
        ),
    ] = None
    tag: Annotated[
        list[str] | None,
        typer.Option(
            "--tag", metavar="TAG", help=N_("Only records with this tag."), autocompletion=complete_tag
        ),
    ] = None
    part_of: Annotated[
        list[str] | None,
        typer.Option(
            "--part-of",
            metavar="ID",
            help=N_("Only parts of this record, at any depth."),
            autocompletion=complete_id,
        ),
    ] = None
    due_before: Annotated[
        str | None,
        typer.Option(
            "--due-before", metavar="DATE", help=N_("Only records with a deadline wholly before this day.")
        ),
    ] = None
    stale: Annotated[
        bool, typer.Option("--stale", help=N_("Only open records that nothing was heard of for long."))
    ] = False
    text: Annotated[
        list[str] | None,
        typer.Option(
            "--text",
            metavar="TEXT",
            help=N_("Only records that contain this text; case and Vietnamese marks do not matter."),
        ),
    ] = None


Limit = Annotated[
    str | None,
    typer.Option("--limit", metavar="N", help=N_("List at most so many records; 0 lists all.")),
]


class ListOptions(NamedTuple):
    """The order of a list, and how long it may be; counts are of all records."""

    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="urgency|due|heard|made|title|id",
            help=N_("The order of the list."),
            autocompletion=complete_sort_key,
        ),
    ] = None
    limit: Limit = None


AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE|REVISION",
        help=N_(
            "Show the records as git had them at the end of this day or at this commit, judged on that day."
        ),
    ),
]

Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE|REVISION",
        help=N_("Start on this day, this long ago (30d), or after this commit."),
    ),
]

Public = Annotated[
    bool,
    typer.Option(
        "--public",
        help=N_("For the public: leave out own fields, the authors of commits and e-mail addresses."),
    ),
]

Strict = Annotated[bool, typer.Option("--strict", help=N_("Fail on warnings too."))]


def flatten_options(command: Callable[..., int]) -> Callable[..., int]:
    """Turn a command of option groups into the flat function that typer reads.

    A parameter `ctx` gets the context of the command.
    """
    hints = get_type_hints(command, include_extras=True)
    groups = {name: hint for name, hint in hints.items() if hasattr(hint, "_fields")}
    parameters = [inspect.Parameter("ctx", KEYWORD, annotation=typer.Context)]
    for name, parameter in inspect.signature(command).parameters.items():
        if name in groups:
            parameters += flat_parameters(groups[name])
        elif name != "ctx":
            parameters.append(parameter.replace(annotation=hints[name], kind=KEYWORD))
    for parameter in parameters:
        _complete_listed_words(parameter.annotation)

    @wraps(command)
    def run(ctx: typer.Context, **values: Any) -> int:
        option_groups = {name: option_group(group, values, ctx) for name, group in groups.items()}
        context = {"ctx": ctx} if "ctx" in hints else {}
        return run_and_give_back(ctx, lambda: command(**context, **option_groups, **values))

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def _complete_listed_words(hint: Any) -> None:
    """Let a shell complete the words that the usage of an option lists."""
    for info in getattr(hint, "__metadata__", ()):
        if getattr(info, "autocompletion", None) is None:
            info.autocompletion = listed_words(getattr(info, "metavar", None))
