"""Describes this machine as far as figures depend on it, and by nothing that names it."""

import os
import platform
import re
import subprocess
from pathlib import Path


def describe_machine() -> str:
    """Python, system, processor, cores, memory and git in one line."""
    parts = (
        f"{platform.python_implementation()} {platform.python_version()}",
        f"{platform.system()} {platform.machine()}",
        _processor(),
        f"{os.cpu_count()} cores",
        _memory(),
        subprocess.run(["git", "version"], capture_output=True, text=True).stdout.strip(),
    )
    return ", ".join(part for part in parts if part)


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    text = about.read_text(encoding="utf-8") if about.exists() else ""
    match = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return match[1].strip() if match else platform.processor()


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory"
