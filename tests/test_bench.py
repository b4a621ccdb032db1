"""The bench measures what the product is now."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_control_page_is_measured_with_one_and_with_ten_syndicates(tmp_path: Path) -> None:
    """Its figures are there, whatever they are."""
    command = [sys.executable, "-m", "tests.benchmarks", "--quick", "--only", "control"]
    done = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    found = json.loads((tmp_path / "var" / "bench.json").read_text("utf-8"))["control"]
    assert found["syndicates"] == 10, done.stderr
    assert min(found["draw_s"], found["alone"]["draw_s"], found["file_ms"]) > 0
