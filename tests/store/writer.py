"""A process that files acts and says each receipt as soon as it holds it.

Usage: python -m tests.store.writer ADDRESS EXERCISE NAME COUNT [CRASH_POINT_OF_THE_LAST]
"""

from __future__ import annotations

import os
import sys

from exercise.store import open_store
from tests.store.build import file


def main(url: str, exercise: str, name: str, count: str, crash_at: str = "") -> None:
    store = open_store(url)
    last = int(count) - 1
    for number in range(last + 1):
        if number == last:
            os.environ["WHITECELL_CRASH_AT"] = crash_at
        row = file(store, exercise, f"{name}/{number}")
        sys.stdout.write(f"{row.entry.seq} {row.key}\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
