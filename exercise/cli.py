"""The command `whitecell`: a skin over the library. `--json` prints one JSON object and nothing else."""

from __future__ import annotations

import json
import os
import sys
import webbrowser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from secrets import token_urlsafe
from threading import Timer
from time import perf_counter
from typing import Annotated, Any, Literal, NoReturn

import structlog
import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from exercise import archive, seating, staff
from exercise.codes import hashed
from exercise.content import ContentError, check, load, load_module
from exercise.control import Control
from exercise.core.acts import Role, Seat, StartEx
from exercise.core.bots import POLICIES, play, rehearsed
from exercise.core.scoring import headline
from exercise.demo import Crew
from exercise.engines import replayed
from exercise.rehearsal import SKILLS, peak_words, rehearse
from exercise.shipped import folder
from exercise.store import NewSeat, Store, StoreError, open_store

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
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=sys.stderr))


@app.command(name="check")
def check_scenarios(
    paths: Annotated[list[Path] | None, typer.Argument(help="Scenario folders, or folders of them.")] = None,
    golden: Annotated[bool, typer.Option(help="Write each scenario's expected.json again.")] = False,
) -> None:
    """Check scenarios: one line each, or every problem with file, line and how to mend it."""
    broken = False
    for path in _scenario_folders(paths or [folder("injects")]):
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
        _fail(f"{bots} is not a policy; choose one of {', '.join(POLICIES)}.")
    try:
        content = load(_scenario(scenario), seed)
    except ContentError as error:
        _fail(str(error))
    began = perf_counter()
    log, run = play(content, {agency.id: policy for agency in content.agencies})
    figures = headline(run) | {"bots": policy, "seed": seed, "wall_s": round(perf_counter() - began, 3)}
    if save:
        with _opened() as control:
            seats = [
                NewSeat(Role.TRAINEE, agency.id, "A", f"Bot {agency.short or agency.name}")
                for agency in content.agencies
            ]
            id = control.create(content, seats, title=f"{content.title} ({policy} bots, seed {seed})")
            control.keep(id, (replace(entry, syndicate=entry.seat.syndicate) for entry in log))
            figures["exercise"] = id
    _print(figures, as_json)


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
        _fail(f"{bots} is not a policy; choose one of {', '.join(SKILLS)}.")
    try:
        content = load(_scenario(scenario))
    except ContentError as error:
        _fail(str(error))
    models = [model.id for model in content.models]
    if coordination and coordination not in models:
        _fail(f"{coordination} is not a coordination model of {content.title}; choose one of {', '.join(models)}.")
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
        _fail("Dask is not installed here; install whitecell[dask].")
    if not scheduler:
        _fail("Say where the Dask scheduler is: --scheduler tcp://host:8786")
    try:
        Client(scheduler, timeout="10s")
    except OSError as error:
        _fail(f"The Dask scheduler at {scheduler} does not answer: {error}")


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
            _fail(str(error))
        title, scenario, syndicates, rows = log.title, log.scenario, log.syndicates, log.rows
    else:
        with _opened() as control:
            info = control.store.exercise(what)
            if info is None:
                _fail(f"There is no exercise {what} here, and no such file.")
            broken = control.store.verify_chain(what)
            title, syndicates, rows = info.title, info.syndicates, control.store.since(what, 0)
            scenario = control.run(what).scenario
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
    _print(result, as_json)
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
    with _opened() as control:
        try:
            if format is not None:
                rows = record.export(control, exercise, to, format, names=names)
                out.print(f"{to}: {sum(rows.values())} rows in {len(rows)} tables, described in `{record.DICTIONARY}`")
                return
            written = "\n".join(archive.lines(control.store, exercise))
            to.write_text(written + "\n", encoding="utf-8")
        except (LookupError, OSError) as error:
            _fail(str(error))
    out.print(f"{to}: {written.count(chr(10))} entries")


@app.command()
def report(
    exercise: Annotated[str, typer.Argument(help="The exercise's id.")],
    to: Annotated[
        Path, typer.Option(help="The file to write: aar.docx to go on writing in, aar.html to read and print.")
    ],
    names: Names = True,
) -> None:
    """Write the after-action report."""
    from exercise import report as reporting

    with _opened() as control:
        try:
            reporting.write(reporting.compose(reporting.gather(control, exercise, names=names)), to)
        except (LookupError, ValueError, OSError) as error:
            _fail(str(error))
    out.print(f"{to}: after-action report")


@app.command()
def rebuild(
    exercise: Annotated[str, typer.Argument(help="The exercise's id; all exercises without one.")] = "",
) -> None:
    """Drop the record tables and write them again from the log."""
    with _opened() as control:
        for id in [exercise] if exercise else [info.id for info in control.store.exercises()]:
            try:
                control.rebuild(id)
            except LookupError as error:
                _fail(str(error))
            out.print(f"{id}: record rebuilt from {control.store.head(id)} entries")


@app.command()
def account(
    name: Annotated[str, typer.Argument(help="The name to sign in with; an e-mail address for OpenID Connect.")] = "",
    role: Annotated[Role | None, typer.Option(help="What the account may do; a controller by default.")] = None,
    exercise: Annotated[list[str] | None, typer.Option(help="An exercise it may open; repeat for more.")] = None,
    everywhere: Annotated[bool, typer.Option("--everywhere", help="It may open every exercise.")] = False,
    disable: Annotated[bool, typer.Option("--disable", help="Shut the account out.")] = False,
    enable: Annotated[bool, typer.Option("--enable", help="Let it in again, with the password it had.")] = False,
) -> None:
    """Make a staff account or give one a new password, post it to exercises, shut it out; without a name, list all."""
    if role is Role.TRAINEE:
        _fail("Trainees join with the code of their seat; accounts are for the staff.")
    with _opened() as control:
        if not name:
            for line in staff.listed(control):
                out.print(line, markup=False)
            return
        try:
            if disable or enable:
                staff.shut_out(control, name, disable)
                out.print(f"{name}: {'shut out' if disable else 'let in again'}", markup=False)
                return
            password = staff.appoint(control, name, role, tuple(exercise or ()), everywhere)
        except LookupError as error:
            _fail(str(error.args[0]))
        out.print(f"{name}: password {password}", markup=False)


@app.command()
def serve(port: Port = 8501, host: Host = "127.0.0.1") -> None:
    """Serve exercises until told to stop."""
    control = _control(_open(_database()))
    out.print(f"Database  {_shown(_database())}")
    if not control.store.accounts():
        password = staff.appoint(control, "controller", Role.CONTROLLER)
        out.print(f"Sign in   {_address(host, port)}/login as controller, password {password}", markup=False)
    out.print(f"Serving   {_address(host, port)}  (stop with Ctrl-C)")
    _serve(control, host, port)


@app.command()
def demo(
    port: Port = 8501,
    host: Host = "127.0.0.1",
    rate: Annotated[float, typer.Option(help="Exercise minutes per real minute.")] = 12.0,
    browser: Annotated[bool, typer.Option(help="Open controller, scoreboard and one trainee.")] = True,
    scenario: Annotated[str, typer.Option(help="The scenario to show.")] = "harmattan-link",
    course: Annotated[bool, typer.Option(help="Leave ended exercises of all scenarios for the debrief.")] = True,
) -> None:
    """Show a running exercise: simulated trainees sit in every seat that nobody takes."""
    from exercise.web.login import link_to

    path = Path("var/demo.db")
    for old in path.parent.glob("demo.db*"):
        old.unlink()
    control = _control(_open(f"sqlite:///{path}"))
    try:
        content = load(_scenario(scenario))
    except ContentError as error:
        _fail(str(error))
    past = _held(control) if course else []
    id, issued = seating.set_up(control, content, title=f"{content.title} (demonstration)")
    excon = control.store.add_account("controller", Role.CONTROLLER, hashed(token_urlsafe(9)), control.now())
    control.file(id, Seat(excon.id, Role.CONTROLLER), StartEx(rate), "demo/start")
    crew = Crew(control, id)
    crew.start()
    here = _address(host, port)

    def there(name: str) -> str:
        # A name of its own for each seat keeps the sign-ins apart, so that one browser can hold them all.
        return here.replace("localhost", f"{name}.localhost")

    links = [
        ("Controller", here + link_to(control, account_id=excon.id)),
        ("Scoreboard", there("scoreboard") + link_to(control, account_id=excon.id, page="scoreboard")),
    ]
    for place in issued:
        team = place.seat.team or ""
        links.append((f"Trainee, {content.name(team)}", there(team) + link_to(control, seat_id=place.seat.id)))
    links += [(f"Debrief, {title}", there(name) + link) for title, name, link in past]
    out.print(f"\n[bold]{content.title}[/bold] is running at {rate:g} exercise minutes a minute.\n")
    for who, link in links:
        out.print(f"  {who:<26} {link}", markup=False)
    out.print("\nEach link works once, for 15 minutes. Stop with Ctrl-C.\n")
    if browser:
        for _, link in reversed(links[:3]):
            Timer(2, webbrowser.open, [link]).start()
    _serve(control, host, port)


def _held(control: Control) -> list[tuple[str, str, str]]:
    """Hold the course; the title, a name for the address and the instructor's link to each debrief."""
    from exercise.course import hold
    from exercise.web.login import link_to

    now = control.now()
    roles = {"evaluator": Role.EVALUATOR, "second-evaluator": Role.EVALUATOR, "instructor": Role.INSTRUCTOR}
    staff = [control.store.add_account(name, role, hashed(token_urlsafe(9)), now) for name, role in roles.items()]
    with out.status("Playing the exercises of the course"):
        ids = hold(control, _scenario_folders([folder("injects")]), [Seat(who.id, who.role) for who in staff], now)
    return [
        (info.title, f"debrief-{id}", link_to(control, account_id=staff[-1].id, page="debrief", exercise=id))
        for id in ids
        if (info := control.store.exercise(id))
    ]


def _serve(control: Control, host: str, port: int) -> None:
    # Streamlit takes a second to load, which the other commands need not wait for.
    from exercise.web.app import serve as serve_web

    serve_web(control, host, port)


def _address(host: str, port: int) -> str:
    return f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}"


def _database() -> str:
    return os.environ.get("WHITECELL_DATABASE_URL") or DATABASE


def _shown(url: str) -> str:
    """A database address without its password."""
    head, at, tail = url.rpartition("@")
    return f"{head.rpartition(':')[0]}:…@{tail}" if at else url


def _open(url: str) -> Store:
    try:
        return open_store(url)
    except StoreError as error:
        _fail(str(error))


def _control(store: Store) -> Control:
    return Control(store)


class _opened:
    """A control desk over the configured database, closed at the end of the block."""

    def __enter__(self) -> Control:
        self._control = Control(_open(_database()), outage=None)
        return self._control

    def __exit__(self, *_: object) -> Literal[False]:
        self._control.store.close()
        return False


def _scenario(name: str) -> Path:
    """The folder of a scenario named by its path or by the name it ships under."""
    for path in (Path(name), folder("injects") / name):
        if (path / "scenario.yaml").is_file():
            return path
    shipped = ", ".join(path.name for path in _scenario_folders([folder("injects")]))
    return _fail(f"There is no scenario {name}; shipped: {shipped or 'none'}.")


def _scenario_folders(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(sub.parent for sub in path.glob("*/scenario.yaml"))
        found += [path] if (path / "scenario.yaml").exists() or not inside else inside
    return found


def _print(figures: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(figures, ensure_ascii=False))
        return
    for name, value in figures.items():
        out.print(f"{name:<12} {value}", markup=False)


def _fail(reason: str) -> NoReturn:
    err.print(reason, markup=False)
    raise typer.Exit(1)
