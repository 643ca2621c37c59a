"""`commit git-textconv`: shows a record field by field, for `git diff`. Must not judge it.

`commit git-setup` tells git to run it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, UsageError, system_reason


@flatten_options
def run(common: Common, file: Annotated[Path, typer.Argument()]) -> int:
    """Write one line for each field; a file that is no record is written as it is."""
    from commitments.cli.streams import put
    from commitments.render.safe import visible

    try:
        data = file.read_bytes()
    except OSError as error:
        reason = system_reason(error)
        raise UsageError(N_("{path} could not be read: {reason}"), path=str(file), reason=reason) from error
    lines = _record_lines(data) or _conflict_lines(data)
    put("".join(lines) if lines else visible(data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")))
    return 0


def _record_lines(data: bytes) -> list[str]:
    """A line for each field; none where the data is no record."""
    from commitments.changes.flat_record import flat_lines
    from commitments.reading.schema_fields import field_order
    from commitments.reading.yaml.yaml_text import parse
    from commitments.render.safe import visible

    parsed = parse(data)
    if parsed.faults or not isinstance(parsed.value, dict):
        return []
    return [f"{visible(line)}\n" for line in flat_lines(parsed.value, field_order())]


def _conflict_lines(data: bytes) -> list[str]:
    """The lines of a record that holds marks of conflicts: marks stand around the fields that clash.

    None where the data holds no marks, or where one of the two texts between them is no record.
    """
    from commitments.render.safe import one_line
    from commitments.writing.merging.conflict_marks import Labels, Marks, marked_lines, split_sides

    sides = split_sides(data.decode("utf-8", "surrogateescape").splitlines(keepends=True))
    if sides is None:
        return []
    ours, theirs = (
        _record_lines("".join(lines).encode("utf-8", "surrogateescape"))
        for lines in (sides.ours, sides.theirs)
    )
    labels = Labels(*map(one_line, sides.labels))
    return list(marked_lines(ours, theirs, Marks(labels=labels))) if ours and theirs else []
