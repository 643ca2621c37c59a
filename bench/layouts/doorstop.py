"""doorstop: one document with an item for each record, which has all that our record holds."""

import yaml

from bench.items import RECORD, Item, items
from bench.peer import Site
from bench.records import Record
from bench.repository import git

_SETTINGS = "settings:\n  digits: 6\n  itemformat: yaml\n  prefix: REC\n  sep: ''"


def lay_out(site: Site) -> None:
    site.write("REC/.doorstop.yml", (_SETTINGS,))
    for item in items(site.size):
        if item.kind == RECORD:
            text = yaml.dump(fields(item), Dumper=yaml.CSafeDumper, allow_unicode=True)
            site.write(f"REC/{_uid(item.id)}.yml", (text,))
    # It asks which files are under version control, and takes none without.
    for words in (("init", "--quiet"), ("add", "--all")):
        git(site.data, *words)


def fields(item: Item) -> Record:
    record = item.record
    links = [record[key] for key in ("part_of",) if key in record] + record.get("depends_on", [])
    own = {
        **{"active": True, "derived": False, "normative": True, "ref": "", "reviewed": None},
        **{"header": item.title, "level": f"1.{item.number}", "text": item.text},
        "links": [{_uid(link): None} for link in links],
    }
    return own | {f"our-{key}": value for key, value in record.items() if key not in ("id", "summary")}


def _uid(id: str) -> str:
    return f"REC{id[-6:]}"
