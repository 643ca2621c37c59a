"""Starts the program, as `commit` or `python -m commitments`. Must not show a traceback when interrupted."""

try:  # around every line: an interrupt may come while modules load
    import sys

    from commitments.cli.program import run

    if __name__ == "__main__":
        sys.exit(run())
except KeyboardInterrupt:
    raise SystemExit(130) from None
