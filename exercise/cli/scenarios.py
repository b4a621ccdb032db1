"""Commands about scenarios: check, play, rehearse."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Annotated, Literal

import typer
from rich.progress import Progress
from rich.table import Table

from exercise.cli.common import Json, app, err, fail, opened, out, say, scenario_folder, scenario_folders
from exercise.content import ContentError, check, load, load_module
from exercise.core.acts import Role
from exercise.core.bots import POLICIES, play, rehearsed
from exercise.core.scoring import headline
from exercise.rehearsal import SKILLS, peak_words, rehearse
from exercise.shipped import folder
from exercise.store import NewSeat


@app.command(name="check")
def check_scenarios(
    paths: Annotated[list[Path] | None, typer.Argument(help="Scenario folders, or folders of them.")] = None,
    golden: Annotated[bool, typer.Option(help="Write each scenario's expected.json again.")] = False,
) -> None:
    """Check scenarios: one line each, or every problem with file, line and how to mend it."""
    broken = False
    for path in scenario_folders(paths or [folder("injects")]):
        problems = check(path)
        for problem in problems:
            if problem.severity != "reminder":
                (err if problem.severity == "error" else out).print(str(problem), markup=False)
        if any(problem.severity == "error" for problem in problems):
            broken = True
            continue
        if (path / "module.yaml").is_file():
            module = load_module(path)
            counts = f"{len(module.injects)} injects, {len(module.reports)} reports"
            out.print(f"{path.name}: {module.title} {module.version}, module, {counts}: in order", markup=False)
            continue
        if golden:
            (path / "expected.json").write_text(json.dumps(rehearsed(load(path)), indent=2) + "\n", encoding="utf-8")
        scenario = load(path)
        asked = sum(inject.ask is not None for inject in scenario.injects)
        out.print(
            f"{path.name}: {scenario.title} {scenario.version}, {len(scenario.agencies)} agencies, "
            f"{len(scenario.injects)} injects ({asked} ask), {len(scenario.reports)} reports: in order",
            markup=False,
        )
    if broken:
        raise typer.Exit(1)


@app.command(name="play")
def play_scenario(
    scenario: Annotated[str, typer.Argument(help="A scenario's name or folder.")],
    bots: Annotated[str, typer.Option(help=f"How skilled the trainees are: {', '.join(POLICIES)}.")] = "typical",
    seed: Annotated[int, typer.Option(help="The seed of names and chance.")] = 1,
    save: Annotated[bool, typer.Option(help="Keep it in the database like any exercise.")] = False,
    as_json: Json = False,
) -> None:
    """Play a whole exercise with simulated trainees, in virtual time."""
    policy = next((policy for policy in POLICIES if policy == bots), None)
    if policy is None:
        fail(f"{bots} is not a policy; choose one of {', '.join(POLICIES)}.")
    try:
        content = load(scenario_folder(scenario), seed)
    except ContentError as error:
        fail(str(error))
    began = perf_counter()
    log, run = play(content, {agency.id: policy for agency in content.agencies})
    figures = headline(run) | {"bots": policy, "seed": seed, "wall_s": round(perf_counter() - began, 3)}
    if save:
        with opened() as control:
            seats = [
                NewSeat(Role.TRAINEE, agency.id, "A", f"Bot {agency.short or agency.name}")
                for agency in content.agencies
            ]
            id = control.create(content, seats, title=f"{content.title} ({policy} bots, seed {seed})")
            control.keep(id, (replace(entry, syndicate=entry.seat.syndicate) for entry in log))
            figures["exercise"] = id
    say(figures, as_json)


@app.command(name="rehearse")
def rehearse_scenario(
    scenario: Annotated[str, typer.Argument(help="A scenario's name or folder.")],
    runs: Annotated[int, typer.Option(min=1, help="How many times.")] = 100,
    bots: Annotated[str, typer.Option(help=f"How skilled the trainees are: {', '.join(SKILLS)}.")] = "mixed",
    coordination: Annotated[str, typer.Option(help="Another coordination model than the scenario's own.")] = "",
    jobs: Annotated[int, typer.Option(help="On how many cores; -1 for all.")] = -1,
    backend: Annotated[Literal["loky", "dask"], typer.Option(help="Where: this machine, or a Dask cluster.")] = "loky",
    scheduler: Annotated[str, typer.Option(help="The Dask scheduler's address, tcp://…")] = "",
    as_json: Json = False,
) -> None:
    """Play a scenario many times with simulated trainees: what never comes, who gets overloaded, how it ends."""
    skill = next((skill for skill in SKILLS if skill == bots), None)
    if skill is None:
        fail(f"{bots} is not a policy; choose one of {', '.join(SKILLS)}.")
    try:
        content = load(scenario_folder(scenario))
    except ContentError as error:
        fail(str(error))
    models = [model.id for model in content.models]
    if coordination and coordination not in models:
        fail(f"{coordination} is not a coordination model of {content.title}; choose one of {', '.join(models)}.")
    content = replace(content, coordination=coordination or content.coordination)
    if backend == "dask":
        _dask(scheduler)
    with Progress(console=err, transient=True) as progress:
        bar = progress.add_task("Rehearsing", total=runs)
        found = rehearse(
            content, runs, skill, jobs=jobs, backend=backend, done=lambda done: progress.update(bar, completed=done)
        )
    if as_json:
        typer.echo(json.dumps(found.plain(), ensure_ascii=False))
        return
    out.print(
        f"{content.title}: outcome {found.outcome.middle:.0f}, in nine of ten rehearsals "
        f"between {found.outcome.low:.0f} and {found.outcome.high:.0f}.",
        markup=False,
    )
    table = Table("team", "busiest", box=None)
    for expected in found.loads:
        table.add_row(content.name(expected.team), peak_words(expected))
    out.print(table)
    dead = ", ".join(found.dead)
    out.print(f"Never came: {dead}." if dead else "Every inject came at least once.", markup=False)


def _dask(scheduler: str) -> None:
    """Join a Dask cluster; joblib finds it by itself afterwards."""
    try:
        from dask.distributed import Client
    except ImportError:
        fail("Dask is not installed here; install whitecell[dask].")
    if not scheduler:
        fail("Say where the Dask scheduler is: --scheduler tcp://host:8786")
    try:
        Client(scheduler, timeout="10s")
    except OSError as error:
        fail(f"The Dask scheduler at {scheduler} does not answer: {error}")
