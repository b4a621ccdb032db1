"""Forms of message: what a report must say, heading by heading, such as METHANE or a risk estimate.

What is written in a form stays one text: its title, then a line for each heading, ``Casualties: four, two on litters``.
So it travels, is kept as a draft and is read like any other words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class FormField:
    """One heading of a form: what belongs there, whether it must be filled, and the figures it may hold.

    ``low`` and ``high`` are the least and greatest whole number; None where words are wanted.
    """

    id: str
    title: str
    hint: str = ""
    must: bool = True
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Form:
    """A form of message and the paper it rests on; trainees' messages to anybody in ``to`` must have it."""

    id: str
    title: str
    fields: tuple[FormField, ...]
    basis: str = ""
    to: tuple[str, ...] = ()

    @cached_property
    def _headings(self) -> Mapping[str, FormField]:
        return {field.title.casefold(): field for field in self.fields}

    def template(self) -> str:
        """The empty form, to be filled."""
        return "\n".join((self.title, *(f"{field.title}: " for field in self.fields)))

    def said(self, text: str) -> dict[str, str]:
        """What a text says under each heading, by the field's id; a heading may run over several lines."""
        found: dict[str, list[str]] = {}
        here = ""
        for line in text.splitlines():
            title, colon, words = line.partition(":")
            field = self._headings.get(title.strip(" -*•\t").casefold()) if colon else None
            if field is not None:
                here = field.id
                found.setdefault(here, []).append(words)
            elif here:
                found[here].append(line)
        return {id: "\n".join(lines).strip() for id, lines in found.items()}

    def figure(self, text: str, field: str) -> int | None:
        """The whole number a text gives under a heading, where it is one the form allows."""
        wanted = next(one for one in self.fields if one.id == field)
        found = re.match(r"\s*(\d{1,6})\b", self.said(text).get(field, ""))
        if found is None or wanted.low is None or wanted.high is None:
            return None
        value = int(found[1])
        return value if wanted.low <= value <= wanted.high else None

    def lacks(self, text: str) -> str:
        """Why the text is not this form filled, in a sentence; empty when it is."""
        said = self.said(text)
        empty = [field.title for field in self.fields if field.must and not said.get(field.id)]
        if empty:
            return f"{self.title} also says: {'; '.join(empty)}. Write “none” or “unknown” where that is so."
        for field in self.fields:
            if field.low is not None and said.get(field.id) and self.figure(text, field.id) is None:
                return f"{field.title} in {self.title} is a figure from {field.low} to {field.high}."
        return ""

    @property
    def rates(self) -> bool:
        """Whether it is an estimate of risk: likelihood and impact as figures."""
        figures = {field.id for field in self.fields if field.low is not None}
        return {"likelihood", "impact"} <= figures


def _words(*fields: str) -> tuple[FormField, ...]:
    """Fields written ``id|Title|hint``; with a ``?`` before the title it may stay empty."""
    rows = (field.split("|") for field in fields)
    return tuple(FormField(id, title.lstrip("?"), hint, not title.startswith("?")) for id, title, hint in rows)


# The forms that services share. A scenario takes them by name, and may say more of them or write its own.
STANDARD = {
    form.id: form
    for form in (
        Form("salute", "SALUTE", _words(
            "size|Size|how many",
            "activity|Activity|what they are doing",
            "location|Location|where, by grid or name",
            "unit|Unit|who, by dress, marks or flag",
            "time|Time|when it was seen",
            "equipment|Equipment|weapons, vehicles, radios",
        ), "Report of what is seen of an armed group"),
        Form("methane", "METHANE", _words(
            "major|Major incident|declared or standing by",
            "exact|Exact location|grid, landmark",
            "type|Type of incident|explosion, fire, shooting",
            "hazards|Hazards|present and to be expected",
            "access|Access|ways in and out that are safe",
            "numbers|Number of casualties|how many, how badly hurt",
            "emergency|Emergency services|there and still needed",
        ), "First report of a major incident (JESIP)"),
        Form("nine-line", "9-line MEDEVAC", _words(
            "place|1 Pick-up site|grid",
            "radio|2 Radio|frequency and call sign",
            "urgency|3 Patients by urgency|urgent, priority, routine",
            "special|4 Special equipment|none, hoist, extraction, ventilator",
            "carried|5 Litter or walking|how many of each",
            "security|6 Security at the site|no enemy, possible, present, escort needed",
            "marking|7 Marking|panels, smoke, light",
            "status|8 Nationality and status|civilian, mission, host force, detained",
            "terrain|9 Terrain and obstacles|wires, slope, contamination",
        ), "Request for evacuation of casualties by air"),
        Form("sitrep", "SITREP", _words(
            "period|Period|from, to",
            "happened|What happened|seen and confirmed",
            "doubt|Not confirmed|what is said and not yet seen",
            "done|What we do|taken and ordered",
            "next|What comes next|expected, and our intention",
            "need|?What we need|from whom, by when",
        ), "Report of the situation at a moment"),
        Form("risk", "Risk estimate", (
            FormField("event", "Risk", "what could happen, to whom"),
            FormField("likelihood", "Likelihood", "1 very unlikely to 5 very likely", low=1, high=5),
            FormField("impact", "Impact", "1 negligible to 5 critical", low=1, high=5),
            FormField("mitigation", "Mitigation", "what we do to make it less likely or less grave"),
            FormField("owner", "Owner", "who sees to it"),
        ), "Security risk management: likelihood by impact"),
    )
}  # fmt: skip
