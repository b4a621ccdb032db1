"""Who may knock, and what a browser may do with our pages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from exercise.web.guard import LOGIN_HEADER, STREAM, Guard
from exercise.web.login import link_to
from tests.web.stage import Stage
from tests.web.visitor import HOST, Visitor

Visit = Callable[..., Visitor]


class Inside:
    """What stands behind the guard; remembers what reached it."""

    def __init__(self) -> None:
        self.reached: list[Scope] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(scope)
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"inside"})


@pytest.fixture
def inside() -> Inside:
    """An app that remembers."""
    return Inside()


def knock(app: ASGIApp, path: str, **headers: str) -> str:
    """What a WebSocket is told first."""

    async def knocking() -> str:
        async with Visitor(app, cookies={"whitecell": "ada"}).live(path, **headers) as line:
            message = await line.message()
        return f"{message['type']} {message['code']}"

    return asyncio.run(knocking())


FOREIGN = ["https://evil.example", f"https://{HOST}.evil.example", f"https://{HOST}:8443", "null", ""]


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("path", [STREAM, "/live"])
def test_foreign_socket_is_refused(inside: Inside, origin: str, path: str) -> None:
    """A page of another site cannot open a socket with our visitor's cookie; nothing behind hears of it."""
    guarded = Guard(inside, known=lambda cookies: "login")
    assert knock(guarded, path, origin=origin) == "websocket.close 1008"
    assert inside.reached == []


@pytest.mark.parametrize("origin", FOREIGN)
def test_without_the_guard_it_is_not(inside: Inside, origin: str) -> None:
    """The negative control: it is the guard that refuses."""
    knock(inside, STREAM, origin=origin)
    assert len(inside.reached) == 1


@pytest.mark.parametrize("headers", [{}, {"origin": f"https://{HOST}"}, {"origin": f"http://{HOST}"}])
def test_our_own_socket_is_let_through(inside: Inside, headers: dict[str, str]) -> None:
    """Our own pages get through, and what is no browser; the origin goes no further than here."""
    assert knock(Guard(inside, known=lambda cookies: "login"), STREAM, **headers) == "websocket.close 1000"
    assert all(name != b"origin" for name, _ in inside.reached[0]["headers"])


def test_a_stranger_gets_no_page_stream(inside: Inside) -> None:
    """Without a login Streamlit never hears of a visitor."""
    assert knock(Guard(inside, known=lambda cookies: None), STREAM) == "websocket.close 1008"
    assert inside.reached == []


def test_the_login_is_named_to_streamlit_by_us_alone(inside: Inside) -> None:
    """Streamlit hears from us whose login it is; what a browser says about it is dropped."""
    knock(Guard(inside, known=lambda cookies: "truth"), STREAM, **{LOGIN_HEADER: "lie"})
    said = [value for name, value in inside.reached[0]["headers"] if name.decode() == LOGIN_HEADER]
    assert said == [b"truth"]


def test_a_form_of_another_site_is_refused(played: Stage, visit: Visit) -> None:
    """Nobody can be made to join, sign out or save by another site."""
    for path in ("/join", "/login", "/logout", "/draft"):
        assert visit().post(path, {}, origin="https://evil.example").status == 403


@pytest.mark.parametrize("path", ["/", "/desk", "/control?exercise=x", "/logout"])
def test_strangers_are_led_to_the_door(visit: Visit, path: str) -> None:
    """A page without a login leads to the join form."""
    answer = visit().get(path)
    assert (answer.status, answer.headers["location"]) == (303, "/join")


@pytest.mark.parametrize("path", ["/media/abc.png", "/_stcore/upload_file/a/b", "/component/x"])
def test_strangers_get_no_files(visit: Visit, path: str) -> None:
    """Files that Streamlit gives to anybody who knows the address need a login here."""
    assert visit().get(path).status == 401


@pytest.mark.parametrize("path", ["/_stcore/health", "/_stcore/host-config", "/static/js/index.js", "/ready", "/join"])
def test_some_things_are_open(visit: Visit, path: str) -> None:
    """What a page needs before anybody is known, and what a balancer asks."""
    assert visit().get(path).status == 200


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"])
def test_some_things_are_not_there(played: Stage, visit: Visit, path: str) -> None:
    """What tells about the server is shown to nobody, whoever asks."""
    ada = visit()
    ada.get(link_to(played.control, seat_id=played.seats["a1"].id))
    assert ada.get(path).status == 404


def test_every_answer_carries_the_policy(visit: Visit) -> None:
    """Nothing from elsewhere, nothing to elsewhere, in no frame."""
    for path in ("/join", "/", "/media/x", "/ready"):
        headers = visit().get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert f"connect-src 'self' ws://{HOST} wss://{HOST};" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_a_strange_host_does_not_get_into_the_policy(visit: Visit) -> None:
    """The policy names the host only where it is one."""
    headers = visit().get("/join", host="a; script-src *").headers
    assert "connect-src 'self';" in headers["content-security-policy"]
    assert "script-src *" not in headers["content-security-policy"]


def test_streamlit_keeps_its_advice_to_itself(visit: Visit) -> None:
    """No site may talk to our pages, and a lost connection is not explained with a developer's dialog."""
    told = visit().get("/_stcore/host-config").json
    assert (told["allowedOrigins"], told["blockErrorDialogs"]) == ([], True)
