"""Invents people, plates and places, once, from the scenario's seed. The only module that knows Faker."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from faker import Faker
from faker.config import AVAILABLE_LOCALES
from faker.providers import BaseProvider
from faker.providers.date_time import Provider as DateProvider

from exercise.content.problems import UnreadableError, meant


class Part(NamedTuple):
    """What a name of the cast is: a Faker provider and the locale it speaks."""

    provider: str
    locale: str = "en_US"


class CastError(ValueError):
    """Some names cannot be invented; ``faults`` says for each why not and how to mend it."""

    def __init__(self, faults: Mapping[str, UnreadableError]) -> None:
        super().__init__("; ".join(f"{name}: {fault}" for name, fault in faults.items()))
        self.faults = faults


# What a message of the routine traffic may have invented for it, and the provider that does.
TRAFFIC = {
    "person": "name",
    "man": "name_male",
    "woman": "name_female",
    "surname": "last_name",
    "plate": "license_plate",
    "place": "city",
    "street": "street_name",
    "phone": "phone_number",
    "company": "company",
    "job": "job",
}


class Inventor:
    """Speaks one locale and invents one text after the other from the stream it was last given."""

    def __init__(self, locale: str) -> None:
        """Raise `UnreadableError` where Faker does not speak the locale."""
        if locale not in AVAILABLE_LOCALES:
            raise UnreadableError(f"{locale} is not a locale of Faker", meant(locale, sorted(AVAILABLE_LOCALES)))
        self._faker = Faker(locale)
        self._generator = self._faker.factories[0]

    def seed(self, stream: str) -> None:
        """Begin a stream: whatever is invented from here on follows from it."""
        self._faker.seed_instance(stream)

    def invent(self, provider: str) -> str:
        """One short text of that provider.

        Raises:
            UnreadableError: there is no such provider, or it gives something other than a short text.
        """
        generator = self._generator
        owner = getattr(getattr(generator, provider, None), "__self__", None)
        # The generator has methods of its own, which steer it and invent nothing.
        if not isinstance(owner, BaseProvider) or provider.startswith("_"):
            known = [name for name in dir(generator) if not name.startswith("_")]
            raise UnreadableError(f"{provider} is nothing Faker can invent", meant(provider, known))
        if isinstance(owner, DateProvider):
            raise UnreadableError(f"{provider} depends on today's date", "write the date into the text")
        try:
            value = getattr(generator, provider)()
        except Exception:  # any of a few hundred providers may want arguments or a library, each failing its own way
            raise UnreadableError(
                f"{provider} needs more than its name", "choose another, for example name_male"
            ) from None
        if not isinstance(value, str | int) or not 0 < len(str(value)) <= 200:
            raise UnreadableError(f"{provider} gives no short text", "choose another, for example name_male")
        return str(value)


def fill(parts: Mapping[str, Part], seed: int | str) -> dict[str, str]:
    """Invent every name. Each has its own random stream, so adding a name changes no other.

    Raises:
        CastError: a provider or a locale is unknown, or gives something other than a short text.
    """
    cast: dict[str, str] = {}
    faults: dict[str, UnreadableError] = {}
    for name, part in parts.items():
        try:
            cast[name] = _invent(part, f"{seed}/cast/{name}")
        except UnreadableError as fault:
            faults[name] = fault
    if faults:
        raise CastError(faults)
    return cast


def _invent(part: Part, stream: str) -> str:
    inventor = Inventor(part.locale)
    inventor.seed(stream)
    return inventor.invent(part.provider)
