"""Tells keys of one mapping that are one key in Unicode's composed form (NFC). Reads no YAML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize


@dataclass(slots=True)
class ComposedKeys:
    """The keys of the mappings of one text that have a second spelling."""

    is_plain: Callable[[str], bool] = str.isascii
    """Whether a key needs no comparison of forms; no key is plain after the first that is not composed."""
    forms: dict[int, tuple[Any, set[str]]] = field(default_factory=dict)
    """By `id()` of a mapping: the mapping, and the composed forms of its keys that are not composed."""

    def is_twin(self, key: str, mapping: dict[str, Any]) -> bool:
        """Whether a new key of a mapping equals another of its keys once both are composed."""
        composed = normalize("NFC", key)
        if composed != key:
            self.is_plain = _never
        _, others = self.forms.setdefault(id(mapping), (mapping, set()))
        if composed in others or (composed != key and composed in mapping):
            return True
        if composed != key:
            others.add(composed)
        return False


def _never(_: str) -> bool:
    return False
