"""What every handler is: a function that lets an entry act on the world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercise.core.entries import Entry
from exercise.core.processes.world import World

Handler = Callable[[World, Entry, Any], None]
