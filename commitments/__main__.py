"""`python -m commitments` is `commit`."""

import sys

from commitments.cli.app import main

sys.exit(main())
