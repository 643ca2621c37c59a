"""Runs the chores of this repository by name; `python tasks.py` lists them.

Must not need more than Python and git: the first chore that does makes a virtual environment in .venv, from
the releases pinned in pins/ and no others.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from pins.environment import KEEPS_BYTECODE, ROOT, make_environment, need, pip, run

RECIPES: dict[str, Callable[[list[str]], None]] = {}


def recipe(function: Callable[[list[str]], None]) -> Callable[[list[str]], None]:
    """Register a function as the chore of its name."""
    RECIPES[function.__name__] = function
    return function


@recipe
def setup(_: list[str]) -> None:
    """Make .venv with the package and all that its tests need."""
    need("dev")


@recipe
def status(arguments: list[str]) -> None:
    """Show the status of the commitments in this repository."""
    need()
    run("commit", "status", *arguments)


@recipe
def test(arguments: list[str]) -> None:
    """Run the tests; --laws many tries laws on many examples (options go to pytest)."""
    need("dev")
    run("python", "-m", "pytest", *arguments, **KEEPS_BYTECODE)


@recipe
def lint(_: list[str]) -> None:
    """Look for faults of style, of types and of structure."""
    need("dev")
    run("ruff", "check", ".")
    run("ruff", "format", "--check", ".")
    run("mypy")
    run("lint-imports")


@recipe
def workflows(_: list[str]) -> None:
    """Check what runs on GitHub and GitLab with zizmor and with the schemas of the hosts."""
    need("workflows")
    templates = ROOT / "commitments/templates"
    shipped = [templates / "github/review.yml", templates / "github/comment.yml"]
    shipped += [templates / f"register/github/{name}.yml" for name in ("commitments", "forms", "site")]
    on_github = [*sorted((ROOT / ".github/workflows").glob("*.yml")), *shipped]
    run("zizmor", "--offline", "--persona", "pedantic", "action.yml", *map(str, on_github))
    by_schema = {
        "github-workflows": on_github,
        "github-actions": [ROOT / "action.yml"],
        "github-issue-forms": sorted((templates / "github/ISSUE_TEMPLATE").glob("*.yml")),
        "gitlab-ci": [
            templates / "gitlab/review.yml",
            templates / "register/gitlab/gitlab-ci.yml",
            templates / "register/gitlab/forms.yml",
        ],
    }
    for schema, paths in by_schema.items():
        run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, paths))


@recipe
def browser(arguments: list[str]) -> None:
    """Try the page of `commit report` in Chromium; installs what that needs (options go to pytest)."""
    from pins.browser import need_browser

    need("dev", "browser")
    run("python", "-m", "pytest", "-n", "0", "tests/browser", *arguments, **need_browser())


@recipe
def records(_: list[str]) -> None:
    """Validate our own records and those of the example."""
    need()
    run("commit", "validate")
    run("commit", "validate", "--strict", "--root", "docs/example")


@recipe
def wheel(_: list[str]) -> None:
    """Build the wheel and run it from a new environment."""
    from pins.distribution import install_wheel

    need()
    with tempfile.TemporaryDirectory() as folder:
        pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ".")
        fresh = install_wheel(next(Path(folder).glob("*.whl")), Path(folder))
        elsewhere = {"COMMIT_ROOT": str(ROOT), "COMMIT_CACHE_DIR": str(Path(folder) / "cache")}
        run("commit", "status", "--lang", "vi", environment=fresh, **elsewhere)
        run("commit", "validate", environment=fresh, **elsewhere)
        run("commit", "explain", "no-lead", environment=fresh, **elsewhere)


@recipe
def dist(arguments: list[str]) -> None:
    """Build and try what is published, in dist/; the tag of a release may follow."""
    from pins.distribution import build

    build(arguments[0] if arguments else None)


@recipe
def datapackage(_: list[str]) -> None:
    """Let frictionless check our register and the example as data packages."""
    need()
    engines = engine_environment("frictionless", "frictionless>=5.18,<6")
    with tempfile.TemporaryDirectory() as folder:
        for root in (".", "docs/example"):
            target = str(Path(folder) / Path(root).resolve().name)
            run("commit", "export", target, "--format", "datapackage", "--root", root)
            run("frictionless", "validate", f"{target}/datapackage.json", environment=engines)


@recipe
def spark(_: list[str]) -> None:
    """Run the query of docs/data-package.md in Spark over two registers, and over their roof; needs Java."""
    need("dev")
    engines = engine_environment("spark", "pyspark>=4.0,<5")
    with tempfile.TemporaryDirectory() as folder:
        run("python", "tests/docs/engine_queries.py", "lay", folder, "parquet")
        run("python", "tests/docs/engine_queries.py", "spark", folder, environment=engines)
        run("python", "tests/docs/engine_queries.py", "compare", folder)


def engine_environment(name: str, requirement: str) -> Path:
    """An environment in build/ with another program that reads our exports, made once."""
    environment = ROOT / "build" / name
    if not environment.exists():
        make_environment(environment)
        pip("install", requirement, environment=environment)
    return environment


@recipe
def messages(_: list[str]) -> None:
    """Update the message catalogues from the code, and compile them."""
    need("dev")
    run("python", "tests/locale/catalogue.py")


@recipe
def digests(_: list[str]) -> None:
    """Remember the files that `commit init` ships with this release, so that later ones can refresh them."""
    need()
    run("python", "-m", "pins.digests")


@recipe
def docs(_: list[str]) -> None:
    """Refresh the outputs and the picture in the documents, and the kept screens, reviews and briefs."""
    need("dev")
    run("python", "tests/docs/docs_refresh.py")
    run("python", "tests/cli/test_screens.py")
    run("python", "tests/docs/test_briefs.py")
    run("python", "tests/cli/test_review_words.py", PYTHONPATH="tests")
    run("python", "docs/picture.py")


@recipe
def papers(_: list[str]) -> None:
    """Turn the briefs of our register into PDF with LibreOffice, and look whether every word is there."""
    need("dev")
    run("python", "tests/docs/papers.py", PYTHONPATH="tests/docs")


@recipe
def office(_: list[str]) -> None:
    """Save the workbooks of our register anew with LibreOffice, and import them: nothing may change."""
    need("dev")
    run("python", "tests/docs/office.py", PYTHONPATH="tests")


@recipe
def bench(arguments: list[str]) -> None:
    """Measure the program beside bare floors and other tools, and write the pages; see bench/README.md."""
    need()
    run("python", "-m", "bench", *arguments)


@recipe
def pins(arguments: list[str]) -> None:
    """Pin what pyproject.toml asks for; --upgrade takes the newest (options go to uv)."""
    from pins.releases import pin

    pin(arguments)


@recipe
def newest(arguments: list[str]) -> None:
    """Run the tests with the newest releases that pyproject.toml allows; --python, --unbounded."""
    from pins.releases import run_tests_with

    run_tests_with("newest", arguments)


@recipe
def lowest(arguments: list[str]) -> None:
    """Run the tests with the lowest releases that pyproject.toml allows; --python."""
    from pins.releases import run_tests_with

    run_tests_with("lowest", arguments)


@recipe
def check(_: list[str]) -> None:
    """Check all that must hold before a change lands, except the tests."""
    lint([])
    records([])
    wheel([])


@recipe
def clean(_: list[str]) -> None:
    """Remove the files that the chores made."""
    for name in (".venv", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Run the chore named first, with the arguments that follow."""
    if not arguments or arguments[0] not in RECIPES:
        for name, function in RECIPES.items():
            print(f"{name:10} {(function.__doc__ or '').splitlines()[0]}")
        return 0 if not arguments else 2
    RECIPES[arguments[0]](arguments[1:])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
