"""Names the languages and the folder of their message catalogues. It opens none of them."""

from pathlib import Path

LANGUAGES = ("en", "vi")
CATALOGUE_FOLDER = Path(__file__).parent
