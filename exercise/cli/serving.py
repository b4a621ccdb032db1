"""Commands that serve: serve and demo."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from threading import Timer
from typing import Annotated

import typer

from exercise import seating, staff
from exercise.cli.common import (
    Host,
    Port,
    app,
    control_over,
    database,
    fail,
    opened_store,
    out,
    scenario_folder,
    scenario_folders,
    shown,
)
from exercise.codes import hashed
from exercise.content import ContentError, load
from exercise.control import Control
from exercise.core.acts import Role, Seat, StartEx
from exercise.demo import Crew
from exercise.shipped import folder
from exercise.store import StoreConflict


@app.command()
def serve(port: Port = 8501, host: Host = "127.0.0.1") -> None:
    """Serve exercises until told to stop."""
    control = control_over(opened_store(database()))
    out.print(f"Database  {shown(database())}")
    # Of several processes that start at once on an empty database, one makes the account.
    with suppress(StoreConflict):
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
    control = control_over(opened_store(f"sqlite:///{path}"))
    try:
        content = load(scenario_folder(scenario))
    except ContentError as error:
        fail(str(error))
    past = _held(control) if course else []
    id, issued = seating.set_up(control, content, title=f"{content.title} (demonstration)")
    excon = control.store.add_account("controller", Role.CONTROLLER, hashed(token_urlsafe(9)), control.now())
    crew = Crew(control, id)
    # Plans are filed before StartEx.
    crew.act()
    control.file(id, Seat(excon.id, Role.CONTROLLER), StartEx(rate), "demo/start")
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
        ids = hold(control, scenario_folders([folder("injects")]), [Seat(who.id, who.role) for who in staff], now)
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
