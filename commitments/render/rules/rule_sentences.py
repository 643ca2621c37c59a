"""Holds the sentence and the hint of each rule. Looks at no record."""

from __future__ import annotations

from collections.abc import Mapping

from commitments.errors import N_
from commitments.render.rules.change_rule_sentences import CHANGE_SENTENCES
from commitments.render.rules.yaml_words import DEFAULT_HINT

SENTENCES: Mapping[str, tuple[str, str]] = {
    "file-not-readable": (
        N_("the file cannot be opened: {reason}"),
        N_("Change its permissions so that you can read it."),
    ),
    "not-a-regular-file": (
        N_("this is a link or a special file, and such files are never opened"),
        N_("Put the record itself here."),
    ),
    "unsafe-file-name": (
        N_("the file name holds a character that cannot be shown"),
        N_("Rename the file; a record's name has a-z, 0-9 and hyphens."),
    ),
    "file-too-large": (
        N_("the file is larger than {limit} KiB"),
        N_("Keep long texts in documents, and name those as evidence."),
    ),
    "not-utf8": (N_("the file is not UTF-8 text"), N_("Save the file with the encoding UTF-8.")),
    "unsafe-character": (
        N_("the text holds a character that is not allowed: {character}"),
        N_("Delete it; it is invisible in most editors."),
    ),
    "conflict-markers": (
        N_("the file holds an unfinished merge (lines {lines})"),
        N_("Keep the correct parts of both sides, and delete the lines that git added."),
    ),
    "not-nfc": (
        N_("accents are stored apart from their letters (not Unicode NFC)"),
        N_("Run `commit validate --fix` to compose them."),
    ),
    "stray-file": (
        N_("this file is not read as a record"),
        N_("Give a record a name that ends in .yaml; keep other files out of records/."),
    ),
    "nested-repository": (
        N_("this folder is a git repository of its own, so nothing in it is read as a record"),
        N_("Open it as a workspace of its own, or move it out of records/."),
    ),
    "yaml-syntax": (N_("this cannot be read as YAML: {problem}"), DEFAULT_HINT),
    "yaml-anchor": (
        N_("anchors and aliases are not allowed"),
        N_("Write the text out, or quote it if it begins with & or *."),
    ),
    "yaml-tag": (
        N_("tags such as {tag} are not allowed"),
        N_("Delete the tag, or quote the text if it begins with an exclamation mark."),
    ),
    "yaml-directive": (
        N_("YAML directives are not allowed"),
        N_("Delete the line that begins with %, or quote it if it is text."),
    ),
    "merge-key": (N_("merge keys (<<) are not allowed"), N_("Write the fields out.")),
    "several-documents": (N_("a second document begins here"), N_("Keep one record in each file.")),
    "duplicate-key": (N_("the field {key} appears twice"), N_("Keep one of the two.")),
    "key-not-text": (N_("a field name must be text"), N_("Put the name in quotes.")),
    "too-deep": (
        N_("the file has more than {limit} levels"),
        N_("Use fewer levels; six are enough for any file here."),
    ),
    "too-many-nodes": (N_("the file has more than {limit} values"), N_("Split the record into parts.")),
    "too-many-problems": (
        N_("the file has more than {limit} problems; the others are not shown"),
        N_("Fix those that are shown first."),
    ),
    "not-a-mapping": (N_("a record is a list of fields, each `name: value`"), N_("Begin with `id:`.")),
    "unreadable": (N_("the record cannot be used without a valid {field}"), N_("Fix {field}.")),
    "missing-field": (N_("the field {field} is missing"), N_("Add {field}.")),
    "unknown-field": (
        N_("there is no field {field}"),
        N_("Did you mean {nearest}? Fields of your own begin with x-."),
    ),
    "wrong-type": (
        N_("expected {expected}, found {found}"),
        N_("Put quotes around text that looks like a number, yes or no."),
    ),
    "unknown-value": (N_("{value} is not one of: {allowed}"), N_("Did you mean {nearest}?")),
    "wrong-form": (
        N_("{value} does not have the expected form"),
        N_("Did you mean {nearest}? Write it like: {examples}"),
    ),
    "wrong-size": (N_("expected {bound}"), N_("Leave out an empty field; shorten a long one.")),
    "status-owes": (
        N_("a record that is {status} needs {field}"),
        N_("Add {field}, or choose another status."),
    ),
    "schema": (N_("the schema refuses this: {keyword}"), N_("See docs/fields/index.md.")),
    "id-differs-from-file": (
        N_("the id {id} differs from the file name {stem}.yaml"),
        N_("Write `id: {stem}`, or rename the file."),
    ),
    "date-not-real": (
        N_("{value} is not a date that exists"),
        N_("Check the day and the month, and that an interval ends after it begins."),
    ),
    "year-out-of-range": (
        N_("{value} is outside the years {first} to {last}"),
        N_("Did you mean {nearest}? The Buddhist era counts 543 years more."),
    ),
    "date-implausible": (
        N_("{value} is unlikely: such dates lie between {first} and {last}"),
        N_(
            "Did you mean {nearest}, a year typed into a spreadsheet cell for dates? If not,"
            " check the source."
        ),
    ),
    "web-address": (
        N_("{value} is not a web address that can be opened: {reason}"),
        N_("Open the page in a browser, and copy its address from there."),
    ),
    "date-order": (
        N_("{later} is before {made_on}, when the commitment was made"),
        N_("Check both dates against the source."),
    ),
    "milestone-after-deadline": (
        N_("milestone {milestone} is due {due}, after the commitment's deadline {deadline}"),
        N_("Move one of the two."),
    ),
    "due-changes-chain": (
        N_("this move starts from {from}, but the one before ended in {to}"),
        N_("Start each move from the deadline of the move before."),
    ),
    "due-changes-order": (
        N_("this move of {date} comes after the later one of {before}"),
        N_("Put the oldest first."),
    ),
    "due-changes-end": (
        N_("the last move ends in {to}, but the deadline is {due}"),
        N_("Make `due` the last `to`, or add the move that is missing."),
    ),
    "recurrence-rule": (
        N_("{rule} is not a valid recurrence rule"),
        N_("Write it like FREQ=YEARLY or FREQ=MONTHLY;INTERVAL=3 (RFC 5545)."),
    ),
    "rule-never-occurs": (
        N_("the rule {rule} yields no occurrence within {years} years"),
        N_("Check that the days that it names can fall together, and that UNTIL is not before `starts`."),
    ),
    "occurrence-not-in-rule": (
        N_("{occurrence} is not an occurrence of {rule} from {starts}"),
        N_("Write it with the precision of `starts`; rules are read for {years} years."),
    ),
    "occurrence-twice": (N_("the occurrence {occurrence} has two entries in held"), N_("Keep one entry.")),
    "occurrence-held-and-lapsed": (
        N_("the occurrence {occurrence} is both held and let go"),
        N_("Keep met_on if it took place, else keep lapsed."),
    ),
    "term-order": (
        N_("{end} is before {from}, when the term begins"),
        N_("Check both dates against the text of the instrument."),
    ),
    "renewal-not-tacit": (
        N_("{field} belongs to a tacit renewal, and this term does not renew tacitly"),
        N_("Write `renewal: tacit`, or leave {field} out."),
    ),
    "term-period-unknown": (
        N_("the term renews tacitly after {until}, but nothing says for how long"),
        N_("Add the period that the instrument names, such as P5Y."),
    ),
    "term-of-no-instrument": (
        N_("in_force is for instruments, and {kind} is none"),
        N_("Move in_force to the record of the instrument, or choose the kind of an instrument."),
    ),
    "milestone-twice": (N_("two milestones are called {name}"), N_("Give each its own id.")),
    "party-twice": (
        N_("{name} appears twice"),
        N_("Keep one; a party may appear twice only with different roles."),
    ),
    "open-milestone": (
        N_("the record is fulfilled, but milestone {milestone} is still scheduled"),
        N_("Set it to met, partially_met or not_met."),
    ),
    "no-lead": (
        N_("this open commitment has neither a lead nor a signatory"),
        N_("Name the party that must act, with role: lead."),
    ),
    "assignment-proposed": (
        N_("an assignment is never proposed, and counts as agreed"),
        N_("Write status: agreed; where nobody ordered it, it is a request."),
    ),
    "id-not-unique": (N_("the id {id} is also used in {other}"), N_("Give each record its own id.")),
    "unknown-record": (N_("there is no record {id}"), N_("Did you mean {nearest}?")),
    "link-to-other-register": (
        N_("{id} names a record of another register, which is not looked at here"),
        N_("Run `commit validate` on the roof over both registers."),
    ),
    "link-cycle": (N_("the {link} links form a circle: {ring}"), N_("Remove one of the links.")),
    "unknown-party": (
        N_("the party {party} is not in schema/parties.yaml"),
        N_("Did you mean {nearest}? If not, add the party to schema/parties.yaml."),
    ),
    "unknown-same-as": (
        N_("no register under this roof has the party {party}"),
        N_("Did you mean {nearest}?"),
    ),
    "party-differs": (
        N_("{register} has the same party {party}, but says otherwise: {fields}"),
        N_("Agree, or enter the party in the roof's own schema/parties.yaml, whose words hold."),
    ),
    "party-ended": (
        N_("{party} leads this open commitment, but several bodies share its tasks: {successors}"),
        N_("Name the one that leads it now, with role: lead, beside {party}."),
    ),
    "unknown-event": (
        N_("the event {event} is not in schema/events.yaml"),
        N_("Did you mean {nearest}? If not, add the event to schema/events.yaml."),
    ),
    "event-date-open": (
        N_("no deadline follows from the date {date} of the event {event}"),
        N_("Give the event a date that begins and ends: `commit events set {event} DATE`."),
    ),
    "event-not-applied": (
        N_("the deadline is {due}, but {expected} follows from the event {event}"),
        N_(
            "Move it with `commit events set`. If it no longer hangs on {event}, remove due_event and say why"
            " in an update."
        ),
    ),
    "event-cancelled": (
        N_("the event {event}, on which this deadline hangs, is cancelled"),
        N_("Move the deadline or lift it, with the reason, or remove due_event."),
    ),
    "open-child": (
        N_("the record is fulfilled, but its part {child} is still open ({count} in all)"),
        N_("Close its parts first, or leave the record open."),
    ),
    "party-not-unique": (N_("the party {party} appears twice"), N_("Keep one of the two.")),
    "party-name-taken": (
        N_("“{name}” is also a name of the party {party}"),
        N_("Give each party its own names; enter an earlier body as a party with succeeded_by."),
    ),
    "event-not-unique": (N_("the event {event} appears twice"), N_("Keep one of the two.")),
    "no-registry": (
        N_("there is no registry of parties, so any party is accepted"),
        N_("List your parties in schema/parties.yaml."),
    ),
    "schema-differs": (
        N_("this copy differs from the schema that the program uses"),
        N_("Replace it with the one shipped in this version of the tool."),
    ),
    "modeline-nowhere": (
        N_("the line for editors names a schema that does not exist: {target}"),
        N_("Write the path from this file to schema/commitment.schema.json."),
    ),
    "settings-syntax": (
        N_("the file is not valid TOML: {problem}"),
        N_("Write settings like: due_soon_days = 30"),
    ),
    "unknown-setting": (N_("there is no setting {field}"), N_("Did you mean {nearest}?")),
    "bad-setting": (
        N_("{value} cannot be used for {field}"),
        N_("See docs/settings.md for what each setting takes."),
    ),
    "bad-member": (
        N_("a member is named wrongly: {problem}"),
        N_("See docs/roof.md for what may be a member."),
    ),
    **CHANGE_SENTENCES,
}
"""For each rule its sentence and its hint."""
