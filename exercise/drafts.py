"""What was typed at a desk and not sent: what it is a draft of, and the answers that EndEx makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exercise.core import views
from exercise.core.acts import Act, Approve, Commit, Decide, Reply, Request, Role, Seat, Send, Share
from exercise.core.engine import Run
from exercise.core.situation import Situation
from exercise.store import DraftInfo, SeatInfo

# What a desk writes one of at a time. No inject has a slash in its name.
MESSAGE, REQUEST, ORDER = "desk/message", "desk/request", "desk/order"


def reply(entry: int) -> str:
    """What a reply to another team's request is a draft of."""
    return f"reply/{entry}"


def ruling(entry: int) -> str:
    """What the words are a draft of that go with a ruling on what an entry asked."""
    return f"ruling/{entry}"


def sharing(report: str) -> str:
    """What the note is a draft of that goes along with a report."""
    return f"share/{report}"


def about(act: Act) -> str:
    """What the act was a draft of before it was filed; empty where nothing is typed."""
    match act:
        case Decide():
            return act.inject
        case Send():
            return MESSAGE
        case Request():
            return REQUEST
        case Commit():
            return ORDER
        case Reply():
            return reply(act.entry)
        case Approve():
            return ruling(act.entry)
        case Share():
            return sharing(act.report)
    return ""


def takes(run: Run, seat: Seat, about: str) -> bool:
    """Whether there is something of that name at the seat's desk that words can be typed into."""
    kind, _, id = about.partition("/")
    match kind:
        case "desk":
            return about in (MESSAGE, REQUEST, ORDER)
        case "reply":
            return any(str(row.entry) == id for row in views.requests(run, seat).waiting)
        case "ruling":
            return any(str(row.entry) == id for row in views.waiting(run, seat))
        case "share":
            return run.situation.holds(seat.team or "", id)
    return (about, seat.team) in run.situation.answers


def acts(
    found: Iterable[DraftInfo], seats: Iterable[SeatInfo], syndicates: Sequence[str]
) -> Iterator[tuple[DraftInfo, Seat, Decide]]:
    """Every draft of an answer in a team, in order, with the seat it lies at and the answer it would have been."""
    known = {seat.id: seat for seat in seats}
    for draft in found:
        info = known.get(draft.seat_id)
        if info is not None and info.team is not None and "/" not in draft.about:
            seat = Seat(info.id, Role.TRAINEE, info.team, info.syndicate or syndicates[0])
            yield draft, seat, drafted(draft.about, draft.data)


def answered(situation: Situation, seat: Seat, act: Decide) -> bool:
    """Whether the seat's team needs no draft: it has answered, or it never got the inject."""
    answer = situation.answers.get((act.inject, seat.team or ""))
    return answer is None or situation.standing(answer) is not None


def drafted(inject: str, data: dict[str, object]) -> Decide:
    """A draft as the act it would have been."""
    options, confidence, amounts = data.get("options"), data.get("confidence"), data.get("amounts")
    given = {id: units for id, units in amounts.items() if isinstance(units, int)} if isinstance(amounts, dict) else {}
    return Decide(
        inject,
        tuple(map(str, options)) if isinstance(options, list) else tuple(given),
        str(data.get("text") or ""),
        str(data.get("rationale") or ""),
        confidence if isinstance(confidence, int) else None,
        draft=True,
        amounts=tuple(given.values()),
    )
