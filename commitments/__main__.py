"""The program: `commit` and `python -m commitments`. Interrupted at any time, it ends without a word."""

try:  # around every line: an interrupt may come while modules load
    import sys

    from commitments.cli.program import run

    if __name__ == "__main__":
        sys.exit(run())
except KeyboardInterrupt:
    raise SystemExit(130) from None
