"""What a team has asked for, what others ask of it, and what waits for the SimCell."""

from __future__ import annotations

from typing import Literal, NamedTuple

from exercise.core.acts import Seat
from exercise.core.engine import Run
from exercise.core.ledgers.traffic import Asked, RequestState
from exercise.core.refusals.requests import goes_along
from exercise.core.views.rights import own_team, staff_only


class RequestRow(NamedTuple):
    """A request as one side sees it; moments are exercise ms. ``party`` is the other side's name.

    ``at`` is when it was sent (own) or came (others'), ``about`` what it is about in words, ``granted`` and ``answer``
    what was ruled, as far as this side knows; ``report`` the report that goes along with a yes, or went.
    """

    entry: int
    at: int
    party: str
    what: str
    about: str
    text: str
    due: int | None
    arrived: bool
    state: RequestState
    granted: bool | None
    answer: str
    answered: int | None
    report: str


class Requests(NamedTuple):
    """A team's requests: its own, latest first, and those of others, what still waits for its reply first."""

    own: tuple[RequestRow, ...]
    others: tuple[RequestRow, ...]

    @property
    def waiting(self) -> tuple[RequestRow, ...]:
        """What waits for this team's reply, the most urgent first."""
        return tuple(row for row in self.others if row.answered is None)


def requests(run: Run, seat: Seat) -> Requests:
    """The team's own requests and those it has been asked to answer."""
    team = own_team(run, seat)
    found = run.situation.traffic.requests.values()
    own = [_own(run, team, ask) for ask in found if ask.sent.sender == team]
    others = [_other(run, team, ask) for ask in found if ask.sent.to == team and ask.arrived is not None]
    others.sort(key=lambda row: (row.answered is not None, row.due is None, row.due or 0, row.at))
    return Requests(tuple(reversed(own)), tuple(others))


def _own(run: Run, team: str, ask: Asked) -> RequestRow:
    sent, answer = ask.sent, ask.answer if ask.back is not None else None
    return RequestRow(
        sent.seq, sent.at, run.scenario.name(sent.to), sent.what, _about(run, team, ask), sent.text, sent.due,
        ask.arrived is not None, ask.state(run.at), answer.granted if answer else None, answer.text if answer else "",
        ask.back, _title(run, answer.report) if answer else "",
    )  # fmt: skip


def _other(run: Run, team: str, ask: Asked) -> RequestRow:
    sent, answer = ask.sent, ask.answer
    report = answer.report if answer else goes_along(run.situation, sent)
    return RequestRow(
        sent.seq, ask.arrived or sent.at, run.scenario.name(sent.sender), sent.what, _about(run, team, ask), sent.text,
        sent.due, True, ask.state(run.at), answer.granted if answer else None, answer.text if answer else "",
        answer.at if answer else None, _title(run, report),
    )  # fmt: skip


def _about(run: Run, team: str, ask: Asked) -> str:
    """What a request is about; a report goes by its title only among those who hold it."""
    sent, name = ask.sent, run.scenario.name
    if sent.what == "resource":
        resource = run.scenario.resource.get(sent.about)
        return resource.title if resource else sent.about
    title = _title(run, sent.about) if run.situation.holds(team, sent.about) else sent.about
    return f"{title} to {name(sent.release_to or sent.sender)}" if sent.what == "release" else title


def _title(run: Run, report: str) -> str:
    found = run.scenario.report.get(report)
    return found.title if found else report


class SimCellRow(NamedTuple):
    """A message or request that somebody the SimCell plays has got; ``answered`` is the entry that answered it."""

    entry: int
    at: int
    kind: Literal["message", "request"]
    sender: str
    role: str
    name: str
    what: str
    about: str
    text: str
    due: int | None
    answered: int | None


def simcell_inbox(run: Run, seat: Seat) -> tuple[SimCellRow, ...]:
    """What has come for the SimCell: what waits for an answer first, in order of arrival. Staff only."""
    staff_only(seat)
    traffic, name = run.situation.traffic, run.scenario.name
    rows = [
        SimCellRow(
            mail.sent.seq, mail.arrived, "message", name(mail.sent.sender), mail.sent.to, name(mail.sent.to), "", "",
            mail.sent.text, None, mail.answered,
        )
        for mail in traffic.mail.values()
        if mail.arrived is not None
    ]  # fmt: skip
    rows += [
        SimCellRow(
            ask.sent.seq, ask.arrived, "request", name(ask.sent.sender), ask.sent.to, name(ask.sent.to), ask.sent.what,
            _title(run, ask.sent.about), ask.sent.text, ask.sent.due, ask.answer.seq if ask.answer else None,
        )
        for ask in traffic.requests.values()
        if ask.arrived is not None and ask.sent.to not in run.scenario.agency
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.answered is not None, row.at, row.entry)))
