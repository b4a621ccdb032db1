"""Pieces of information that one team holds and may share."""

from __future__ import annotations

from dataclasses import dataclass

from exercise.core.scenario.effects import Effect


@dataclass(frozen=True, slots=True)
class Report:
    """A piece of information that one team holds and may share.

    ``origin`` is the agency that holds it at StartEx, or the source when an inject gives it.
    ``grade`` is the Admiralty grade: source reliability A-F, information credibility 1-6.
    ``true`` is ground truth, for the debrief. ``needed_by`` says who needed it by which moment.
    ``level`` and ``release`` are its marking: how sensitive it is, and which teams may have it.
    ``place`` is where it is about (longitude and latitude, or x and y of the drawn map), ``as_of`` the moment
    it describes (ms from StartEx, before it where negative), ``stale_after`` how long (ms) it stays worth acting on.
    ``conflicts`` names reports that cannot be true together with it. ``missing`` is felt once for every team that
    needs it and does not have it by its moment, though somebody does. ``warns`` names the injects that tell of the
    incident it warns of; what counts is how long before it those who need the report had it.
    """

    id: str
    title: str
    body: str
    origin: str
    grade: str
    true: bool
    level: str
    release: tuple[str, ...]
    needed_by: tuple[tuple[str, int], ...] = ()
    place: tuple[float, float] | None = None
    as_of: int | None = None
    stale_after: int | None = None
    conflicts: tuple[str, ...] = ()
    missing: tuple[Effect, ...] = ()
    warns: tuple[str, ...] = ()
