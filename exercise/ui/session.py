"""Who sits at this browser, what they may see, and their way to act. A page needs nothing else.

The cookie names a login; the login is read from the database on every run, so a revoked one ends at
once. Pages get views, never runs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Concatenate, ParamSpec, TypeVar
from uuid import uuid4

import streamlit as st

from exercise.control import Control, Receipt, Refusal
from exercise.core.acts import Act, Role, Seat
from exercise.core.clock import Clock
from exercise.core.engine import Run
from exercise.core.entries import encode
from exercise.core.scenario import Scenario
from exercise.core.views import NotYours
from exercise.store import AccountInfo, ExerciseInfo, LoginInfo, SeatInfo
from exercise.ui.state import control

P = ParamSpec("P")
T = TypeVar("T")

COOKIE = "whitecell"
SIGNED_OUT = "You are signed out on this browser. Join again; nothing you wrote is lost."
SECURE_COOKIE = f"__Host-{COOKIE}"
_RUN: ContextVar[dict[str, Session | None] | None] = ContextVar("run", default=None)


@dataclass(frozen=True, slots=True)
class Session:
    """A seat, the exercise it is at, and the name of the person in it. Staff may have none open yet."""

    seat: Seat
    exercise: str | None
    name: str
    account: AccountInfo | None = None

    @property
    def staff(self) -> bool:
        """Whether this is a controller, evaluator or instructor."""
        return self.seat.role is not Role.TRAINEE

    @property
    def scenario(self) -> Scenario:
        """The frozen scenario of the open exercise. For what everybody may know: names, cards, brief."""
        return control().scenario(self._open())

    @property
    def info(self) -> ExerciseInfo:
        """Title and dates of the open exercise."""
        info = control().store.exercise(self._open())
        assert info is not None, "a session's exercise is in the store"
        return info

    @property
    def clock(self) -> Clock:
        """The exercise clock."""
        return control().clock(self._open())

    def look(self, view: Callable[Concatenate[Run, Seat, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What this seat may see through a view, now; the staff choose one where there are several syndicates."""
        return view(control().run(self._open(), self.seat.syndicate), self.seat, *args, **kwargs)

    def anywhere(self, view: Callable[Concatenate[Run, Seat, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What this seat may see of what is the same in every syndicate, such as what is disclosed; staff name none."""
        syndicate = self.seat.syndicate or self.info.syndicates[0]
        return view(control().run(self._open(), syndicate), self.seat, *args, **kwargs)

    def may(self, view: Callable[Concatenate[Run, Seat, P], T], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Whether a view is open to this seat now; rights are the same in every syndicate."""
        try:
            self.anywhere(view, *args, **kwargs)
        except NotYours:
            return False
        return True

    def file(self, act: Act, key: str = "") -> Receipt | Refusal:
        """File an act; give the key that was minted when the form was drawn, so that a double click is one act.

        A page may have been drawn under a login that has ended since: then nothing is filed.
        """
        now = current()
        if now is None or (now.seat.id, now.seat.role) != (self.seat.id, self.seat.role):
            return Refusal(SIGNED_OUT)
        return control().file(self._open(), self.seat, act, _signed(key, act))

    def file_each(self, acts: Mapping[str, Act], key: str) -> dict[str, Receipt | Refusal]:
        """File an act of the staff in each of these syndicates at once; each says what became of it there."""
        now = current()
        if now is None or (now.seat.id, now.seat.role) != (self.seat.id, self.seat.role):
            return dict.fromkeys(acts, Refusal(SIGNED_OUT))
        return control().file_each(self._open(), self.seat, acts, _signed(key, *acts.values()))

    def _open(self) -> str:
        if self.exercise is None:
            raise LookupError("No exercise is open.")
        return self.exercise


def _signed(key: str, *acts: Act) -> str:
    """The key with a digest of what is filed under it.

    A page can be interrupted after the filing and before it takes another key; what is filed next under the old one is
    then another act all the same, and never gets the receipt of the first.
    """
    content = json.dumps([[act.kind, encode(act)] for act in dict.fromkeys(acts)], sort_keys=True)
    return f"{key or uuid4().hex}/{sha256(content.encode()).hexdigest()[:12]}"


def token_sha(token: str) -> str:
    """What is stored of a token: enough to know it again, not enough to use it."""
    return sha256(token.encode()).hexdigest()


def token_in(cookies: Mapping[str, str]) -> str:
    """The login token among a browser's cookies, or empty."""
    return cookies.get(SECURE_COOKIE) or cookies.get(COOKIE) or ""


def login_of(desk: Control, cookies: Mapping[str, str]) -> LoginInfo | None:
    """The login these cookies hold; None when it is unknown, expired or revoked."""
    token = token_in(cookies)
    return desk.store.login(token_sha(token), desk.now()) if token else None


def seat_of(desk: Control, cookies: Mapping[str, str]) -> Session | None:
    """Who holds these cookies; None when their login does not count."""
    return seats_of(desk, [cookies])[0]


def seats_of(desk: Control, jars: Sequence[Mapping[str, str]]) -> list[Session | None]:
    """Who holds each of these cookies, in one question however many they are; None where a login does not count."""
    shas = [token_sha(token) if (token := token_in(cookies)) else "" for cookies in jars]
    seats = desk.store.seats_by_logins({*shas} - {""}, desk.now())
    return [_at(desk, seats[sha]) if sha in seats else _of_staff(desk, sha) if sha else None for sha in shas]


def _seat_by(desk: Control, sha: str) -> Session | None:
    """Who holds the login of this digest; None when it does not count."""
    info = desk.store.seat_by_login(sha, desk.now())
    return _at(desk, info) if info else _of_staff(desk, sha)


def _at(desk: Control, info: SeatInfo) -> Session:
    """Whoever sits there."""
    syndicate = info.syndicate
    if syndicate is None and info.role is Role.TRAINEE:
        exercise = desk.store.exercise(info.exercise_id)
        syndicate = exercise.syndicates[0] if exercise else None
    return Session(Seat(info.id, info.role, info.team, syndicate), info.exercise_id, info.name)


def _of_staff(desk: Control, sha: str) -> Session | None:
    """The member of staff who holds the login of this digest; None when there is none."""
    login = desk.store.login(sha, desk.now())
    account = desk.store.account(login.account_id) if login and login.account_id else None
    return Session(Seat(account.id, account.role), None, account.name, account) if account else None


@contextmanager
def one_run() -> Iterator[None]:
    """What happens inside is one run of a page: whose login it is, is read once."""
    before = _RUN.set({})
    try:
        yield
    finally:
        _RUN.reset(before)


def _known(sha: str) -> Session | None:
    """Who holds the login of this digest, as read in this run; outside of one it is read every time."""
    run = _RUN.get()
    if run is None:
        return _seat_by(control(), sha)
    if sha not in run:
        run[sha] = _seat_by(control(), sha)
    return run[sha]


def cookie() -> str:
    """The login token this browser sent, or empty."""
    return token_in(st.context.cookies)


def current() -> Session | None:
    """Who sits at this browser. Staff see the exercise named in the address, else the newest."""
    token = cookie()
    # Streamlit forgets the cookies of a browser that has hung up, but not whom the guard let in.
    sha = token_sha(token) if token else str(st.user.get("login") or "")
    found = _known(sha) if sha else None
    return replace(found, exercise=_chosen(found.account)) if found and found.account else found


def open_to(desk: Control, account: AccountInfo) -> tuple[ExerciseInfo, ...]:
    """The exercises an account may open, newest first."""
    posted = frozenset() if account.everywhere else desk.store.postings(account.id)
    return tuple(info for info in desk.store.exercises() if account.everywhere or info.id in posted)


def session(*roles: Role) -> Session:
    """Who sits here; stops the page for anybody whose role may not see it."""
    found = current()
    if found is None:
        st.info("You are not signed in. Join with your code, or sign in as staff.", icon=":material/login:")
        st.link_button("Join the exercise", "/join")
        st.link_button("Staff sign-in", "/login")
        st.stop()
    if roles and found.seat.role not in roles:
        st.warning(f"This page is for {' and '.join(role.value for role in roles)}s.", icon=":material/lock:")
        st.stop()
    return found


def _chosen(account: AccountInfo) -> str | None:
    """The exercise a member of staff has open: the one they named, or the newest that is not put away."""
    found = open_to(control(), account)
    wanted = st.query_params.get("exercise") or st.session_state.get("exercise")
    if any(info.id == wanted for info in found):
        return wanted
    return next((info.id for info in found if not info.archived), None)
