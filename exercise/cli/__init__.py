"""The command `whitecell`: a skin over the library. `--json` prints one JSON object and nothing else."""

from __future__ import annotations

from exercise.cli import people, records, scenarios, serving
from exercise.cli.common import app

__all__ = ["app", "people", "records", "scenarios", "serving"]
