"""yamale: our own files against a schema in its own language."""

from bench.measure import Command
from bench.peers.environments import Had, Pip
from bench.peers.peer import Entrant, Ground, Peer
from bench.rows import Race

_RECORD = """
id: regex('^[a-z0-9]+(-[a-z0-9]+)*$')
title: include('phrase')
summary: include('phrase')
kind: enum('treaty', 'mou', 'declaration', 'communique', 'exchange_of_notes', 'cooperation_programme',
  'arrangement', 'letter_of_intent', 'cooperation_plan', 'agreed_minutes', 'contract',
  'record_of_discussion', 'meeting', 'agreed_action', 'request', 'assignment', 'public_pledge', 'other')
status: enum('proposed', 'agreed', 'in_progress', 'suspended', 'fulfilled', 'partially_fulfilled',
  'not_fulfilled', 'withdrawn', 'superseded')
part_of: regex('^[a-z0-9-]+$', required=False)
depends_on: list(regex('^[a-z0-9-]+$'), min=1, required=False)
superseded_by: regex('^[a-z0-9-]+$', required=False)
parties: list(include('party'), min=1)
made_on: DATED
due: DATED
due_basis: include('phrase', required=False)
due_changes: list(include('move'), min=1, required=False)
repeats: include('repeats', required=False)
milestones: list(include('milestone'), min=1, required=False)
updates: list(include('update'), min=1, required=False)
evidence: list(include('proof'), min=1, required=False)
met_on: DATED
closing: include('closing', required=False)
review_by: DATED
place: include('phrase', required=False)
scope: list(include('phrase'), min=1, required=False)
source: include('source')
binding: bool(required=False)
tags: list(str(max=50), min=1, required=False)
x-file-number: str(required=False)
"""

_DATE = "day(), int(min=1000, max=9999), regex('^[0-9./QH-]{4,}[~?]?$')"
_PARTS = """
---
phrase:
  en: str(min=1, max=20000, required=False)
  vi: str(min=1, max=20000, required=False)
---
party:
  party: regex('^[a-z0-9-]{1,64}$')
  role: enum('lead', 'supporting', 'counterpart', 'requester', 'assigner', 'funder', 'monitor', 'signatory')
---
move:
  date: DATE
  from: DATE
  to: DATE
  reason: include('phrase', required=False)
  agreed_by: regex('^[a-z0-9-]{1,64}$', required=False)
---
repeats:
  rule: regex('^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;.*)?$')
  starts: DATED
  held: list(include('held'), min=1, required=False)
---
held:
  occurrence: DATE
  met_on: DATE
---
milestone:
  id: regex('^[a-z0-9-]{1,64}$')
  title: include('phrase')
  due: DATED
  due_changes: list(include('move'), min=1, required=False)
  status: enum('scheduled', 'met', 'partially_met', 'not_met', 'withdrawn', required=False)
  met_on: DATED
  evidence: list(include('proof'), min=1, required=False)
---
update:
  date: DATE
  by: regex('^[a-z0-9-]{1,64}$', required=False)
  note: include('phrase')
---
proof:
  date: DATE
  title: str(max=300, required=False)
  url: regex('^https?://[^ ]+$', required=False)
---
closing:
  date: DATE
  reason: include('phrase')
---
source:
  document: str(max=300)
  title: str(max=300, required=False)
  publisher: str(max=300, required=False)
  published_on: DATED
  locator: str(max=300, required=False)
  note: include('phrase', required=False)
"""


def schema() -> str:
    """What the record format says of keys and their values, as far as this language can say it."""
    whole = (_RECORD + _PARTS).replace(",\n  ", ", ")
    return whole.replace("DATED", f"any({_DATE}, required=False)").replace("DATE", f"any({_DATE})")


def _lay(ground: Ground, _: Had) -> None:
    (ground.data / "schema.yaml").write_text(schema(), encoding="utf-8")


def _ask(ground: Ground, had: Had) -> Command:
    argv = (had.program, "-s", str(ground.data / "schema.yaml"), "-n", "auto", "records")
    return Command(argv, expects=b"success")


PEER = Peer(
    "yamale",
    Pip("yamale", "yamale"),
    (Entrant(Race.VALIDATING, "yamale", _ask, _lay),),
    "It holds the same files against a schema in its own language, which says less than ours, on as many "
    "processes as there are cores.",
)
