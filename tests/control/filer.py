"""A process that files messages and says each receipt: `python -m tests.control.filer URL EXERCISE SEAT NAME`."""

from __future__ import annotations

import sys
from itertools import count

from exercise.control import Control, Receipt
from exercise.core.acts import Role, Seat, Send
from exercise.store import open_store


def main(url: str, exercise: str, seat: str, name: str) -> None:
    """File until somebody pulls the plug."""
    # On a machine that stands still for a while this is no test of outages.
    control = Control(open_store(url), outage=None)
    for number in count():
        key = f"{name}-{number}"
        receipt = control.file(exercise, Seat(seat, Role.TRAINEE, "a", "A"), Send("b", key), key)
        assert isinstance(receipt, Receipt), receipt
        sys.stdout.write(f"{receipt.seq} {receipt.hash} {key}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
