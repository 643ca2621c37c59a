"""The options of `commit update` for texts that are more than a note. Must not know how one is written."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import typer

from commitments.errors import N_


class TopicOptions(NamedTuple):
    """What an update is about; each option is named like its topic."""

    obstacle: Annotated[
        str | None,
        typer.Option("--obstacle", metavar="TEXT", help=N_("An update on what stands in the way.")),
    ] = None
    next_step: Annotated[
        str | None, typer.Option("--next-step", metavar="TEXT", help=N_("An update on what is to come next."))
    ] = None
    recommendation: Annotated[
        str | None,
        typer.Option("--recommendation", metavar="TEXT", help=N_("An update that asks for a decision.")),
    ] = None
    reminder: Annotated[
        str | None,
        typer.Option("--reminder", metavar="TEXT", help=N_("An update on a letter that urges; no news.")),
    ] = None
    answer: Annotated[
        str | None, typer.Option("--answer", metavar="TEXT", help=N_("An update on an answer that came."))
    ] = None
