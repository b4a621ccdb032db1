"""Signing in with the organisation's accounts: a real flow against an identity provider of our own, and its limits."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
import uvicorn
from joserfc import jwk, jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from exercise.core.acts import Role
from exercise.ui.session import seat_of
from exercise.web import sso
from tests.browser.server import WHITECELL, Server, free_port
from tests.web.stage import Stage
from tests.web.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where an identity provider is configured."""
    monkeypatch.setattr(sso, "offered", lambda: True)


def vouched(**claims: object) -> dict[str, str]:
    """The cookie that Streamlit sets after a sign-in."""
    kept = json.dumps({"is_logged_in": True, "email": "eva@un.example", **claims})
    return {sso.IDENTITY: create_signed_value(get_cookie_secret(), sso.IDENTITY, kept).decode()}


@pytest.fixture
def eva(played: Stage) -> str:
    """An evaluator whose account is named by her address."""
    return played.control.store.add_account("eva@un.example", Role.EVALUATOR, "", played.control.now()).id


def test_who_is_vouched_for_is_let_in(played: Stage, visit: Visit, offered: None, eva: str) -> None:
    """The account of that address is opened, with a login of ours."""
    visitor = visit(cookies=vouched())
    assert visitor.get("/").headers["location"] == "/sso"
    assert visitor.get("/sso").status == 303
    found = seat_of(played.control, visitor.cookies)
    assert found is not None
    assert found.seat.id == eva


@pytest.mark.parametrize(
    ("cookies", "said"),
    [
        (vouched(email="ivo@un.example"), "there is no account of that name"),
        (vouched(email_verified=False), "does not vouch"),
        (vouched(email=""), "does not vouch"),
        (vouched(is_logged_in=False), "does not vouch"),
        ({sso.IDENTITY: "2|forged"}, "does not vouch"),
    ],
    ids=["unknown", "unverified", "no address", "signed out", "forged"],
)
def test_who_is_not_is_told(visit: Visit, offered: None, eva: str, cookies: dict[str, str], said: str) -> None:
    """A stranger, an address nobody has verified and a forged cookie open nothing, and the cookie is taken away."""
    visitor = visit(cookies=dict(cookies))
    answer = visitor.get("/sso")
    assert (answer.status, said in answer.text) == (403, True)
    assert sso.IDENTITY in answer.headers["set-cookie"]


def test_a_disabled_account_stays_out(played: Stage, visit: Visit, offered: None, eva: str) -> None:
    """Who was shut out here is shut out, whatever the organisation says."""
    played.control.store.disable_account(eva)
    assert visit(cookies=vouched()).get("/sso").status == 403


def test_without_a_provider_there_is_no_such_way(visit: Visit, eva: str) -> None:
    """Nothing is offered, and a cookie opens nothing."""
    assert "organisation" not in visit().get("/login").text
    assert visit(cookies=vouched()).get("/sso").headers["location"] == "/login"


def provider(address: str, email: str) -> Starlette:
    """A small identity provider: discovery, keys, authorisation code with PKCE, a signed id token."""
    key = jwk.RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
    asked: dict[str, dict[str, str]] = {}

    async def metadata(_: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": address,
                "authorization_endpoint": f"{address}/authorize",
                "token_endpoint": f"{address}/token",
                "jwks_uri": f"{address}/keys",
                "code_challenge_methods_supported": ["S256"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def keys(_: Request) -> JSONResponse:
        return JSONResponse({"keys": [key.as_dict(private=False)]})

    async def authorize(request: Request) -> RedirectResponse:
        query = dict(request.query_params)
        asked["code-1"] = query
        return RedirectResponse(f"{query['redirect_uri']}?{urlencode({'code': 'code-1', 'state': query['state']})}")

    async def token(request: Request) -> JSONResponse:
        form = {name: found[0] for name, found in parse_qs((await request.body()).decode()).items()}
        query = asked.pop(form["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert proof == query["code_challenge"]
        now = int(time.time())
        claims = {
            "iss": address, "sub": "42", "aud": query["client_id"], "iat": now, "exp": now + 300,
            "nonce": query["nonce"], "email": email, "email_verified": True,
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key)
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", metadata),
            Route("/keys", keys),
            Route("/authorize", authorize),
            Route("/token", token, methods=["POST"]),
        ]
    )


@pytest.fixture
def identity() -> Iterator[str]:
    """The identity provider, serving; it knows eva."""
    port = free_port()
    address = f"http://localhost:{port}"
    server = uvicorn.Server(
        uvicorn.Config(provider(address, "eva@un.example"), port=port, log_level="warning", lifespan="off")
    )
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield address
    server.should_exit = True
    thread.join(10)


def test_the_whole_way(identity: str, tmp_path: Path) -> None:
    """From our door to the provider and back: the browser ends up inside, with a login of ours."""
    server = Server(tmp_path)
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit/secrets.toml").write_text(
        f"""[auth]
redirect_uri = "{server.address}/oauth2callback"
cookie_secret = "a secret of this test, long enough to sign with"
client_id = "whitecell"
client_secret = "secret"
server_metadata_url = "{identity}/.well-known/openid-configuration"
""",
        encoding="utf-8",
    )
    subprocess.run(
        [WHITECELL, "account", "eva@un.example", "--role", "evaluator"], cwd=tmp_path, check=True, capture_output=True
    )
    server.start()
    try:
        with httpx.Client(follow_redirects=True, trust_env=False) as browser:
            assert "Sign in with your organisation" in browser.get(f"{server.address}/login").text
            answer = browser.get(f"{server.address}/sso")
            assert [urlsplit(str(step.url)).path for step in answer.history] == [
                "/sso", "/auth/login", "/authorize", "/oauth2callback", "/", "/sso", "/"
            ]  # fmt: skip
            assert answer.status_code == 200
            assert "whitecell" in browser.cookies
            browser.post(f"{server.address}/logout")
            assert urlsplit(str(browser.get(server.address).url)).path == "/join"
    finally:
        server.stop()
