"""Chooses the format of `commit export`, from `--format` and the ending of its file. Writes nothing."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from commitments.cli.options.option_values import require_one_of
from commitments.errors import N_, InstallationError, UsageError
from commitments.render.exports.export_formats import EXPORT_FORMATS
from commitments.render.formats.format_table import ENDINGS, FORMATS


def export_format(path: Path, named: str | None) -> str:
    """The name of a format in `EXPORT_FORMATS`.

    Raises UsageError where neither option nor ending names one, or where they contradict each other, and
    InstallationError where an extra is missing.
    """
    ending = path.suffix[1:].lower()
    if named is None:
        name = _format_of_ending(path, ending)
    else:
        require_one_of("--format", named, list(EXPORT_FORMATS))
        name = named
        _require_fitting_ending(ending, name)
    require_library(name, EXPORT_FORMATS[name].library, EXPORT_FORMATS[name].extra)
    return name


def _format_of_ending(path: Path, ending: str) -> str:
    name = next((name for name, row in EXPORT_FORMATS.items() if ending in row.endings), None)
    if name is not None:
        return name
    values = {"ending": f".{ending}", "allowed": _endings(), "path": str(path), "folders": _folder_options()}
    if not ending:
        raise UsageError(
            N_("{path} has no ending that names a format"),
            N_("It may end in {allowed}, or be a folder with {folders}."),
            **values,
        )
    is_of_answers = any(ending in ENDINGS[name] for name in FORMATS)
    raise UsageError(
        N_("There is no format for a file that ends in {ending}"),
        N_("It may end in {allowed}. `commit status --output {path}` writes the others.")
        if is_of_answers
        else N_("It may end in {allowed}, or be a folder with {folders}."),
        **values,
    )


def _require_fitting_ending(ending: str, name: str) -> None:
    """Raise UsageError where a file of this ending does not hold the format."""
    row = EXPORT_FORMATS[name]
    if row.is_folder and ending in _known_endings():
        raise UsageError(
            N_("{format} is a folder of files, and no file that ends in {ending}"),
            N_("Name a folder, such as `data`."),
            format=name,
            ending=f".{ending}",
        )
    if not row.is_folder and ending not in row.endings:
        raise UsageError(
            N_("A file that ends in {ending} does not hold {format}")
            if ending
            else N_("A file without an ending does not hold {format}"),
            N_("Let its name end in {allowed}."),
            format=name,
            ending=f".{ending}",
            allowed=", ".join(f".{known}" for known in row.endings),
        )


def _known_endings() -> set[str]:
    """The endings of files that hold one format alone, of ours or of another program."""
    from commitments.cli.options.output_format import FOREIGN_ENDINGS

    ours = {ending for row in EXPORT_FORMATS.values() for ending in row.endings}
    return ours.union(*ENDINGS.values(), FOREIGN_ENDINGS)


def require_library(format: str, library: str, extra: str) -> None:
    """Raise InstallationError, with the line that installs it, where a format lacks its library."""
    if library and find_spec(library) is None:
        raise InstallationError(
            N_("{format} needs {library}, which is not installed"),
            N_('Install it: `pip install "commitments[{extra}]"`'),
            format=format,
            library=library,
            extra=extra,
        )


def _endings() -> str:
    return ", ".join(f".{ending}" for row in EXPORT_FORMATS.values() for ending in row.endings)


def _folder_options() -> str:
    return ", ".join(f"--format {name}" for name, row in EXPORT_FORMATS.items() if row.is_folder)
