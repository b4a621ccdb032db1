"""What was typed and not sent, as the acts it would have been: filed at EndEx, and marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exercise.core.acts import Decide, Role, Seat
from exercise.core.situation import Situation
from exercise.store import DraftInfo, SeatInfo


def acts(
    found: Iterable[DraftInfo], seats: Iterable[SeatInfo], syndicates: Sequence[str]
) -> Iterator[tuple[DraftInfo, Seat, Decide]]:
    """Every draft of a seat in a team, in order, with the seat it lies at and the answer it would have been."""
    known = {seat.id: seat for seat in seats}
    for draft in found:
        info = known.get(draft.seat_id)
        if info is not None and info.team is not None:
            seat = Seat(info.id, Role.TRAINEE, info.team, info.syndicate or syndicates[0])
            yield draft, seat, drafted(draft.inject, draft.data)


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
