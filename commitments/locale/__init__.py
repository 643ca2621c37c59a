"""The languages there are, and where their message catalogues lie. Opens none of them."""

from pathlib import Path

LANGUAGES = ("en", "vi")
FOLDER = Path(__file__).parent
