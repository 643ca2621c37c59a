"""The program: `commit` and `python -m commitments`. Interrupted at any time, it ends without a word."""

import gc
import os
import sys


def run() -> int:
    """Run the command line of this process; the exit status."""
    gc.disable()  # so short a life makes no cycles worth looking for, least of all among what is imported
    try:
        return _answer()
    except KeyboardInterrupt:
        return 130
    finally:
        gc.freeze()  # nor is there any use in looking for them at the very end


def _answer() -> int:
    if "_COMMIT_COMPLETE" in os.environ:
        from commitments.cli.quick_complete import complete_in_bash

        status = complete_in_bash(os.environ)
        if status is not None:
            return status
    from commitments.cli.app import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
