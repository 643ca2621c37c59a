"""`commit explain`: what a rule holds, why, and how to mend it. Must not open a workspace."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from commitments.cli.completing.word_completion import complete_rule
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, UnknownNameError

Rule = Annotated[
    str | None,
    typer.Argument(
        metavar="[RULE]",
        help=N_("The id of a rule, as `commit validate` names it; without one, all are listed."),
        autocompletion=complete_rule,
    ),
]


@flatten_options
def run(common: Common, rule: Rule = None) -> int:
    """Write the explanation, or the list of rules; raises UnknownNameError for an unknown rule."""
    from commitments.cli.emit import put_paged
    from commitments.cli.language import reader_language
    from commitments.cli.options.option_values import require_one_of
    from commitments.cli.streams import page_height, width
    from commitments.locale import LANGUAGES
    from commitments.model.nearest import nearest_words
    from commitments.reading.rule_pages import rule_page
    from commitments.render.rule_explanation import rule_explanation, rule_list
    from commitments.render.rules.rule_sentences import SENTENCES
    from commitments.render.safe import inert
    from commitments.render.words import Words

    if common.lang is not None:
        require_one_of("--lang", common.lang, list(LANGUAGES))
    words = Words(reader_language(common.lang, common.root))
    id = rule.strip().lower() if rule is not None else None
    if id is not None and id not in SENTENCES:
        near = ", ".join(nearest_words(id, SENTENCES))
        raise UnknownNameError(
            N_("There is no rule {rule}"),
            N_("Nearest: {near}") if near else N_("Run `commit explain` to list the rules."),
            rule=rule,
            near=near,
        )
    columns = width(sys.stdout)
    if id is None:
        text = rule_list(columns, words)
    else:
        text = rule_explanation(id, rule_page(id), rule_page(id, words.lang), columns, words)
    put_paged(inert(text), page_height(common.no_pager), words)
    return 0
