"""Opens the register whose record is to be edited: on a roof that of a member. Must not read the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from commitments.cli.named_records import knows_record, named_id, require_record
from commitments.cli.open_session import named_workspace, open_session
from commitments.cli.prompts.records_to_edit import Suits, named_or_asked, require_answerable
from commitments.cli.session import Session
from commitments.errors import CommitmentsError
from commitments.model.members import SEPARATOR

if TYPE_CHECKING:
    from commitments.cli.editing.edit_command import Writing
    from commitments.cli.options.option_groups import Common
    from commitments.workspace.open_workspace import Workspace


@contextmanager
def session_to_edit(
    common: Common, id: str | None, writing: Writing, suits: Suits = lambda outline: True
) -> Iterator[tuple[Session, str]]:
    """The session of the register that holds a record, and the id of the record in it.

    Without an id the reader picks among the records that suit. Raises what `open_session` and
    `named_or_asked` do; on a roof also UnknownNameError for an id that does not say which member it is of,
    and UsageError for an id of another member than `--member` names.
    """
    roof = named_workspace(common)
    if roof.named_members:
        common, id = _in_one_register(roof, common, id, suits)
    with open_session(common) as session:
        if id is not None and session.membership:
            require_record(session, id)
        yield session, named_or_asked(session, id, writing, suits)


def with_named_member(common: Common, ids: Sequence[str]) -> tuple[Common, Sequence[str]]:
    """The options with the member that qualified ids name, and their ids in it: see `with_member_of_ids`."""
    if not any(SEPARATOR in id for id in ids):
        return common, ids
    from commitments.cli.member_session import with_member_of_ids

    return with_member_of_ids(named_workspace(common), common, ids)


def with_member_named_by(common: Common, id: str | None) -> tuple[Common, str | None]:
    """The options that lead to the member that a qualified id names, and the id in it."""
    common, ids = with_named_member(common, [] if id is None else [id])
    return common, next(iter(ids), None)


def _in_one_register(
    roof: Workspace, common: Common, id: str | None, suits: Suits
) -> tuple[Common, str | None]:
    """The options that lead to the register of a record, and its id there."""
    from commitments.cli.member_session import with_member_of_ids

    is_named = len(common.member or ()) == 1
    if id is None and is_named:
        return common, None
    if id is not None and not common.member and _is_own(roof, common, id):
        return common, id
    if id is None or id.endswith(".yaml") or not (is_named or SEPARATOR in id):
        id = _named_on_roof(common, id, suits)
    settled, (plain_id,) = with_member_of_ids(roof, common, [id])
    return settled, plain_id


def _is_own(roof: Workspace, common: Common, id: str) -> bool:
    """Whether a text names one of the roof's own records, for which no member need be opened."""
    from commitments.workspace.roof import has_records

    with suppress(CommitmentsError):
        return has_records(roof) and knows_record(Session(roof, common), id)
    return False


def _named_on_roof(common: Common, id: str | None, suits: Suits) -> str:
    """The id on the roof of the record that a text names, or that the reader picks."""
    from commitments.cli.prompts.records_to_edit import picked_record

    require_answerable(id)
    with open_session(common, on_roof=True) as session:
        if id is None:
            return picked_record(session, suits)
        require_record(session, id)
        return named_id(session, id)
