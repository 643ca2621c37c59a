"""Keeps the answers of one conversation about a table, as the texts of options. Must not ask a question."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from commitments.cli.given_back import remember_answer
from commitments.cli.importing.settled_table import SettledTable
from commitments.cli.options.import_options import RecordDefaults, TableOptions

if TYPE_CHECKING:
    from commitments.cli.session import Session

_OF_DEFAULTS = frozenset(RecordDefaults._fields)


@dataclass
class Conversation:
    """What is settled about a table so far; each answer settles more."""

    session: Session
    settled: SettledTable
    given: TableOptions
    """The options of the command line, without those of a recipe."""
    given_defaults: RecordDefaults
    answers: dict[str, list[str]] = field(default_factory=dict)
    """The answers by the name of their option."""
    adds_parties: bool = False
    """Whether parties that the registry lacks are added."""

    def settle(self, name: str, text: str) -> None:
        """Settle one more text of an option that may be repeated, `map`, `set` or `value`."""
        answers = self.answers.setdefault(name, [])
        answers.append(text)
        given: Any = self.given_defaults if name in _OF_DEFAULTS else self.given
        settled: Any = self.settled.defaults if name in _OF_DEFAULTS else self.settled.options
        remember_answer(self.session.words, name, [*(getattr(given, name) or ()), *answers])
        self._replace(name, [*(getattr(settled, name) or ()), text])

    def settle_once(self, name: str, value: str | int) -> None:
        """Settle an option that takes one value, such as `kind` or `dates`."""
        self.answers[name] = [str(value)]
        remember_answer(self.session.words, name, str(value))
        self._replace(name, value)

    def add_parties(self) -> None:
        """Have the parties added that the registry lacks."""
        self.adds_parties = True
        self.answers["add_parties"] = ["yes"]
        remember_answer(self.session.words, "add_parties", "yes")

    def _replace(self, name: str, value: object) -> None:
        changes: dict[str, Any] = {name: value}
        if name in _OF_DEFAULTS:
            self.settled = replace(self.settled, defaults=self.settled.defaults._replace(**changes))
        else:
            self.settled = replace(self.settled, options=self.settled.options._replace(**changes))
