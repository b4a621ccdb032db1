"""A process that files messages and says each receipt: `python -m tests.control.filer URL EXERCISE SEAT NAME`.

A line is ``filed SEQ HASH KEY``, or ``busy KEY`` where the store said that nothing was saved.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from itertools import count

from exercise.control import Control, Receipt
from exercise.core.acts import Role, Seat, Send
from exercise.store import Store, StoreBusy, open_store


def patiently(url: str) -> Store:
    """Open the store, however long others who file at full speed keep it."""
    while True:
        with suppress(StoreBusy):
            return open_store(url)


def main(url: str, exercise: str, seat: str, name: str) -> None:
    """File until somebody pulls the plug."""
    # On a machine that stands still for a while this is no test of outages.
    control = Control(patiently(url), outage=None)
    for number in count():
        key = f"{name}-{number}"
        try:
            receipt = control.file(exercise, Seat(seat, Role.TRAINEE, "a", "A"), Send("b", key), key)
        except StoreBusy:
            sys.stdout.write(f"busy {key}\n")
        else:
            assert isinstance(receipt, Receipt), receipt
            sys.stdout.write(f"filed {receipt.seq} {receipt.hash} {key}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
