"""What the commands share: the application, its consoles, its databases, and how it fails."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import structlog
import typer
from rich.console import Console

from exercise.control import Control
from exercise.shipped import folder
from exercise.store import Store, StoreError, open_store

DATABASE = "sqlite:///var/whitecell.db"


app = typer.Typer(
    help="Training exercises for agencies that must work together under pressure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


out = Console(highlight=False, soft_wrap=True)


err = Console(stderr=True, highlight=False, soft_wrap=True)


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


Port = Annotated[int, typer.Option(help="Port to serve on.")]


Host = Annotated[str, typer.Option(help="Address to serve on; 0.0.0.0 for everybody on the network.")]


Names = Annotated[bool, typer.Option(help="With the names of people, or without.")]


@app.callback()
def _main() -> None:
    # Whoever borrows standard error for a while gets what is logged meanwhile.
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))


def database() -> str:
    """The address of the database: named by the environment, or the default."""
    return os.environ.get("WHITECELL_DATABASE_URL") or DATABASE


def shown(url: str) -> str:
    """A database address without its password."""
    head, at, tail = url.rpartition("@")
    return f"{head.rpartition(':')[0]}:…@{tail}" if at else url


def opened_store(url: str) -> Store:
    """The store at that address; a sentence and the end of the command where it cannot be opened."""
    try:
        return open_store(url)
    except StoreError as error:
        fail(str(error))


def control_over(store: Store) -> Control:
    """The control desk over a store."""
    return Control(store)


class opened:
    """A control desk over the configured database, closed at the end of the block."""

    def __enter__(self) -> Control:
        self._control = Control(opened_store(database()), outage=None)
        return self._control

    def __exit__(self, *_: object) -> Literal[False]:
        self._control.store.close()
        return False


def scenario_folder(name: str) -> Path:
    """The folder of a scenario named by its path or by the name it ships under."""
    for path in (Path(name), folder("injects") / name):
        if (path / "scenario.yaml").is_file():
            return path
    shipped = ", ".join(path.name for path in scenario_folders([folder("injects")]))
    return fail(f"There is no scenario {name}; shipped: {shipped or 'none'}.")


def scenario_folders(paths: Sequence[Path]) -> list[Path]:
    """The scenario folders at those paths, or inside them."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(sub.parent for sub in path.glob("*/scenario.yaml"))
        found += [path] if (path / "scenario.yaml").exists() or not inside else inside
    return found


def say(figures: dict[str, Any], as_json: bool) -> None:
    """Print figures, one a line or as one JSON object."""
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        out.print(f"{name:<12} {value}", markup=False)


def fail(reason: str) -> NoReturn:
    """Say why it cannot be done, and end the command with 1."""
    err.print(reason, markup=False)
    raise typer.Exit(1)
