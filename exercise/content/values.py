"""Reads single words of a scenario: numbers, yes and no, dates. Each raises `UnreadableError`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar, get_args
from zoneinfo import available_timezones

from exercise.content.problems import UnreadableError, meant
from exercise.core.scenario import (
    LEVELS,
    AskKind,
    InjectKind,
    MandateStatus,
    Mode,
    Need,
    ProbeKind,
    ReleasePolicy,
    ResourceKind,
    RuleKind,
)

Word = TypeVar("Word", bound=str)


_NUMBER = re.compile(r"[+-]?(\d{1,9})(\.\d{1,9})?", re.ASCII)
_GRADE = re.compile(r"[A-F][1-6]")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}


def identifier(text: str) -> str:
    """An id, short enough to say on the radio."""
    if not _ID.fullmatch(text):
        raise UnreadableError(
            f"{text!r} cannot be an id", "use up to 40 letters, digits, - and _, beginning with a letter"
        )
    return text


def number(low: float, high: float) -> Callable[[str], float]:
    """A reader of numbers between two bounds."""

    def read(text: str) -> float:
        if not _NUMBER.fullmatch(text):
            raise UnreadableError(f"{text!r} is not a number", "write for example 3, +6 or -1.5")
        if not low <= float(text) <= high:
            raise UnreadableError(f"{text} is not between {low:g} and {high:g}", "choose a number in that range")
        return float(text)

    return read


def whole(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers between two bounds."""

    def read(text: str) -> int:
        figure = number(low, high)(text)
        if figure != int(figure):
            raise UnreadableError(f"{text} is not a whole number", f"write for example {int(figure)}")
        return int(figure)

    return read


def flag(text: str) -> bool:
    """Yes or no."""
    if text.lower() not in _FLAGS:
        raise UnreadableError(f"{text!r} is neither yes nor no", "write yes or no")
    return _FLAGS[text.lower()]


def one_of(choices: Sequence[Word]) -> Callable[[str], Word]:
    """A reader of one word out of a few."""

    def read(text: str) -> Word:
        for choice in choices:
            if text == choice:
                return choice
        raise UnreadableError(f"{text!r} is not a word that may stand here", meant(text, choices))

    return read


def admiralty_grade(text: str) -> str:
    """Source reliability and information credibility, for example B2."""
    if not _GRADE.fullmatch(text):
        raise UnreadableError(
            f"{text!r} is not a grade", "write the source A-F and the information 1-6, for example B2"
        )
    return text


def local_time(text: str) -> str:
    """A date and time of the story, without a time zone."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo or "T" not in text:
        raise UnreadableError(f"{text!r} is not a date and time", "write for example 2031-04-14T06:00, without a zone")
    return text


def timezone(text: str) -> str:
    """The name of a time zone, for example Africa/Bamako."""
    if text not in available_timezones():
        raise UnreadableError(f"{text!r} is not a time zone", meant(text, sorted(available_timezones())))
    return text


def probe_kind(text: str) -> ProbeKind:
    """The kind of a probe; ``probability`` is another word for a forecast."""
    return _probe_kind("forecast" if text == "probability" else text)


level = one_of(LEVELS)
inject_kind: Callable[[str], InjectKind] = one_of(get_args(InjectKind))
ask_kind: Callable[[str], AskKind] = one_of(get_args(AskKind))
need: Callable[[str], Need] = one_of(get_args(Need))
release_policy: Callable[[str], ReleasePolicy] = one_of(get_args(ReleasePolicy))
mode: Callable[[str], Mode] = one_of(get_args(Mode))
_probe_kind: Callable[[str], ProbeKind] = one_of(get_args(ProbeKind))
mandate_status: Callable[[str], MandateStatus] = one_of(get_args(MandateStatus))
rule_kind: Callable[[str], RuleKind] = one_of(get_args(RuleKind))
resource_kind: Callable[[str], ResourceKind] = one_of(get_args(ResourceKind))
