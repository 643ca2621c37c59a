"""Which format an answer is written in: what `--format` says, and what the ending of `--output` promises.

Must not write anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from commitments.cli.option_values import require_one_of
from commitments.errors import N_, CommitmentsError
from commitments.render.formats.format_table import ENDINGS, PLAIN, Format

if TYPE_CHECKING:
    from commitments.cli.options import Output

_SHEETS = ("xlsx", "xls", "xlsm", "ods")
_OTHERS = (*_SHEETS, "pdf", "docx", "odt", "html", "htm", "ics", "parquet", "tsv", "yaml", "yml", "zip")
"""Endings of files that hold something else than any format of ours, whatever `--format` says."""


def output_format(output: Output, formats: Mapping[str, Format]) -> str:
    """The name of a format in `formats`; a file without an ending gets the table.

    Raises CommitmentsError for a format that is not there, for an ending that no format has, and for one that
    promises another format than the one asked for.
    """
    if output.format is not None:
        require_one_of("--format", output.format, list(formats))
    ending = output.output.suffix[1:].lower() if output.output else ""
    if output.format is None:
        return _by_ending(ending, formats) if ending else "table"
    _require_kept(ending, output.format)
    return output.format


def _by_ending(ending: str, formats: Mapping[str, Format]) -> str:
    name = next((name for name in formats if ending in ENDINGS[name]), None)
    if name is None:
        raise CommitmentsError(
            N_("There is no format for a file that ends in {ending}"),
            N_("It may end in {allowed}. Excel opens .csv.")
            if ending in _SHEETS
            else N_("It may end in {allowed}."),
            ending=f".{ending}",
            allowed=_listed(ending for name in formats for ending in ENDINGS[name]),
        )
    return name


def _require_kept(ending: str, name: str) -> None:
    """Raise CommitmentsError where the ending promises what the format does not keep."""
    promised = {ending for endings in ENDINGS.values() for ending in endings}.difference(PLAIN)
    if ending not in ENDINGS[name] and ending in promised.union(_OTHERS):
        raise CommitmentsError(
            N_("A file that ends in {ending} does not hold {format}"),
            N_("Let its name end in {allowed}."),
            ending=f".{ending}",
            format=name,
            allowed=_listed(ENDINGS[name]),
        )


def _listed(endings: Iterable[str]) -> str:
    return ", ".join(f".{ending}" for ending in dict.fromkeys(endings))
