"""What a condition may look at: every function with the kinds of its arguments."""

from __future__ import annotations

# The argument kinds of every function, and what it needs at least.
SIGNATURES: dict[str, tuple[tuple[str, ...], int]] = {
    "delivered": (("inject",), 1),
    "decided": (("inject", "option", "team"), 1),
    "missed": (("inject", "team"), 1),
    "skipped": (("inject",), 1),
    "holds": (("team", "report"), 2),
    "shared": (("report", "team", "team"), 3),
    "breached": (("report", "team"), 1),
    "phase": (("phase",), 1),
    "measure": (("measure",), 1),
    "elapsed": ((), 0),
    "since": (("inject",), 1),
    "twist": (("twist",), 1),
}
