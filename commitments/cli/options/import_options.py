"""The options of `commit import`, as groups that other commands share. Must not read a value."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from commitments.cli.completing.word_completion import complete_kind
from commitments.errors import N_


class TableOptions(NamedTuple):
    """How the table is read."""

    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help=N_("The sheet, if not the first."))
    ] = None
    header_row: Annotated[
        int | None,
        typer.Option(
            "--header-row",
            metavar="ROW",
            help=N_("The number of the row that names the columns, if the program does not find it."),
        ),
    ] = None
    map: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="NAME=FIELD",
            help=N_("The field for a column; a column without a field is left out."),
        ),
    ] = None
    value: Annotated[
        list[str] | None,
        typer.Option(
            "--value",
            metavar="WORD=WORD",
            help=N_('What a word of the table means, as "Delivered=fulfilled".'),
        ),
    ] = None
    title: Annotated[
        str | None,
        typer.Option(
            "--title",
            metavar="TEMPLATE",
            help=N_('The title of rows without one, with columns in braces: "MoU with {Partner}".'),
        ),
    ] = None
    dates: Annotated[
        str | None,
        typer.Option(
            "--dates", metavar="dmy|mdy", help=N_("Whether 5/8/2026 has the day or the month first.")
        ),
    ] = None
    fiscal_year_starts: Annotated[
        str | None,
        typer.Option(
            "--fiscal-year-starts",
            metavar="MONTH",
            help=N_("The month in which the fiscal years of the table start; without it, none is read."),
        ),
    ] = None
    recipe: Annotated[
        str | None,
        typer.Option(
            "--recipe",
            metavar="FILE",
            help=N_("A recipe for the table, if not the one in imports/ that fits."),
        ),
    ] = None
    as_table: Annotated[
        bool,
        typer.Option("--as-table", help=N_("Read a workbook that this program wrote like any other table.")),
    ] = False


class RecordDefaults(NamedTuple):
    """What records get where the table does not say it."""

    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=N_("The kind of new records whose row names no kind."),
            autocompletion=complete_kind,
        ),
    ] = None
    set: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help=N_("What holds for all rows that do not say otherwise.")
        ),
    ] = None
    document: Annotated[
        str | None,
        typer.Option(
            "--document",
            metavar="NAME",
            help=N_("The source document of the rows; by default the name of the file."),
        ),
    ] = None
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help=N_("The date of notes whose row gives no date.")),
    ] = None
    folder: Annotated[
        str | None,
        typer.Option("--folder", metavar="DIR", help=N_("The folder of new records, below records/.")),
    ] = None


class ImportMode(NamedTuple):
    """Whether records are written, and what becomes of faulty rows."""

    write: Annotated[
        bool, typer.Option("--write", help=N_("Write the records; without this option they are only shown."))
    ] = False
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help=N_("Leave out the rows with faults, and import the others."))
    ] = False
    add_parties: Annotated[
        bool,
        typer.Option("--add-parties", help=N_("Add parties that are named and not known to the registry.")),
    ] = False
    save_recipe: Annotated[
        str | None,
        typer.Option(
            "--save-recipe",
            metavar="NAME",
            help=N_("Keep what is settled about the table as the recipe imports/NAME.toml."),
        ),
    ] = None
    sync: Annotated[
        bool,
        typer.Option(
            "--sync", help=N_("Take out of records what their rows no longer say: parties, tags, texts.")
        ),
    ] = False


class NewTable(NamedTuple):
    """The table that a new register is made from."""

    from_table: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help=N_("A table whose rows become the first records.")),
    ] = None
    skip_faulty: Annotated[
        bool, typer.Option("--skip-faulty", help=N_("Leave out the rows with faults, and import the others."))
    ] = False
    save_recipe: Annotated[
        str | None,
        typer.Option(
            "--save-recipe",
            metavar="NAME",
            help=N_("Keep what is settled about the table as the recipe imports/NAME.toml."),
        ),
    ] = None
