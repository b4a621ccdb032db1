"""Serve the barest page behind the product's doors and settings: `python -m tests.benchmarks.bare DATABASE PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.meter import meter
from tests.benchmarks.server import made
from tests.web.serve import serve

PAGE = Path(__file__).with_name("bare_page.py")


def main(url: str, port: str) -> None:
    """Set up the exercise and serve until killed."""
    serve(made(url, ()), PAGE, int(port), (meter(),))


if __name__ == "__main__":
    main(*sys.argv[1:])
