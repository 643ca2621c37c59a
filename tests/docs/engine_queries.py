"""The queries that docs/data-package.md shows, and folders of registers to ask. Compares nothing by itself.

`python tests/docs/engine_queries.py lay FOLDER FORMAT` exports two registers below FOLDER, and
`… spark FOLDER` writes the answer of Spark over them, with nothing of ours but this page;
`… compare FOLDER` shows that answer, and fails where DuckDB gives another one over the same folders.
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


def lay_registers(folder: Path, name: str) -> None:
    """Export the example as two registers; the second has one record alone."""
    from commitments.cli.app import main

    for register, picked in zip(REGISTERS, ([], ["direct-cargo-line", "flood-sensors"]), strict=True):
        root = folder / f"root-{register}"
        shutil.copytree(DOCS / "example", root)
        settings = root / "commitments.toml"
        settings.write_text(f'register = "{register}"\n{settings.read_text("utf-8")}', encoding="utf-8")
        target = str(folder / "registers" / register)
        (folder / "registers").mkdir(exist_ok=True)
        status = main(["--root", str(root), "--today", TODAY, "export", target, *picked, "--format", name])
        assert status == 0


def spark_answer() -> list[list[Any]]:
    """The rows that Spark gives, in the current folder."""
    names: dict[str, Any] = {}
    exec(query("python"), names)
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
        (folder / "answer.json").write_text(json.dumps(spark_answer()), encoding="utf-8")
    if step == "compare":
        answer = json.loads((folder / "answer.json").read_text("utf-8"))
        sys.stdout.write("".join(f"{row}\n" for row in answer))
        sys.exit(0 if answer and answer == duckdb_answer() else "DuckDB and Spark differ")
