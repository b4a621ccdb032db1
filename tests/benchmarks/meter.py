"""What script threads spend, said at an address of the measured server: the part of a redraw that is no transport."""

from __future__ import annotations

import json
from threading import Lock
from time import thread_time
from urllib.request import urlopen

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime.scriptrunner import RerunData

from exercise.web.whole import Runner

PATH = "/api/spent"


def meter() -> Route:
    """Count what every run costs its thread from now on; the route says how many runs there were, and their CPU (s)."""
    spent = {"runs": 0.0, "cpu_s": 0.0}
    lock, run = Lock(), Runner._run_script

    def metered(self: Runner, rerun_data: RerunData) -> None:
        began = thread_time()
        run(self, rerun_data)
        took = thread_time() - began
        with lock:
            spent["runs"] += 1
            spent["cpu_s"] += took

    async def said(_request: Request) -> JSONResponse:
        return JSONResponse(spent)

    Runner._run_script = metered  # type: ignore[method-assign]
    return Route(PATH, said)


def spent(host: str) -> tuple[float, float]:
    """The runs so far at a metered server, and their threads' CPU (s)."""
    with urlopen(f"http://{host}{PATH}") as answer:
        told = json.load(answer)
    return told["runs"], told["cpu_s"]
