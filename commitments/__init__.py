"""The public names of a commitment tracker over plain files. Must not import a module before it is used.

A name that stands here stays. Its module is imported at its first use, so that a command pays only for what
it needs.

    import commitments
    from datetime import date

    ledger = commitments.load(".")
    clock = commitments.Clock(date(2026, 11, 22))
    late = commitments.overdue(map(commitments.outline, ledger), clock)
"""

TYPE_CHECKING = False
"""True for type checkers only; without `typing` to import, an interrupt has hardly anything to hit here."""

if TYPE_CHECKING:
    from commitments.errors import CommitmentsError as CommitmentsError
    from commitments.errors import EditError as EditError
    from commitments.errors import GitError as GitError
    from commitments.errors import HistoryError as HistoryError
    from commitments.errors import InstallationError as InstallationError
    from commitments.errors import RevisionError as RevisionError
    from commitments.errors import TableError as TableError
    from commitments.errors import UnknownNameError as UnknownNameError
    from commitments.errors import UsageError as UsageError
    from commitments.errors import WorkspaceError as WorkspaceError
    from commitments.errors import WriteError as WriteError
    from commitments.model.calendar.dates import Span as Span
    from commitments.model.commitment import Commitment as Commitment
    from commitments.model.ledger import Ledger as Ledger
    from commitments.model.lifecycle import Kind as Kind
    from commitments.model.lifecycle import Role as Role
    from commitments.model.lifecycle import Status as Status
    from commitments.model.lifecycle import Timeliness as Timeliness
    from commitments.model.outline import Outline as Outline
    from commitments.model.outline import outline as outline
    from commitments.model.parties.party import Registry as Registry
    from commitments.model.problem import Problem as Problem
    from commitments.model.problem import Severity as Severity
    from commitments.model.timeliness import Clock as Clock
    from commitments.reports.overdue import overdue as overdue
    from commitments.reports.status import status as status
    from commitments.version import __version__ as __version__
    from commitments.workspace.whole_records import load as load


_MODULES = {
    "Clock": "model.timeliness",
    "Commitment": "model.commitment",
    "CommitmentsError": "errors",
    "EditError": "errors",
    "GitError": "errors",
    "HistoryError": "errors",
    "InstallationError": "errors",
    "Kind": "model.lifecycle",
    "Ledger": "model.ledger",
    "Outline": "model.outline",
    "Problem": "model.problem",
    "Registry": "model.parties.party",
    "RevisionError": "errors",
    "Role": "model.lifecycle",
    "Severity": "model.problem",
    "Span": "model.calendar.dates",
    "Status": "model.lifecycle",
    "TableError": "errors",
    "Timeliness": "model.lifecycle",
    "UnknownNameError": "errors",
    "UsageError": "errors",
    "WorkspaceError": "errors",
    "WriteError": "errors",
    "__version__": "version",
    "load": "workspace.whole_records",
    "outline": "model.outline",
    "overdue": "reports.overdue",
    "status": "reports.status",
}

__all__ = [*_MODULES]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    member: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return member
