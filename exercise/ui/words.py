"""How the staff's pages say things: statuses as mark, word and colour; times in exercise and in real time."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from exercise.core.refusals import moment

NOTHING = "–"
_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])")


class Mark(NamedTuple):
    """A status as it is shown: never by colour alone."""

    glyph: str
    word: str
    colour: str

    def __str__(self) -> str:
        return f"{self.glyph} {self.word}"


# What an inject is on the controller's board.
BOARD = {
    "waiting": Mark("○", "Waiting", "gray"),
    "held": Mark("‖", "Held", "violet"),
    "delivered": Mark("▸", "Delivered", "blue"),
    "open": Mark("◔", "Open", "orange"),
    "answered": Mark("✓", "Answered", "green"),
    "missed": Mark("✕", "Missed", "red"),
    "met": Mark("✓", "Met", "green"),
    "skipped": Mark("↷", "Skipped", "gray"),
    "ended": Mark("□", "Cut off", "gray"),
    "summarised": Mark("≡", "Summarised", "blue"),
}
# What an exercise is in the library.
EXERCISE = {
    "ready": Mark("○", "Planned", "gray"),
    "running": Mark("▶", "Running", "green"),
    "paused": Mark("‖", "Paused", "orange"),
    "ended": Mark("□", "Ended", "gray"),
    "archived": Mark("≡", "Archived", "gray"),
}
# What became of it at one team.
ANSWER = {
    "": Mark("○", "has not got it", "gray"),
    "new": Mark("●", "not opened", "blue"),
    "open": Mark("◔", "open", "orange"),
    "answered": Mark("✓", "answered", "green"),
    "missed": Mark("✕", "missed", "red"),
    "ended": Mark("□", "cut off", "gray"),
    "info": Mark("·", "read", "gray"),
}


def at(time: int | None) -> str:
    """Exercise time as people say it, or a dash."""
    return NOTHING if time is None else moment(time)


def wall(time: datetime | None) -> str:
    """Real time on the clock of whoever looks, or a dash."""
    return NOTHING if time is None else time.astimezone(_zone()).strftime("%H:%M")


def day(time: datetime) -> str:
    """A day and a time on the clock of whoever looks: 14 Apr, 12:00."""
    return time.astimezone(_zone()).strftime("%-d %b, %H:%M")


def count(number: int, one: str, many: str = "") -> str:
    """So many of something: 1 seat, 2 seats."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def plain(text: str) -> str:
    """Somebody's words inside Markdown: shown as they were typed, never as a link, picture or heading."""
    return _MARKUP.sub(r"\\\1", text)


def rate(figure: float) -> str:
    """A rate as people say it: ×2."""
    return f"×{figure:g}"


def _zone() -> ZoneInfo:
    """The browser's time zone; UTC when it does not say."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
