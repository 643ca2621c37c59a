"""The program: `commit` and `python -m commitments`. Interrupted at any time, it ends without a word."""

import sys


def run() -> int:
    """Run the command line of this process; the exit status."""
    try:
        from commitments.cli.app import main

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
