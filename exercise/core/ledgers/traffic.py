"""Requests and what became of them, letters to the SimCell, releases, the joint picture, channels that are down."""

from __future__ import annotations

from typing import Literal, NamedTuple

from exercise.core.facts import (
    ChannelFailed,
    ChannelRestored,
    MessageReceived,
    MessageSent,
    ReleaseGranted,
    ReplyReceived,
    ReportPosted,
    RequestAnswered,
    RequestReceived,
    RequestSent,
)
from exercise.core.ledgers.ledger import Ledger

# open: still to come · met: granted in time · late: granted or refused after it was due, or due and not there ·
# refused: answered in time with no.
RequestState = Literal["open", "met", "late", "refused"]


class Asked(NamedTuple):
    """A request as it stands: when (ms) it arrived, what was answered, when the answer was back."""

    sent: RequestSent
    arrived: int | None = None
    answer: RequestAnswered | None = None
    back: int | None = None

    def state(self, at: int) -> RequestState:
        """How the request stands at a moment (ms)."""
        end = at if self.back is None else self.back
        if self.sent.due is not None and end > self.sent.due:
            return "late"
        if self.back is None or self.answer is None:
            return "open"
        return "met" if self.answer.granted else "refused"


class Mail(NamedTuple):
    """A message to somebody the SimCell plays: when (ms) it arrived, and the entry that answered it."""

    sent: MessageSent
    arrived: int | None = None
    answered: int | None = None


class Traffic(Ledger):
    """Requests by entry, mail to the SimCell by entry, releases by report and team, posts by report, channels down."""

    def __init__(self, teams: frozenset[str]) -> None:
        self._teams = teams
        self.requests: dict[int, Asked] = {}
        self.mail: dict[int, Mail] = {}
        self.released: dict[tuple[str, str], ReleaseGranted] = {}
        self.posted: dict[str, ReportPosted] = {}
        self.down: dict[str, ChannelFailed] = {}

    def asked(self, about: str, team: str = "") -> bool:
        """Whether the team (any) has asked for that report or resource."""
        return any(ask.sent.about == about and team in ("", ask.sent.sender) for ask in self.requests.values())

    def granted(self, about: str, team: str = "") -> bool:
        """Whether the team (any) has got a yes to a request for that report or resource."""
        return any(
            ask.sent.about == about and team in ("", ask.sent.sender) and ask.back is not None
            and ask.answer is not None and ask.answer.granted
            for ask in self.requests.values()
        )  # fmt: skip

    def asked_before(self, sender: str, to: str, what: str, about: str, text: str, release_to: str) -> bool:
        """Whether the team has asked for the same thing before and was not refused; without a name, for the same words.

        A report or resource is the same thing whoever is asked for it.
        """
        for sent, _, answer, _ in self.requests.values():
            if sent.sender != sender or sent.what != what or (answer is not None and not answer.granted):
                continue
            same = sent.about == about if about else sent.to == to and _plain(sent.text) == _plain(text)
            if same and sent.release_to == release_to:
                return True
        return False

    def _requested(self, fact: RequestSent) -> tuple[str, ...]:
        self.requests[fact.seq] = Asked(fact)
        return (fact.about,)

    def _request_came(self, fact: RequestReceived) -> tuple[str, ...]:
        self.requests[fact.entry] = self.requests[fact.entry]._replace(arrived=fact.at)
        return (self.requests[fact.entry].sent.about,)

    def _request_answered(self, fact: RequestAnswered) -> tuple[str, ...]:
        self.requests[fact.entry] = self.requests[fact.entry]._replace(answer=fact)
        return (self.requests[fact.entry].sent.about,)

    def _reply_came(self, fact: ReplyReceived) -> tuple[str, ...]:
        self.requests[fact.entry] = self.requests[fact.entry]._replace(back=fact.at)
        return (self.requests[fact.entry].sent.about,)

    def _wrote(self, fact: MessageSent) -> tuple[str, ...]:
        if fact.answers is not None:
            self.mail[fact.answers] = self.mail[fact.answers]._replace(answered=fact.seq)
        elif fact.to not in self._teams:
            self.mail[fact.seq] = Mail(fact)
        return ()

    def _mail_came(self, fact: MessageReceived) -> tuple[str, ...]:
        if fact.to not in self._teams:
            self.mail[fact.seq] = self.mail[fact.seq]._replace(arrived=fact.at)
        return ()

    def _release(self, fact: ReleaseGranted) -> tuple[str, ...]:
        self.released.setdefault((fact.report, fact.team), fact)
        return (fact.report,)

    def _post(self, fact: ReportPosted) -> tuple[str, ...]:
        self.posted.setdefault(fact.report, fact)
        return (fact.report,)

    def _fail(self, fact: ChannelFailed) -> tuple[str, ...]:
        self.down.setdefault(fact.channel, fact)
        return (fact.channel,)

    def _restore(self, fact: ChannelRestored) -> tuple[str, ...]:
        self.down.pop(fact.channel, None)
        return (fact.channel,)

    HANDLERS = {
        RequestSent: _requested,
        RequestReceived: _request_came,
        RequestAnswered: _request_answered,
        ReplyReceived: _reply_came,
        MessageSent: _wrote,
        MessageReceived: _mail_came,
        ReleaseGranted: _release,
        ReportPosted: _post,
        ChannelFailed: _fail,
        ChannelRestored: _restore,
    }


def _plain(text: str) -> str:
    """The words without case and spacing: what makes two questions the same."""
    return " ".join(text.casefold().split())
