"""Streamlit's page as we serve it, and what the root leads to."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.applications import Starlette

from exercise.core.acts import EndEx, Role
from exercise.ui.main import PAGES
from exercise.web import shell
from exercise.web.app import hub_of, our_guard, our_routes
from exercise.web.login import link_to
from exercise.web.shell import ShellChanged, shell_routes
from tests.web.stage import Stage, stage
from tests.web.visitor import Visitor


def visitor(made: Stage, **seat: str) -> Visitor:
    """Somebody who has come in through a link."""
    routes = [*our_routes(made.control, hub_of(made.control)), *shell_routes(made.control)]
    found = Visitor(Starlette(routes=routes, middleware=[our_guard(made.control)]))
    if seat:
        found.get(link_to(made.control, **seat))
    return found


def test_every_page_has_an_address() -> None:
    """Each is served as the same page, which asks again whether it is still the newest."""
    made = stage()
    ada = visitor(made, seat_id=made.seats["a1"].id)
    for name, _, _ in PAGES:
        answer = ada.get(f"/{name}")
        assert (answer.status, answer.headers["cache-control"], answer.text) == (200, "no-cache", shell.shell())


def test_the_page_bears_our_name_and_knows_its_server() -> None:
    """Nothing of Streamlit's own words to visitors is left; every script in it is let through by our policy."""
    page = shell.shell()
    assert "<title>Whitecell</title>" in page
    assert "BACKEND_BASE_URL: location.origin" in page
    assert not re.search(r"streamlit app|agent|openapi", page, re.IGNORECASE)
    policy = visitor(stage()).get("/join").headers["content-security-policy"]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in policy


def test_another_page_of_streamlit_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade nobody serves a page that was changed by halves."""
    monkeypatch.setattr(shell, "_CHANGES", (("no such thing", ""),))
    with pytest.raises(ShellChanged, match="no such thing"):
        shell.shell.__wrapped__()


def test_the_root_leads_on() -> None:
    """To the lobby before StartEx and after EndEx, to the desk in play; the staff to their first page."""
    made = stage()
    ada, cleo = (visitor(made, seat_id=made.seats[name].id) for name in ("a1", "excon"))
    assert ada.get("/").headers["location"] == "/lobby"
    made.start()
    assert ada.get("/").headers["location"] == "/desk"
    assert ada.get("/?inject=I1").headers["location"] == "/desk?inject=I1"
    made.file("excon", EndEx())
    assert ada.get("/").headers["location"] == "/lobby"
    assert cleo.get("/").headers["location"] == "/control"
    assert visitor(made).get("/").headers["location"] == "/join"


def test_the_staff_of_no_exercise_have_a_first_page() -> None:
    """An account with nothing open yet comes to where it can begin."""
    made = stage()
    account = made.control.store.add_account("ines", Role.INSTRUCTOR, "x", made.control.now())
    assert visitor(made, account_id=account.id).get("/").headers["location"] == "/evaluate"
