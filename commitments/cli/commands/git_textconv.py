"""`commit git-textconv`: shows a record field by field, for `git diff`. Must not judge it.

`commit git-setup` tells git to run it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commitments.cli.options import Common, flatten_options
from commitments.errors import N_, UsageError


@flatten_options
def run(common: Common, file: Annotated[Path, typer.Argument()]) -> int:
    """Write one line for each field; a file that is no record is written as it is."""
    from commitments.changes.flat_record import flat_lines
    from commitments.cli.streams import put
    from commitments.reading.schema_fields import field_order
    from commitments.reading.yaml.yaml_text import parse
    from commitments.render.safe import visible

    try:
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(N_("{path} could not be read: {reason}"), path=str(file), reason=reason) from error
    parsed = parse(data)
    if parsed.faults or not isinstance(parsed.value, dict):
        put(visible(data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")))
    else:
        put("".join(f"{visible(line)}\n" for line in flat_lines(parsed.value, field_order())))
    return 0
