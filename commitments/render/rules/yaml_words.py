"""Says why a text cannot be read as YAML, and what to write instead. Looks at no text."""

from __future__ import annotations

from collections.abc import Mapping

from commitments.errors import N_

DEFAULT_HINT = N_("Check the indents, colons and quotes here.")

CAUSES: Mapping[str, tuple[str, str]] = {
    "colon-inside": (N_("a text without quotes contains a colon"), DEFAULT_HINT),
    "colon-missing": (N_("a colon is missing after the name of the field"), DEFAULT_HINT),
    "colon-tight": (
        N_("a space is missing after this colon"),
        N_("Write it like `name: value`, or put the text in quotes."),
    ),
    "colon-alone": (
        N_("this colon does not follow the name of a field"),
        N_("Write the name and its colon on one line, the name with at most 1,024 characters."),
    ),
    "comment-tight": (
        N_("a comment begins with a space before the #"),
        N_("Put a space before the #, or put the whole text in quotes."),
    ),
    "sign-first": (N_("a text that begins with {sign} needs quotes"), N_("Put the text in quotes.")),
    "tab": (N_("a tab is used where only spaces are allowed"), N_("Replace the tab with spaces.")),
    "indent": (N_("the indent of this line does not fit the lines above it"), DEFAULT_HINT),
    "list-indent": (N_("this line does not fit the list above it"), DEFAULT_HINT),
    "brace-open": (N_("a comma or a closing brace is missing"), DEFAULT_HINT),
    "bracket-open": (N_("a comma or a closing bracket is missing"), DEFAULT_HINT),
    "quote-open": (N_("a quote is not closed"), DEFAULT_HINT),
    "value-missing": (N_("a value is missing, or a bracket is not closed"), DEFAULT_HINT),
    "end-passed": (N_("this does not fit the lines above it"), DEFAULT_HINT),
    "escape": (
        N_("between double quotes, a backslash and what follows it must be a code that YAML knows"),
        N_("Write two backslashes for one, or use single quotes."),
    ),
}
"""The sentence and the hint for each cause that `reading.yaml.yaml_errors` names."""
