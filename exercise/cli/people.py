"""Commands about people: staff accounts."""

from __future__ import annotations

from typing import Annotated

import typer

from exercise import staff
from exercise.cli.common import app, fail, opened, out
from exercise.core.acts import Role


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
        fail("Trainees join with the code of their seat; accounts are for the staff.")
    with opened() as control:
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
            fail(str(error.args[0]))
        out.print(f"{name}: password {password}", markup=False)
