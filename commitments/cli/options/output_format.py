"""Chooses the format of an answer, from `--format` and the ending of `--output`. Must not write anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from commitments.cli.options.option_values import require_one_of
from commitments.errors import N_, UsageError
from commitments.render.formats.format_table import ENDINGS, PLAIN_ENDINGS, Format

if TYPE_CHECKING:
    from commitments.cli.options.option_groups import Output

_SPREADSHEET_ENDINGS = ("xlsx", "xls", "xlsm", "ods")
FOREIGN_ENDINGS = (
    *_SPREADSHEET_ENDINGS,
    "pdf",
    "docx",
    "odt",
    "html",
    "htm",
    "ics",
    "parquet",
    "tsv",
    "yaml",
    "yml",
    "zip",
)
"""Endings of files that hold none of our formats, whatever `--format` says."""


def output_format(output: Output, formats: Mapping[str, Format]) -> str:
    """The name of a format in `formats`; a file without an ending gets the table.

    Raises UsageError for an unknown format, for an ending of no format, for an ending of another format than
    that of `--format`, and for `--words` with a format that it does not change.
    """
    name = _chosen_format(output, formats)
    if output.in_words and name != "csv":
        raise UsageError(
            N_("--words does not change the format {format}"),
            N_("Use it with --format csv; table and md are in words already, and keys of json never change."),
            format=name,
        )
    return name


def _chosen_format(output: Output, formats: Mapping[str, Format]) -> str:
    if output.format is not None:
        require_one_of("--format", output.format, list(formats))
    ending = output.output.suffix[1:].lower() if output.output else ""
    if output.format is None:
        return _format_of_ending(ending, formats) if ending else "table"
    _require_fitting_ending(ending, output.format)
    return output.format


def _format_of_ending(ending: str, formats: Mapping[str, Format]) -> str:
    name = next((name for name in formats if ending in ENDINGS[name]), None)
    if name is None:
        raise UsageError(
            N_("There is no format for a file that ends in {ending}"),
            _hint_for(ending),
            ending=f".{ending}",
            allowed=_ending_list(ending for name in formats for ending in ENDINGS[name]),
        )
    return name


def _hint_for(ending: str) -> str:
    from commitments.render.exports.export_formats import EXPORT_FORMATS  # needed only for a refusal

    if any(ending in row.endings for row in EXPORT_FORMATS.values()):
        return N_("It may end in {allowed}. `commit export` writes {ending}.")
    if ending in _SPREADSHEET_ENDINGS:
        return N_("It may end in {allowed}. Excel opens .csv.")
    return N_("It may end in {allowed}.")


def _require_fitting_ending(ending: str, name: str) -> None:
    """Raise UsageError where an ending belongs to another format."""
    promised = {ending for endings in ENDINGS.values() for ending in endings}.difference(PLAIN_ENDINGS)
    if ending not in ENDINGS[name] and ending in promised.union(FOREIGN_ENDINGS):
        raise UsageError(
            N_("A file that ends in {ending} does not hold {format}"),
            N_("Let its name end in {allowed}."),
            ending=f".{ending}",
            format=name,
            allowed=_ending_list(ENDINGS[name]),
        )


def _ending_list(endings: Iterable[str]) -> str:
    return ", ".join(f".{ending}" for ending in dict.fromkeys(endings))
