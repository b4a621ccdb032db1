"""Seats and their join codes: planned, created, handed out on paper."""

from __future__ import annotations

from csv import DictReader
from dataclasses import replace
from io import StringIO

from exercise import seating
from exercise.codes import KEY, matches, plain_code
from exercise.store import NewSeat, StoreConflict
from exercise.ui import sheet
from tests.pages.conftest import SCENARIO, Stage


def test_every_team_of_every_syndicate_gets_its_seats() -> None:
    """The plan follows the scenario's order, and no two codes share a key."""
    places = seating.with_codes(seating.plan(SCENARIO, 2, seating.syndicates(2)))
    assert [(place.seat.syndicate, place.seat.team) for place in places] == [
        (syndicate, team) for syndicate in "AB" for team in ("force", "police", "civil") for _ in range(2)
    ]
    assert len({place.seat.code_key for place in places}) == len(places)


def test_codes_open_the_seats_they_were_issued_for(stage: Stage) -> None:
    """What is handed out is what the store will check."""
    id, issued = seating.set_up(stage.control, SCENARIO)
    seats = {seat.id: seat for seat in stage.store.seats(id)}
    assert [found.seat.id for found in issued] == list(seats)
    assert all(matches(seats[found.seat.id].code_hash, plain_code(found.code) or "") for found in issued)


def test_taken_key_is_not_the_end(stage: Stage, monkeypatch) -> None:
    """When another exercise owns a code key, other codes are made."""
    taken = seating.add(stage.control, stage.exercise, "force", "A")
    codes = iter([(taken.code, taken.seat.code_key, "hash"), ("00000-00000", "0" * KEY, "hash")])
    monkeypatch.setattr(seating, "new_code", lambda: next(codes))
    assert seating.add(stage.control, stage.exercise, "force", "A").code == "00000-00000"


def test_csv_is_no_formula_and_leads_to_the_seat(stage: Stage) -> None:
    """The spreadsheet has one row per seat, and a team's name cannot become a formula."""
    agencies = (replace(SCENARIO.agencies[0], short="=cmd()"), *SCENARIO.agencies[1:])
    scenario = replace(SCENARIO, agencies=agencies)
    _, issued = seating.set_up(stage.control, scenario)
    rows = list(DictReader(StringIO(sheet.csv(scenario, issued, "https://ex.example"))))
    assert [row["code"] for row in rows] == [found.code for found in issued]
    assert rows[0]["team"] == "'=cmd()"
    assert rows[1]["link"] == f"https://ex.example/join?code={issued[1].code}"


def test_cards_have_a_picture_each_and_hostile_titles_stay_text(stage: Stage) -> None:
    """One card per seat with its QR code inside the page; nothing is fetched, nothing runs."""
    _, issued = seating.set_up(stage.control, SCENARIO)
    page = sheet.html("<script>x</script>", SCENARIO, issued, "https://ex.example")
    assert page.count("<svg") == len(issued)
    assert "<script>" not in page
    assert "src=" not in page
    assert all(found.code in page for found in issued)


def test_store_refuses_a_key_twice(stage: Stage) -> None:
    """The reason why set_up tries again is real."""
    taken = seating.add(stage.control, stage.exercise, "force", "A")
    try:
        stage.store.add_seat(stage.exercise, NewSeat(taken.seat.role, "force", "A", code_key=taken.seat.code_key))
    except StoreConflict:
        return
    raise AssertionError("two seats share a code key")
