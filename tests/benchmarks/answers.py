"""Answers from everywhere: how long from the click until the receipt is drawn, and that none of them is lost."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from exercise.core.acts import Decide
from exercise.store import open_store
from tests.benchmarks.crowd import Crowd, spread
from tests.benchmarks.streamlit_client import Tab

PER_SECOND = 20
PATIENCE = 15.0
# Somebody else's answer says who sent it.
RECEIPT = r"Sent [0-9:]+(?: UTC)? · receipt [0-9A-F]{4} "


async def answering(everybody: Crowd, inject: str, seconds: float) -> dict[str, Any]:
    """Everybody opens an inject, then seat after seat answers it, never two of a team at once."""
    for team in everybody.teams:
        await asyncio.gather(*(tab.turn_to(f"inject={inject}") for tab in team))
    await everybody.calm()
    order = [team[seat] for seat in range(len(everybody.teams[0])) for team in everybody.teams]
    count = round(PER_SECOND * seconds)
    began, cpu = time.time(), everybody.server.cpu()
    found = await asyncio.gather(
        *(_answered(order[number % len(order)], began + number / PER_SECOND, number) for number in range(count))
    )
    used = (everybody.server.cpu() - cpu) / (time.time() - began)
    took = [wait for wait, _ in found if wait is not None]
    return {
        "answers": count,
        "answers_per_second": PER_SECOND,
        "answer_to_receipt_ms": spread(took),
        "answering_cpu_percent": round(100 * used),
        "answers_without_receipt": count - len(took),
        "answers_lost": len({code for _, code in found if code} - _filed(everybody)),
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


def _filed(everybody: Crowd) -> set[str]:
    """The codes of all answers in the log, read by another process than the one that gave the receipts."""
    store = open_store(everybody.server.url)
    rows = store.since(everybody.server.exercise, 0)
    store.close()
    return {row.hash[:4].upper() for row in rows if isinstance(row.entry.act, Decide)}
