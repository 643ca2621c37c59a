"""Holds the table of the formats of `commit brief`. Writes no paper itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from commitments.render.documents.document import Document


class BriefFormat(NamedTuple):
    """One format, and the module and function that write it; they are loaded for it alone."""

    module: str
    function: str
    endings: tuple[str, ...]
    library: str = ""
    """What its module needs and only an extra installs."""
    extra: str = ""
    """The extra that installs it."""

    @property
    def is_text(self) -> bool:
        """Whether it can be shown on a screen."""
        return not self.library

    def write(self, document: Document, width: int | None = None) -> str | bytes:
        """The paper in this format; `width` is that of a terminal, which text alone is broken to."""
        module = import_module(f"commitments.render.documents.{self.module}")
        writer: Callable[..., str | bytes] = getattr(module, self.function)
        return writer(document, width) if self.module == "as_text" else writer(document)


BRIEF_FORMATS: Mapping[str, BriefFormat] = {
    "table": BriefFormat("as_text", "document_text", ("txt",)),
    "md": BriefFormat("as_markdown", "document_markdown", ("md",)),
    "html": BriefFormat("as_html", "document_html", ("html", "htm")),
    "docx": BriefFormat("as_docx", "document_docx", ("docx",), "docx", "docx"),
}
"""The formats by name; the first one is shown where none is asked for."""
