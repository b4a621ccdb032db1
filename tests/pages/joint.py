"""A second exercise for the pages' tests, in which teams need each other: authority, means, rules, a joint picture."""

from __future__ import annotations

import json
from dataclasses import replace

from exercise.core.scenario import (
    MINUTE,
    Ask,
    Attachment,
    Clearance,
    Ending,
    Inject,
    Jurisdiction,
    Needed,
    Option,
    ProbeItem,
    Procedure,
    Report,
    Resource,
    Rung,
    RunningClock,
    SimCellRole,
    Spread,
    Together,
)
from tests.pages.conftest import SCENARIO

MAP = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"id": "town", "name": "Ourzali <b>", "kind": "town"},
             "geometry": {"type": "Polygon", "coordinates": [[[0.1, 0.1], [0.4, 0.1], [0.4, 0.4], [0.1, 0.1]]]}},
            {"type": "Feature", "properties": {"id": "road", "name": "Route T4", "kind": "road"},
             "geometry": {"type": "LineString", "coordinates": [[0, 0], [1, 0.8]]}},
            {"type": "Feature", "properties": {"id": "gate", "name": "North gate", "kind": "gate"},
             "geometry": {"type": "Point", "coordinates": [0.5, 0.5]}},
        ],
    }
)  # fmt: skip


def _option(id: str, text: str, **more: object) -> Option:
    return Option(id, text, 0.5, f"why {id}", **more)  # type: ignore[arg-type]


JOINT = replace(
    SCENARIO,
    title="STAGE JOINT",
    map=MAP,
    simcell=(*SCENARIO.simcell, SimCellRole("srsg", "The SRSG")),
    ladder=(
        Rung("field", "Field commander", "police"),
        Rung("hq", "Force commander", "force"),
        Rung("top", "Special Representative", "srsg"),
    ),
    jurisdictions=(Jurisdiction("town", "arrest", "police"), Jurisdiction("camp", "public-order", "force")),
    procedures=(
        Procedure(
            "register", "Detention register", (("open", "Open the register"), ("notify", "Notify the ICRC")), "SOP 7"
        ),
    ),
    resources=(
        Resource("qrf", "Quick reaction force", "force", 2, "force", Spread("fixed", (20 * MINUTE,))),
        Resource("uav", "UAV", "force", 1, "surveillance", None, "flight"),
        Resource("escort", "Escort", "police", 3, "force", Spread("fixed", (10 * MINUTE,))),
    ),
    clearances=(
        Clearance("flight", "Flight clearance", "civil", "measure(consent) > 40", Spread("fixed", (30 * MINUTE,))),
    ),
    clocks=(RunningClock("hold", "Detention without charge", "force", "delivered(J05)", "decided(J01)", 40 * MINUTE,
                         basis="Standing order 12"),),
    reports=(
        Report("pickups", "Two pick-ups stolen", "Claims office file.", "police", "B2", True, "restricted",
               ("police", "force"), place=(0.45, 0.52), as_of=-30 * MINUTE, stale_after=45 * MINUTE,
               conflicts=("rumour",)),
        Report("rumour", "Pick-ups found", "A driver says so.", "force", "E5", False, "unclassified", (),
               place=(0.2, 0.2)),
        Report("secret", "A source in the town", "Says the market.", "force", "A2", True, "confidential",
               ("force", "police")),
    ),
    endings=(Ending("E1", "The market", "The elders came back.", "measure(consent) > 10"),),
    probes=(
        ProbeItem("P1", "awareness", "Who holds the bridge?", ("force",), 8 * MINUTE, ("We", "The *gendarmes*"), 1),
        ProbeItem("P2", "forecast", "An attack before dawn?", ("force",), 8 * MINUTE, outcome="delivered(J06)"),
        ProbeItem("P3", "workload", "How much do you carry?", ("force",)),
    ),
    injects=(
        Inject("J01", "Shots at the market", ("force",), sender="Gate", at=2 * MINUTE, window=50 * MINUTE,
               body="Shots.", ask=Ask("choose", "What do you order?", (
                   _option("raid", "Search the compound", authority="top"),
                   _option("joint", "Patrol with the police", together=Together(("force", "police"), 15 * MINUTE)),
                   _option("send", "Send the reaction force", needs=(Needed("qrf", 1, 30 * MINUTE),)),
                   _option("locked", "Hand them over", when="decided(J03)", closed="the register must be open first"),
                   _option("wait", "Wait"),
               ))),
        Inject("J02", "Water for the camp", ("force",), at=3 * MINUTE, window=50 * MINUTE, body="Ten trucks.",
               ask=Ask("allocate", "Who gets the trucks?", tuple(
                   Option(id, f"The {id}", 0.0, f"why {id}", ideal=ideal)
                   for id, ideal in (("clinic", 6), ("market", 4), ("camp", 0))
               ), total=10)),
        Inject("J03", "Will they come tonight?", ("force",), at=4 * MINUTE, window=50 * MINUTE, body="Say.",
               ask=Ask("forecast", "How likely is an attack before dawn?", outcome="delivered(J06)")),
        Inject("J04", "A suspect", ("police",), at=2 * MINUTE, window=50 * MINUTE, body="He sits in the market.",
               ask=Ask("choose", "What do you do?", (
                   _option("arrest", "Arrest him in the market", authority="hq"), _option("watch", "Watch him"),
               ), "required")),
        Inject("J05", "Two detainees", ("force",), at=5 * MINUTE, body="They are in your hands.",
               attachments=(Attachment("Capture card", "| Name | Age |\n|---|---|\n| A. | 17 |"),)),
        Inject("J06", "Attack", ("force",), at=55 * MINUTE, body="At the gate."),
    ),
)  # fmt: skip
