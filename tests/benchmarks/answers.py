"""Answers from everywhere: how long from the click until the receipt is drawn, and that none of them is lost."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from typing import Any

from exercise.core.acts import Decide
from exercise.store import open_store
from tests.benchmarks import server as bench
from tests.benchmarks.crowd import Crowd, spread
from tests.benchmarks.streamlit_client import Tab

PER_SECOND = 20
PATIENCE = 15.0
# Somebody else's answer says who sent it; one's own is told even where another has taken its place.
RECEIPT = r"(?:Sent|You sent yours) [0-9:]+(?: UTC)? · receipt [0-9A-F]{4} "


async def answering(everybody: Crowd, inject: str, seconds: float) -> dict[str, Any]:
    """Everybody opens an inject, then seat after seat answers it, the teams in turn.

    An answer whose receipt was not drawn may have come too late; it is lost only where the log does not have it. A
    receipt is false where the log has it from somebody else, or not at all.
    """
    for team in everybody.teams:
        await asyncio.gather(*(tab.turn_to(f"inject={inject}") for tab in team))
    await everybody.calm()
    teams, people = len(everybody.teams), len(everybody.teams[0])
    order = [(team, seat) for seat in range(people) for team in range(teams)][: round(PER_SECOND * seconds)]
    began, cpu = time.time(), everybody.server.cpu()
    found = await asyncio.gather(
        *(
            _answered(everybody.teams[team][seat], began + number / PER_SECOND, number)
            for number, (team, seat) in enumerate(order)
        )
    )
    used = (everybody.server.cpu() - cpu) / (time.time() - began)
    took = [wait for wait, _ in found if wait is not None]
    filed = _filed(everybody, inject)
    mine = [filed[bench.name(*who)] for who in order]
    return {
        "answers": len(order),
        "answers_per_second": PER_SECOND,
        "answer_to_receipt_ms": spread(took),
        "answering_cpu_percent": round(100 * used),
        "answers_without_receipt": len(order) - len(took),
        "answers_lost": sum(not codes for codes in mine),
        "receipts_false": sum(bool(code) and code not in codes for (_, code), codes in zip(found, mine, strict=True)),
    }


async def _answered(tab: Tab, at: float, number: int) -> tuple[float | None, str]:
    """Answer at a moment; how long (s) the receipt took, and its code."""
    await asyncio.sleep(at - time.time())
    sent = await tab.answer(option=number % 2)
    try:
        drawn, words = await tab.matched(RECEIPT, after=sent, timeout=PATIENCE)
    except TimeoutError:
        return None, ""
    return drawn - sent, words.decode().split()[-1]


def _filed(everybody: Crowd, inject: str) -> defaultdict[str, set[str]]:
    """The codes of every seat's answers to the inject, by its name, as another process than the server reads them."""
    store = open_store(everybody.server.url)
    names = {info.id: info.name for info in store.seats(everybody.server.exercise)}
    filed: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.since(everybody.server.exercise, 0):
        if isinstance(row.entry.act, Decide) and row.entry.act.inject == inject:
            filed[names[row.entry.seat.id]].add(row.hash[:4].upper())
    store.close()
    return filed
