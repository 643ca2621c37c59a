"""The queries that docs/data-package.md shows, and folders of registers to ask. Compares nothing by itself.

`python tests/docs/engine_queries.py lay FOLDER FORMAT` exports two registers and the roof over them below
FOLDER; `… spark FOLDER` writes the answers of Spark over the registers and over the roof, with nothing of
ours but this page; `… compare FOLDER` shows them, and fails where they differ, or where DuckDB gives another
answer over the same folders.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "data-package.md"
REGISTERS = ("norhaven", "thanh-van")
TODAY = "2026-11-22"


def query(language: str) -> str:
    """The block of a language on the page."""
    _, _, after = PAGE.read_text(encoding="utf-8").partition(f"```{language}\n")
    return after.partition("\n```\n")[0]


KEPT = ("direct-cargo-line", "flood-sensors")
"""The records of the second register."""


def lay_registers(folder: Path, name: str) -> None:
    """Export the example as two registers, of which the second has two records, and as the roof over both."""
    for register in REGISTERS:
        root = folder / "roof" / register
        shutil.copytree(DOCS / "example", root)
        settings = root / "commitments.toml"
        settings.write_text(f'register = "{register}"\n{settings.read_text("utf-8")}', encoding="utf-8")
        if register == REGISTERS[1]:
            for path in root.glob("records/**/*.yaml"):
                path.stem in KEPT or path.unlink()
        export(root, folder / "registers" / register, name)
    members = "".join(f'{register} = "{register}"\n' for register in REGISTERS)
    (folder / "roof" / "commitments.toml").write_text(f'register = "desk"\n[members]\n{members}')
    export(folder / "roof", folder / "whole" / "desk", name)


def export(root: Path, target: Path, name: str) -> None:
    from commitments.cli.app import main

    target.parent.mkdir(exist_ok=True)
    assert main(["--root", str(root), "--today", TODAY, "export", str(target), "--format", name]) == 0


def spark_answer(packages: str) -> list[list[Any]]:
    """The rows that Spark gives over a folder of packages in the current folder."""
    names: dict[str, Any] = {}
    exec(query("python").replace("registers/*", f"{packages}/*"), names)
    return [list(row) for row in names["answer"].collect()]


def duckdb_answer() -> list[list[Any]]:
    """The rows that DuckDB gives for the query of the page over Parquet, in the current folder."""
    import duckdb

    text = query("sql").replace("read_csv", "read_parquet").replace(".csv", ".parquet")
    return [list(row) for row in duckdb.sql(text).fetchall()]


if __name__ == "__main__":
    step, folder = sys.argv[1], Path(sys.argv[2])
    if step == "lay":
        lay_registers(folder, sys.argv[3])
    os.chdir(folder)
    if step == "spark":
        (folder / "answer.json").write_text(
            json.dumps([spark_answer("registers"), spark_answer("whole")]), encoding="utf-8"
        )
    if step == "compare":
        answer, of_roof = json.loads((folder / "answer.json").read_text("utf-8"))
        sys.stdout.write("".join(f"{row}\n" for row in answer))
        is_equal = bool(answer) and answer == of_roof == duckdb_answer()
        sys.exit(0 if is_equal else "DuckDB and Spark differ, or the roof and its members")
