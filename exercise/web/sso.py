"""Signing in with the organisation's own accounts: OpenID Connect through Streamlit's login, where it is configured.

Streamlit talks to the identity provider and keeps what it said in a signed cookie; here that becomes one of our logins.
Who may enter as what stays ours: the e-mail address must be the name of a staff account.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from streamlit.auth_util import (
    encode_provider_token,
    get_cookie_with_chunks,
    get_secrets_auth_section,
    is_authlib_installed,
)
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

IDENTITY = "_streamlit_user"
# What the identity provider's answer passes on its way to us.
DOORS = frozenset({"/sso", "/auth/login", "/oauth2callback"})


def offered() -> bool:
    """Whether an identity provider is configured (``[auth]`` in .streamlit/secrets.toml) and can be talked to."""
    section = get_secrets_auth_section()
    return bool(section.get("client_id")) and is_authlib_installed()


def to_provider() -> RedirectResponse:
    """Send the browser to the identity provider."""
    return RedirectResponse(f"/auth/login?provider={encode_provider_token('default')}", 303)


def claimed(request: Request) -> str | None:
    """The e-mail address that the identity provider vouches for; None without a valid cookie or a verified address."""
    kept = _kept(request.cookies)
    if kept is None:
        return None
    email, verified = kept.get("email"), kept.get("email_verified", True)
    return email.strip() if isinstance(email, str) and email.strip() and verified is not False else None


def forget(response: Response, cookies: Mapping[str, str]) -> None:
    """Take the identity provider's words out of the browser, so that signing out is the end of it."""
    for name in cookies:
        if name.startswith(IDENTITY):
            response.delete_cookie(name, path="/")


def _kept(cookies: Mapping[str, str]) -> dict[str, Any] | None:
    """What the signed cookie says; None when there is none or somebody else signed it."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(get_cookie_secret(), name, value.encode("latin-1"))

    try:
        value = get_cookie_with_chunks(one, IDENTITY)
        found = json.loads(value) if value else None
    except (ValueError, UnicodeDecodeError):
        return None
    return found if isinstance(found, dict) and found.get("is_logged_in") is True else None
