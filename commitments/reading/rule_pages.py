"""Opens the pages of a rule that the program ships. Must not say what stands on them."""

from __future__ import annotations

from pathlib import Path

from commitments.errors import N_, InstallationError

_PACKAGE = Path(__file__).resolve().parents[1]
_FOLDERS = (_PACKAGE / "rule_pages", _PACKAGE.parent / "docs" / "rules")
"""Where the pages stand in an installed program, and in a checkout."""


def rule_page(rule: str, lang: str = "en") -> str:
    """The text of a rule's page, in Markdown; raises InstallationError where it is missing.

    The English page holds the examples too; a page in another language holds its paragraphs alone.
    """
    name = f"{rule}.md" if lang == "en" else f"{lang}/{rule}.md"
    for folder in _FOLDERS:
        try:
            return (folder / name).read_text(encoding="utf-8")
        except OSError:
            continue
    raise InstallationError(
        N_("The page of the rule {rule} is missing"), N_("Install the program again."), rule=rule
    )
