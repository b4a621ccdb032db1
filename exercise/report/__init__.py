"""The after-action report in the order of HSEEP, and the record as files: what an exercise leaves on paper.

A report is one document (`compose`), set in HTML or DOCX (`written`).
"""

from __future__ import annotations

from pathlib import Path

from exercise.report.compose import compose
from exercise.report.document import Document
from exercise.report.dossier import Dossier, gather, hindsights
from exercise.report.html import html
from exercise.report.word import docx

FORMATS = {".html": "HTML", ".docx": "Word"}


def written(document: Document, suffix: str) -> bytes:
    """The document as a file with that ending.

    Raises:
        ValueError: it is none of `FORMATS`.
    """
    match suffix.lower():
        case ".html":
            return html(document).encode()
        case ".docx":
            return docx(document)
    raise ValueError(f"A report is written as {' or '.join(FORMATS)}, not as {suffix or 'a file without an ending'}.")


def write(document: Document, to: Path) -> None:
    """Write the document to a file, in the format its ending says.

    Raises:
        ValueError: it ends in none of `FORMATS`.
    """
    to.write_bytes(written(document, to.suffix))


__all__ = ["FORMATS", "Document", "Dossier", "compose", "gather", "hindsights", "write", "written"]
