"""A commitment tracker over plain files. The public face: what is named here stays.

Names are loaded when first used, so that a command pays only for what it needs.
"""

from __future__ import annotations

__version__ = "0.1.0"
