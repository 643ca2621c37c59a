"""Packs data for a page: JSON, deflated, in letters that no HTML parser takes for markup. Writes no file."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import Any

MOST_INFLATED = 32 * 1024 * 1024
"""Bytes to which a browser inflates one block; it refuses a longer one."""
QUICK, SMALL = 6, 9
"""Levels of zlib: for what every page packs anew, and for what is kept between pages."""


def packed(value: Any, level: int = QUICK) -> str:
    """A value as JSON, deflated by zlib (RFC 1950), in base64 (RFC 4648)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    data = text.encode("utf-8", "backslashreplace")
    return base64.b64encode(zlib.compress(data, level)).decode("ascii")


def unpacked(text: str) -> Any:
    """The value that `packed` packed."""
    return json.loads(zlib.decompress(base64.b64decode(text)))


def policy_hash(content: str) -> str:
    """The hash by which a content security policy allows a style or a script of the page."""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
