"""Getting in: a join code for a seat, a password for the staff, a link for a demonstration.

What the browser keeps is a random token in a cookie that no script can read; what the database keeps is
its digest. Whoever guesses is slowed down and nobody is ever locked out: a classroom is one address.
"""

from __future__ import annotations

import asyncio
from asyncio import sleep
from collections.abc import Callable
from datetime import timedelta
from secrets import token_urlsafe
from typing import TypeVar

import structlog
from anyio import CapacityLimiter, to_thread
from jinja2 import Environment, PackageLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from exercise.codes import KEY, matches, plain_code
from exercise.control import Control
from exercise.store import SeatInfo
from exercise.ui.session import COOKIE, SECURE_COOKIE, login_of, token_sha
from exercise.ui.theme import PRODUCT
from exercise.web import sso
from exercise.web.bodies import BodyTooLong, read_form

SEAT_LASTS = timedelta(days=14)
STAFF_LASTS = timedelta(hours=12)
LINK_LASTS = timedelta(minutes=15)
WINDOW = timedelta(minutes=5)
FREE_GUESSES = 5
LONGEST_WAIT = 4.0
HASHES_AT_ONCE = 4
NAME_LENGTH = 60

WRONG_CODE = "This code is not right. Check it against your card, or ask the controller for a new one."
NO_ACCOUNT = "Your organisation knows you as {email}; there is no account of that name here. Ask a controller for one."
NOT_VERIFIED = "Your organisation does not vouch for an e-mail address. Sign in with name and password."
WRONG_PASSWORD = "Name and password do not go together."
CLOSED = "This exercise is over, and its seats are closed. Ask the controller for the debrief."
TAKEN = "Somebody already sits here{name}. If this is your seat, or you relieve them, tick the box."

T = TypeVar("T")
log = structlog.get_logger()


class Door:
    """The pages that let people in and out."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._pages = Environment(loader=PackageLoader("exercise.web"), autoescape=True)
        # A hash takes 19 MiB and a core: three hundred people at once must not be able to stop the server.
        self._hashing = CapacityLimiter(HASHES_AT_ONCE)

    def routes(self) -> list[Route]:
        """The routes, for the app."""
        return [
            Route("/join", self.show_join),
            Route("/join", self.join, methods=["POST"]),
            Route("/login", self.show_login),
            Route("/login", self.sign_in, methods=["POST"]),
            Route("/logout", self.show_logout),
            Route("/logout", self.sign_out, methods=["POST"]),
            Route("/enter", self.enter),
            Route("/sso", self.sign_on),
        ]

    async def show_join(self, request: Request) -> Response:
        """The form, with the code filled in where a QR picture brought it."""
        return self._page("join.html", code=request.query_params.get("code", "")[:NAME_LENGTH])

    async def join(self, request: Request) -> Response:
        """Seat somebody who has the right code; say in a sentence why not."""
        try:
            form = await read_form(request)
        except BodyTooLong:
            return self._page("join.html", 413, error=WRONG_CODE)
        typed, name = form.get("code", ""), _name(form.get("name", ""))
        seat = await self._seat_for(request, typed)
        if seat is None:
            return self._page("join.html", 403, error=WRONG_CODE, code=typed, name=name)
        if await asyncio.to_thread(self._closed, seat.exercise_id):
            return self._page("join.html", 403, error=CLOSED, code=typed, name=name)
        mine = await asyncio.to_thread(login_of, self._control, request.cookies)
        taken = seat.joined_wall is not None and (mine is None or mine.seat_id != seat.id)
        if taken and form.get("takeover") != "yes":
            error = TAKEN.format(name=f" ({seat.name})" if seat.name else "")
            return self._page("join.html", 409, error=error, code=typed, name=name, taken=True)
        await asyncio.to_thread(self._sit_down, seat, name)
        return await self._let_in(request, SEAT_LASTS, seat_id=seat.id)

    async def show_login(self, _request: Request) -> Response:
        """The staff's form."""
        return self._page("login.html", organisation=sso.offered())

    async def sign_on(self, request: Request) -> Response:
        """Let somebody of the staff in whom the organisation's identity provider vouches for; else ask it first."""
        if not sso.offered():
            return RedirectResponse("/login", 303)
        email = sso.claimed(request)
        if email is None and sso.IDENTITY in request.cookies:
            return self._refused(request, NOT_VERIFIED)
        if email is None:
            return sso.to_provider()
        account = await asyncio.to_thread(self._control.store.account_by_name, email)
        if account is None or account.disabled:
            log.warning("unknown identity", email=email)
            return self._refused(request, NO_ACCOUNT.format(email=email))
        return await self._let_in(request, STAFF_LASTS, account_id=account.id)

    def _refused(self, request: Request, why: str) -> Response:
        response = self._page("login.html", 403, error=why, organisation=True)
        sso.forget(response, request.cookies)
        return response

    async def sign_in(self, request: Request) -> Response:
        """Let somebody of the staff in."""
        try:
            form = await read_form(request)
        except BodyTooLong:
            return self._page("login.html", 413, error=WRONG_PASSWORD)
        name, password = form.get("name", "").strip(), form.get("password", "")
        account = await asyncio.to_thread(self._control.store.account_by_name, name)
        hash = account.password_hash if account and not account.disabled else None
        right = await self._hash(matches, hash, password)
        if account is None or not right:
            await self._slow_down(request)
            return self._page("login.html", 403, error=WRONG_PASSWORD, name=name)
        return await self._let_in(request, STAFF_LASTS, account_id=account.id)

    async def show_logout(self, _request: Request) -> Response:
        """Ask once: only a form may end a login."""
        return self._page("logout.html")

    async def sign_out(self, request: Request) -> Response:
        """End the login of this browser."""
        await asyncio.to_thread(self._forget, request)
        response = RedirectResponse("/join", 303)
        for cookie in (COOKIE, SECURE_COOKIE):
            response.delete_cookie(cookie, secure=cookie == SECURE_COOKIE, httponly=True, samesite="lax")
        sso.forget(response, request.cookies)
        return response

    async def enter(self, request: Request) -> Response:
        """Exchange a link for a login; the link is used up and leaves the address bar."""
        link = await asyncio.to_thread(self._use_link, request.query_params.get("token", ""))
        if link is None:
            return self._page("enter.html", 403)
        seat_id, account_id = link
        if seat_id:
            await asyncio.to_thread(self._control.store.mark_joined, seat_id, self._control.now())
        to, exercise = (request.query_params.get(name, "") for name in ("to", "exercise"))
        return await self._let_in(request, STAFF_LASTS, seat_id, account_id, to, exercise)

    async def _seat_for(self, request: Request, typed: str) -> SeatInfo | None:
        """The seat of a code. An unknown code costs the same work and the same time as a wrong one."""
        plain = plain_code(typed)
        find = self._control.store.seat_by_code_key
        seat = await asyncio.to_thread(find, plain[:KEY]) if plain else None
        if await self._hash(matches, seat.code_hash if seat else None, plain or typed):
            return seat
        await self._slow_down(request, seat.exercise_id if seat else None)
        return None

    async def _hash(self, work: Callable[..., T], *arguments: object) -> T:
        return await to_thread.run_sync(work, *arguments, limiter=self._hashing)

    async def _slow_down(self, request: Request, exercise: str | None = None) -> None:
        """Make whoever guessed wrong wait, the longer the more wrong guesses there were."""
        address = request.client.host if request.client else "unknown"
        log.warning("wrong code or password", address=address, exercise=exercise)
        counters = [address, f"exercise {exercise}"] if exercise else [address]
        count = self._control.store.count_attempt
        now = self._control.now()
        guesses = [await asyncio.to_thread(count, counter, now, WINDOW) for counter in counters]
        await sleep(wait_after(max(guesses)))

    def _closed(self, exercise: str) -> bool:
        info = self._control.store.exercise(exercise)
        return info is None or info.archived or self._control.clock(exercise).state == "ended"

    def _sit_down(self, seat: SeatInfo, name: str) -> None:
        if name:
            self._control.store.rename_seat(seat.id, name)
        self._control.store.mark_joined(seat.id, self._control.now())

    def _use_link(self, token: str) -> tuple[str | None, str | None] | None:
        link = _link_sha(token)
        login = self._control.store.login(link, self._control.now())
        self._control.store.revoke(link)
        return (login.seat_id, login.account_id) if login else None

    def _forget(self, request: Request) -> None:
        for cookie in (COOKIE, SECURE_COOKIE):
            if cookie in request.cookies:
                self._control.store.revoke(token_sha(request.cookies[cookie]))

    async def _let_in(
        self,
        request: Request,
        lasts: timedelta,
        seat_id: str | None = None,
        account_id: str | None = None,
        page: str = "",
        exercise: str = "",
    ) -> Response:
        token = token_urlsafe(32)
        now = self._control.now()

        def remember() -> None:
            self._forget(request)
            self._control.store.add_login(
                token_sha(token), seat_id=seat_id, account_id=account_id, created=now, expires=now + lasts
            )

        await asyncio.to_thread(remember)
        secure = request.url.scheme == "https"
        open_ = f"?exercise={exercise}" if exercise.isalnum() else ""
        response = RedirectResponse(f"/{page if page.isalpha() else ''}{open_}", 303)
        response.set_cookie(
            SECURE_COOKIE if secure else COOKIE,
            token,
            max_age=int(lasts.total_seconds()),
            secure=secure,
            httponly=True,
            samesite="lax",
        )
        return response

    def _page(self, template: str, status: int = 200, **values: object) -> Response:
        page = self._pages.get_template(template).render(product=PRODUCT, **values)
        return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})


def link_to(
    control: Control, seat_id: str | None = None, account_id: str | None = None, page: str = "", exercise: str = ""
) -> str:
    """The path of a link that opens a seat or an account once, on a page of an exercise, and only for a short time."""
    token, now = token_urlsafe(32), control.now()
    control.store.add_login(
        _link_sha(token), seat_id=seat_id, account_id=account_id, created=now, expires=now + LINK_LASTS
    )
    return f"/enter?token={token}" + (f"&to={page}" if page else "") + (f"&exercise={exercise}" if exercise else "")


def wait_after(guesses: int) -> float:
    """Seconds to wait after so many wrong guesses: nothing for slips, never more than a few seconds."""
    return min(LONGEST_WAIT, 0.25 * max(0, guesses - FREE_GUESSES))


def _link_sha(token: str) -> str:
    # Another digest than a cookie's: a link is no login, and a login no link.
    return token_sha(f"link {token}")


def _name(typed: str) -> str:
    """A name as it may stand on a badge."""
    return " ".join("".join(filter(str.isprintable, typed)).split())[:NAME_LENGTH]
