"""The house: imports point one way, words are the field's, every room says what it is for."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from exercise.core import facts
from exercise.core.acts import ACTS

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    path for folder in ("exercise", "pages") for path in (ROOT / folder).rglob("*.py") if "versions" not in path.parts
)


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            package = node.module in ("exercise", "exercise.core", "exercise.ui")
            found |= {f"{node.module}.{alias.name}" for alias in node.names} if package else {node.module}
    return found


def test_import_law() -> None:
    """import-linter's contracts in pyproject.toml hold."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("sqlmodel", ["exercise/store/"]),
        ("sqlalchemy", ["exercise/store/"]),
        ("alembic", ["exercise/store/"]),
        ("streamlit", ["exercise/ui/", "exercise/web/", "pages/"]),
        ("altair", ["exercise/charts/", "exercise/report/"]),
        ("docx", ["exercise/report/word.py"]),
        ("vl_convert", ["exercise/report/pictures.py"]),
        ("pandas", ["exercise/report/record.py"]),
        ("faker", ["exercise/content/cast.py"]),
        ("simpy", ["exercise/core/engine.py", "exercise/core/processes"]),
        ("ruamel", ["exercise/content/"]),
        ("networkx", ["exercise/network.py"]),
        ("joblib", ["exercise/hindsight.py", "exercise/rehearsal.py"]),
    ],
)
def test_each_library_has_its_room(library: str, rooms: list[str]) -> None:
    """A library is imported in its own room and nowhere else."""
    users = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if any(name == library or name.startswith(f"{library}.") for name in _imports(path))
    ]
    assert users
    assert [user for user in users if not any(user.startswith(room) for room in rooms)] == []


def test_the_core_reads_no_clock_and_makes_no_noise() -> None:
    """The core imports nothing that knows the time of day, the network, files or chance without a seed."""
    forbidden = {"time", "os", "pathlib", "socket", "secrets", "uuid", "logging", "threading", "asyncio"}
    for path in (ROOT / "exercise/core").rglob("*.py"):
        assert not forbidden & _imports(path), path.name
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"datetime\.(now|today|utcnow)\(|random\.(random|choice|seed)\(|\bprint\(|\bopen\(", text
        ), path.name


def test_pages_see_views_only() -> None:
    """A page imports ui, charts, views and nouns of the core; never the engine, the store or the control desk."""
    for path in (ROOT / "pages").glob("*.py"):
        reached = {name for name in _imports(path) if name.startswith("exercise.")}
        nouns = {f"exercise.core.{noun}" for noun in ("acts", "excon", "scenario", "views")}
        assert {name for name in reached if not name.startswith(("exercise.ui", "exercise.charts"))} <= nouns, path.name


def test_every_module_says_what_it_is() -> None:
    """Every module opens with a sentence."""
    silent = [path.name for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert [name for name in silent if name != "__init__.py"] == []


def test_names() -> None:
    """Entries are imperatives or the field's noun, facts are past participles, and nothing is called Event."""
    outcomes = [name for name, value in vars(facts).items() if isinstance(value, type) and hasattr(value, "_fields")]
    assert sorted(outcomes) == sorted(kind.__name__ for kind in get_args(facts.Fact))
    participles = ("ed", "Taken", "Met", "Drawn", "Held", "Written", "Sent", "Ready", "Made", "Given", "Done", "Told")
    participles += ("Out", "Broken", "Pending")
    assert [name for name in outcomes if not name.endswith(participles)] == []
    words = {name for path in MODULES for name in re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.M)}
    assert not words & {"Event", "Challenge", "Game", "User"}
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", kind) for kind in ACTS)


def test_versions_agree() -> None:
    """The changelog's newest version is the package's."""
    from exercise import __version__

    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {__version__}" in changelog


def test_no_addresses_in_the_lock() -> None:
    """The lock file names versions and hashes, no addresses."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in lock
    assert "://" not in lock
