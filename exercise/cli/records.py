"""Commands about exercises on record: replay, export, report, rebuild."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.progress import Progress

from exercise import archive
from exercise.cli.common import Json, Names, app, err, fail, opened, out, say
from exercise.core.debrief.whatif import Comparison
from exercise.engines import replayed
from exercise.hindsight import Hindsight


@app.command(name="replay")
def replay_log(
    what: Annotated[
        str, typer.Argument(metavar="EXERCISE_OR_FILE", help="An exercise's id, or a log written by export.")
    ],
    as_json: Json = False,
) -> None:
    """Replay a stored exercise or an exported log and say whether every mark comes out again."""
    began = perf_counter()
    broken: str | None = None
    if Path(what).is_file():
        try:
            log = archive.read(Path(what))
        except archive.ArchiveError as error:
            fail(str(error))
        title, scenario, syndicates, rows = log.title, log.scenario, log.syndicates, log.rows
    else:
        with opened() as control:
            info = control.store.exercise(what)
            if info is None:
                fail(f"There is no exercise {what} here, and no such file.")
            broken = control.store.verify_chain(what)
            title, syndicates, rows = info.title, info.syndicates, control.store.since(what, 0)
            scenario = control.scenario(what)
    runs, found = replayed(scenario, syndicates, rows)
    result = {
        "title": title,
        "entries": len(rows),
        "agree": found is None and broken is None,
        "divergence": found._asdict() if found else None,
        "chain": broken or "whole",
        "facts": sum(len(run.facts) for run in runs),
        "mark": rows[-1].mark if rows else None,
        "wall_s": round(perf_counter() - began, 3),
    }
    say(result, as_json)
    if not result["agree"]:
        raise typer.Exit(1)


@app.command()
def export(
    exercise: Annotated[str, typer.Argument(help="The exercise's id.")],
    to: Annotated[Path, typer.Option(help="record.sqlite, a folder csv/ or parquet/, or a file for the log.")],
    names: Names = True,
) -> None:
    """Write an exercise's record as SQLite, CSV or Parquet with a data dictionary, or its log for `replay`."""
    # Pandas takes half a second to load, which the other commands need not wait for.
    from exercise.report import record

    format = record.format_of(to)
    with opened() as control:
        try:
            if format is not None:
                rows = record.export(control, exercise, to, format, names=names)
                out.print(f"{to}: {sum(rows.values())} rows in {len(rows)} tables, described in `{record.DICTIONARY}`")
                return
            written = "\n".join(archive.lines(control.store, exercise))
            to.write_text(written + "\n", encoding="utf-8")
        except (LookupError, OSError) as error:
            fail(str(error))
    out.print(f"{to}: {written.count(chr(10))} entries")


@app.command()
def report(
    exercise: Annotated[str, typer.Argument(help="The exercise's id.")],
    to: Annotated[
        Path, typer.Option(help="The file to write: aar.docx to go on writing in, aar.html to read and print.")
    ],
    names: Names = True,
    moments: Annotated[
        bool, typer.Option(help="Try out what else could have been done, for the decisive moments.")
    ] = True,
) -> None:
    """Write the after-action report."""
    from exercise import report as reporting

    with opened() as control:
        try:
            tried = _tried_out(reporting.hindsights(control, exercise)) if moments else None
            dossier = reporting.gather(control, exercise, names=names, tried=tried)
            reporting.write(reporting.compose(dossier), to)
        except (LookupError, ValueError, OSError) as error:
            fail(str(error))
    out.print(f"{to}: after-action report")


def _tried_out(hindsights: Mapping[str, Hindsight]) -> dict[str, tuple[Comparison, ...]]:
    """What would have followed had one thing been done otherwise, by syndicate, tried out with progress shown.

    Raises:
        ValueError: a replay failed.
    """
    with Progress(console=err, transient=True) as progress:
        for hindsight in hindsights.values():
            shown = progress.add_task("Trying out what else could have been done", total=hindsight.total)
            hindsight.start()
            while hindsight.working:
                hindsight.wait(0.2)
                progress.update(shown, completed=hindsight.done)
            if hindsight.error:
                raise ValueError(f"What else could have been done could not be tried out: {hindsight.error}")
    return {name: hindsight.comparisons() for name, hindsight in hindsights.items()}


@app.command()
def rebuild(
    exercise: Annotated[str, typer.Argument(help="The exercise's id; all exercises without one.")] = "",
) -> None:
    """Drop the record tables and write them again from the log."""
    with opened() as control:
        for id in [exercise] if exercise else [info.id for info in control.store.exercises()]:
            try:
                control.rebuild(id)
            except LookupError as error:
                fail(str(error))
            out.print(f"{id}: record rebuilt from {control.store.head(id)} entries")
