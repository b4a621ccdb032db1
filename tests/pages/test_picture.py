"""The joint picture: what was posted, how old and how good it is, what contradicts what; the truth for the staff."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from exercise.core.acts import PICTURE, Commit, EndEx, Pause, Request, Share
from exercise.core.scenario import MINUTE, Scenario
from exercise.ui.area import places
from tests.pages.conftest import Stage, texts
from tests.pages.joint import JOINT, MAP


def picture(stage: Stage, place: str = "force") -> AppTest:
    """The page as somebody sees it."""
    app = stage.page("picture", stage.seats[place][0])
    assert not app.exception
    return app


def drawn(app: AppTest) -> dict[str, Any]:
    """What the map is told to draw."""
    told = [json.loads(component.proto.bytes) for component in app.get("bidi_component")]
    return next(found for found in told if "features" in found)


def posted(joint: Stage) -> Stage:
    """Police post the theft, Force HQ the rumour that contradicts it; both have gone round."""
    joint.start(1)
    joint.file("police", Share("pickups", (PICTURE,), note="Since Monday."))
    joint.file("force", Share("rumour", (PICTURE,)))
    joint.tick(16 * MINUTE)
    return joint


def test_nothing_posted_yet(joint: Stage) -> None:
    """An empty picture says how to fill it, and leads there."""
    joint.start(10)
    app = picture(joint)
    assert "Share a report with the joint picture from your desk: everybody has it 15 min later." in texts(app)
    assert [button.label for button in app.button] == ["Post a report"]
    assert "No team has posted anything yet." in texts(picture(joint, "controller"))


def test_no_picture_is_kept(set_stage: Callable[[Scenario], Stage]) -> None:
    """Where the coordination model keeps none, the page says so and what to do instead."""
    stage = set_stage(replace(JOINT, coordination="stove-piped"))
    stage.start(10)
    app = picture(stage)
    assert "The agencies keep no joint picture here: Stove-piped: every agency for itself." in texts(app)
    assert not app.button


def test_what_was_posted(joint: Stage) -> None:
    """Each entry has source, grade, marking, age and who posted it; contradictions name each other."""
    said = texts(picture(posted(joint), "civil"))
    for words in (
        "Two pick-ups stolen",
        "Usually reliable source, probably true (B2) · source: Police",
        "Note: Since Monday.",
        "Posted by Police, H+0:01 · 06:01 local",
        "Cannot be true together with 2: Pick-ups found",
        "Cannot be true together with 1: Two pick-ups stolen",
        "stale",
        "47 min old",
    ):
        assert words in said


def test_the_map(joint: Stage) -> None:
    """Entries stand where they are about, under the number of the list, marked stale or contradicted."""
    data = drawn(picture(posted(joint)))
    marks = {entry["id"]: (entry["sign"], entry["place"], entry["look"]) for entry in data["entries"]}
    assert marks == {"pickups": ("1", [0.45, 0.52], "conflict"), "rumour": ("2", [0.2, 0.2], "conflict")}
    assert {feature["name"] for feature in data["features"]} == {"Ourzali <b>", "Route T4", "North gate"}


def test_it_goes_round_first(joint: Stage) -> None:
    """Whoever posted sees the entry at once, the others when it has gone round."""
    joint.start(10)
    joint.file("police", Share("pickups", (PICTURE,)))
    assert "Claims office file." in texts(picture(joint, "police"))
    other = picture(joint, "force")
    assert "Claims office file." not in texts(other)
    joint.tick(15 * MINUTE)
    joint.as_seat(joint.seats["force"][0])
    assert "Claims office file." in texts(other.run())


def test_ground_truth_is_for_the_staff(joint: Stage) -> None:
    """The controller sees what is true and what is missing; a trainee sees only what was posted."""
    posted(joint)
    said = texts(picture(joint, "controller"))
    for words in (
        "2 reports posted: 0 true, 1 false, 1 stale. Of 2 true reports in the teams’ hands 1 is not on the picture.",
        "False, on the picture",
        "True, not on the picture",
    ):
        assert words in said
    said = texts(picture(joint, "civil"))
    for secret in ("ground truth", "on the picture", "A source in the town"):
        assert secret not in said


@pytest.mark.parametrize(("place", "looks"), [("controller", {"held-true"}), ("force", set())])
def test_what_was_not_posted_is_on_the_staffs_map_only(joint: Stage, place: str, looks: set[str]) -> None:
    """Reports that lie unposted with a team are marked on the controller's map."""
    joint.start(10)
    assert {entry["look"] for entry in drawn(picture(joint, place))["entries"]} >= looks
    assert bool(drawn(picture(joint, place))["entries"]) == bool(looks)


def test_hidden_places(set_stage: Callable[[Scenario], Stage]) -> None:
    """What the author hid from trainees never reaches their browser, nor does the kind of any place."""
    area = json.loads(MAP)
    area["features"][0]["properties"] |= {"hidden": True, "kind": "lay-up"}
    stage = set_stage(replace(JOINT, map=json.dumps(area)))
    assert "Ourzali" not in str(drawn(picture(stage)))
    assert "Ourzali" in str(drawn(picture(stage, "controller")))
    assert "lay-up" not in str(drawn(picture(stage, "controller")))
    assert places(stage.control.run(stage.exercise).scenario.map) == {"gate": "North gate"}


def test_a_scenario_without_a_map(stage: Stage) -> None:
    """The list does without."""
    stage.start(10)
    assert "This scenario has no map; what is posted is in the list." in texts(picture(stage))


@pytest.mark.parametrize("moment", ["ready", "running", "paused", "ended"])
@pytest.mark.parametrize("place", ["force", "police", "civil", "controller"])
@pytest.mark.parametrize("page", ["desk", "picture", "lobby"])
def test_every_page_at_every_moment(joint: Stage, page: str, place: str, moment: str) -> None:
    """Whoever sits there and whatever the clock does, the page draws, with every section that a desk has."""
    if moment != "ready":
        posted(joint)
        joint.file("police", Request("force", "Who holds the bridge?"))
        joint.file("force", Commit("qrf", 1, "gate", "Block the road"))
    if moment in ("paused", "ended"):
        joint.tick(2 * MINUTE)
        joint.file("controller", Pause() if moment == "paused" else EndEx())
    app = joint.page(page, joint.seats[place][0])
    assert not app.exception
    for name in [tab.label for tab in app.tabs]:
        app.session_state["section"] = name
        assert not app.run().exception
