"""One example for each kind of source. A new kind gets a file here and a line in EXAMPLES."""

from source_examples.csv_file import CSV
from source_examples.folder import FOLDER
from source_examples.html import HTML
from source_examples.json_lines import JSON_LINES
from source_examples.mail import EML, MBOX
from source_examples.parquet import PARQUET
from source_examples.pdf_file import PDF
from source_examples.telegram import TELEGRAM_HTML, TELEGRAM_JSON
from source_examples.text_file import TEXT_FILE
from source_examples.told import MEGABYTE, Example, Told
from source_examples.web_archive import WEB_ARCHIVE
from source_examples.xlsx import XLSX

EXAMPLES = (
    FOLDER,
    JSON_LINES,
    TEXT_FILE,
    CSV,
    XLSX,
    PARQUET,
    HTML,
    WEB_ARCHIVE,
    TELEGRAM_JSON,
    TELEGRAM_HTML,
    EML,
    MBOX,
    PDF,
)

__all__ = ["EXAMPLES", "MEGABYTE", "Example", "Told"]
