"""Serve a test exercise in a process of its own: `python -m tests.web.serve DATABASE PORT [TRAINEES]`.

Prints one line of JSON: the exercise and a cookie for every seat.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from pathlib import Path
from secrets import token_urlsafe

import uvicorn
from starlette.routing import BaseRoute

from exercise.ui.session import token_sha
from exercise.web.app import build
from tests.web.stage import PAGE, Stage, stage


def main(url: str, port: str, trainees: str = "2") -> None:
    """Set up the exercise and serve until killed."""
    serve(stage(url, trainees=int(trainees)), PAGE, int(port))


def serve(made: Stage, script: Path, port: int, routes: tuple[BaseRoute, ...] = ()) -> None:
    """Let everybody in, say so in a line of JSON, and serve the script until killed."""
    cookies = let_in(made)
    sys.stdout.write(json.dumps({"exercise": made.exercise, "cookies": cookies, "codes": made.codes}) + "\n")
    sys.stdout.flush()
    uvicorn.run(
        build(made.control, script, routes), host="127.0.0.1", port=port, ws="websockets-sansio", log_level="warning"
    )


def let_in(made: Stage) -> dict[str, str]:
    """Sign everybody in; the cookie of every seat by its name."""
    now = made.control.now()
    cookies = {}
    for name, info in made.seats.items():
        cookies[name] = token_urlsafe(32)
        made.control.store.add_login(
            token_sha(cookies[name]), seat_id=info.id, created=now, expires=now + timedelta(days=1)
        )
    return cookies


if __name__ == "__main__":
    main(*sys.argv[1:])
