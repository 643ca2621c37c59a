"""Puts the values of a problem in words: names that a parser, a schema or the model gives to a fault.

Holds no sentence of a rule. Text of a record becomes one line.
"""

from __future__ import annotations

from collections.abc import Mapping

from commitments.errors import N_
from commitments.model.problem import Problem
from commitments.model.web_address import AddressFault
from commitments.reading.members import CAUSES as CAUSES_OF_MEMBERS
from commitments.render.rules.change_rule_sentences import CHANGE_SENTENCES, sentence_values
from commitments.render.rules.yaml_words import CAUSES
from commitments.render.safe import one_line
from commitments.render.words import Words

_TYPES: Mapping[str, str] = {
    "string": N_("a text"),
    "integer": N_("a whole number"),
    "number": N_("a number"),
    "boolean": N_("true or false"),
    "array": N_("a list"),
    "object": N_("fields with values"),
    "null": N_("nothing"),
}
"""The types of JSON Schema, in words."""

_BOUNDS: Mapping[str, str] = {
    "minLength": N_("at least {limit} character(s)"),
    "maxLength": N_("at most {limit} characters"),
    "minItems": N_("at least {limit} item(s)"),
    "maxItems": N_("at most {limit} items"),
    "minProperties": N_("at least {limit} field(s)"),
    "minimum": N_("at least {limit}"),
    "maximum": N_("at most {limit}"),
}
"""The keywords of JSON Schema (2020-12) that bound a size, in words."""

_ADDRESS_FAULTS: Mapping[str, str] = {
    AddressFault.FORM: N_("it does not begin with http:// or https://"),
    AddressFault.CHARACTER: N_(
        "it holds a quote, an angle bracket, a backslash, a space or an invisible character"
    ),
    AddressFault.USER: N_("a user's name or password stands before its host"),
    AddressFault.HOST: N_("it names no host that can exist"),
    AddressFault.PORT: N_("its port is not a number from 1 to 65535"),
    AddressFault.PERCENT: N_(
        "a percent sign is not followed by two hexadecimal digits; write %25 for the sign itself"
    ),
}


def values_in_words(problem: Problem, words: Words) -> dict[str, str]:
    """The values for the braces of a rule's sentence and hint, with names of other programs put in words."""
    values = {name: one_line(value) for name, value in problem.values.items()}
    if problem.rule == "yaml-syntax" and (cause := CAUSES.get(values["problem"])):
        return {"problem": words.say(cause[0], **values)}
    if problem.rule == "web-address":
        return {**values, "reason": words.say(_ADDRESS_FAULTS.get(values["reason"], values["reason"]))}
    if problem.rule == "bad-member" and (cause := CAUSES_OF_MEMBERS.get(values.get("cause", ""))):
        return {**values, "problem": words.say(cause[0], **values)}
    if problem.rule == "file-not-readable":
        return {**values, "reason": words.say(values["reason"])}
    if problem.rule == "wrong-type":
        return {name: words.say(_TYPES[value]) for name, value in values.items()}
    if problem.rule == "wrong-size":
        return {"bound": words.say(_BOUNDS[values["bound"]], limit=values["limit"])}
    return sentence_values(values, words) if problem.rule in CHANGE_SENTENCES else values
