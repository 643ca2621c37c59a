"""What machine this is, as far as figures depend on it. Tells nothing by which it could be found."""

import os
import platform
import re
import subprocess
from pathlib import Path


def described() -> str:
    """Python, system, processor, cores, memory and git in one line."""
    parts = (
        f"{platform.python_implementation()} {platform.python_version()}",
        f"{platform.system()} {platform.machine()}",
        _processor(),
        f"{os.cpu_count()} cores",
        _memory(),
        _git(),
    )
    return ", ".join(part for part in parts if part)


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    found = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    return found[1].strip() if found else ""


def _memory() -> str:
    if not hasattr(os, "sysconf"):
        return ""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory"


def _git() -> str:
    try:
        return subprocess.run(["git", "version"], capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""
