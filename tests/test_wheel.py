"""The built wheel works without the checkout: pages, scenarios, migrations, templates and assets travel inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files in a folder of their own."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), "."]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(unpacked: Path, code: str, cwd: Path) -> str:
    """Run Python with the wheel before the checkout."""
    environment = os.environ | {"PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_play_and_save(unpacked: Path, tmp_path: Path) -> None:
    """The command plays a shipped scenario and keeps it in a fresh database."""
    code = "from exercise.cli import app; app(['play', 'harmattan-link', '--bots', 'expert', '--json', '--save'])"
    figures = json.loads(run(unpacked, code, tmp_path))
    golden = json.loads((ROOT / "injects/harmattan-link/expected.json").read_text(encoding="utf-8"))
    assert figures["mark"] == golden["mark"]
    assert (tmp_path / "var/whitecell.db").exists()


def test_everything_travels(unpacked: Path, tmp_path: Path) -> None:
    """Pages, scenarios, browser components and the server's settings are found inside the wheel."""
    code = """
from pathlib import Path
import exercise
from exercise.shipped import folder
from exercise.content import available, load_module
from exercise.ui import components, theme
inside = Path(exercise.__file__).parent
assert folder("pages").is_relative_to(inside) and folder("injects").is_relative_to(inside), folder("pages")
print([load_module(path).title for path in available().values() if path.is_relative_to(inside)])
print(sorted(page.name for page in folder("pages").glob("*.py")), sorted(components.assets()), len(theme.settings()))
"""
    said = run(unpacked, code, tmp_path)
    assert (
        "['One of ours', 'The net goes quiet', 'In custody', 'Device on the road', 'The story before the facts']"
        in said
    )
    for name in ("control.py", "desk.py", "lobby.py", "scoreboard.py", "signal.js", "keeper.js", "worklist.js"):
        assert name in said
