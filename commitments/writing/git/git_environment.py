"""Says what git sees of the environment where it is to change a repository. Starts nothing."""

from __future__ import annotations

from collections.abc import Mapping

_OTHER_REPOSITORY = frozenset(
    {
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"),
        *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
        *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE"),
    }
)


def own_repository_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without what points git to another repository than that of its folder."""
    return {name: value for name, value in environ.items() if name not in _OTHER_REPOSITORY}
