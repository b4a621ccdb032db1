"""The library: exercises created, copied, tried again, put away, deleted; scenarios checked; staff appointed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from exercise import seating
from exercise.codes import matches, plain_code
from exercise.core.acts import Decide, EndEx, Pause, Role, Seat, SetMeasure, StartEx
from exercise.core.scenario import MINUTE
from exercise.store import ExerciseInfo
from exercise.ui import dryrun, session
from tests.pages.conftest import PAGES, SCENARIO, START, Stage, texts

Open = Callable[..., AppTest]


@pytest.fixture
def library(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Open:
    """The library as an account sees it; ``everywhere`` is whether it may open every exercise."""

    def open_page(everywhere: bool = True, **kept: Any) -> AppTest:
        found = stage.store.account_by_name("cleo") or stage.store.add_account(
            "cleo", Role.CONTROLLER, "", START, everywhere=everywhere
        )
        token = sha256(found.id.encode()).hexdigest()[:8]
        if stage.store.login(sha256(token.encode()).hexdigest(), START) is None:
            stage.store.add_login(
                sha256(token.encode()).hexdigest(), account_id=found.id, created=START, expires=START.replace(year=2032)
            )
        monkeypatch.setattr(session, "cookie", lambda: token)
        app = AppTest.from_file(str(PAGES / "library.py"), default_timeout=30)
        for key, value in kept.items():
            app.session_state[key.replace("__", "/")] = value
        return run(app)

    return open_page


def run(app: AppTest) -> AppTest:
    """Run the page; nothing may go wrong in it."""
    app.run()
    assert not app.exception
    return app


def named(elements: Any, label: str) -> Any:
    """The one element with this label."""
    (found,) = [element for element in elements if element.label == label]
    return found


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    named(app.button, label).click()
    return run(app)


def said(app: AppTest) -> str:
    """What the page says in passing."""
    return " ".join(toast.value for toast in app.toast)


def other(stage: Stage) -> ExerciseInfo:
    """The exercise that was not there before."""
    (found,) = [info for info in stage.store.exercises() if info.id != stage.exercise]
    return found


def test_exercises_stand_in_a_list(stage: Stage, library: Open) -> None:
    """Title, seats taken and where it was tried again from; nothing to do until one is chosen."""
    stage.store.mark_joined(stage.seats["force"][0], START)
    rows = library().dataframe[0].value.set_index("Id")
    assert rows.loc[stage.exercise, ["Exercise", "Joined"]].tolist() == ["STAGE LINK", "1 of 4"]


def test_what_runs_stands_on_top(stage: Stage, library: Open) -> None:
    """Each exercise says whether it is planned, runs, stands, is over or put away, and where its clock is."""
    ids = [stage.exercise] + [stage.control.create(stage.control.run(stage.exercise).scenario, []) for _ in range(4)]
    planned, runs, stands, ended, away = ids
    excon = Seat("excon", Role.CONTROLLER)
    for id, acts in ((runs, [StartEx(2)]), (stands, [StartEx(1), Pause("Coffee")]), (ended, [StartEx(1), EndEx()])):
        stage.wall = START
        for number, act in enumerate(acts):
            stage.control.file(id, excon, act, f"{id}/{number}")
            stage.wall += timedelta(minutes=10)
    stage.wall = START + timedelta(minutes=10)
    stage.store.archive(away, True)
    app = library()
    assert app.dataframe[0].value[["Id", "State", "Clock"]].values.tolist()[:2] == [
        [runs, "▶ Running", "H+0:20"],
        [stands, "‖ Paused", "H+0:10"],
    ]
    named(app.toggle, "Show archived (1)").set_value(True)
    states = run(app).dataframe[0].value.set_index("Id")["State"].to_dict()
    assert (states[planned], states[ended], states[away]) == ("○ Planned", "□ Ended", "≡ Archived")


def test_copy_has_codes_of_its_own(stage: Stage, library: Open) -> None:
    """A copy stands beside the original, before StartEx."""
    app = press(library(library__exercise=stage.exercise), "Copy")
    new = other(stage)
    assert new.title == "STAGE LINK (copy)"
    assert f"set up once more as {new.id}" in said(app)
    assert len(app.session_state[f"codes/{new.id}"]) == 4


def test_archive_and_take_out_again(stage: Stage, library: Open) -> None:
    """An archived exercise leaves the list and loses nothing."""
    app = press(library(library__exercise=stage.exercise), "Archive")
    assert stage.store.exercises()[0].archived
    assert "No exercise yet" in app.info[0].value
    named(app.toggle, "Show archived (1)").set_value(True)
    app = press(run(app), "Take out again")
    assert not stage.store.exercises()[0].archived


def test_deleting_wants_the_title(stage: Stage, library: Open) -> None:
    """Without the title typed in nothing is deleted; with it nothing is left."""
    app = press(library(library__exercise=stage.exercise), "Delete for good")
    assert "Type the title, “STAGE LINK”" in said(app)
    assert stage.store.exercises()
    next(box for box in app.text_input if box.label.startswith("Type the title")).set_value("STAGE LINK")
    app = press(run(app), "Delete for good")
    assert stage.store.exercises() == ()
    assert "STAGE LINK is deleted" in said(app)


def test_try_again_from_a_moment(stage: Stage, library: Open) -> None:
    """The new exercise stands paused at the moment chosen, names its parent, and the people are in it."""
    seat = stage.seats["force"][0]
    stage.store.add_login("sha", seat_id=seat, created=START, expires=START.replace(year=2032))
    stage.start(6)
    stage.file("force", Decide("I01", ("alert",), rationale="because"))
    stage.tick(10 * MINUTE)
    app = library(library__exercise=stage.exercise)
    app.select_slider[0].set_value(7)
    app = run(app)
    assert "By H+0:07, 4 injects had come and 1 answer had been given" in texts(app).replace("\\", "")
    app = press(app, "Set it up")
    new = other(stage)
    assert (new.parent, new.parent_at) == (stage.exercise, 7 * MINUTE)
    again = stage.control.run(new.id)
    assert (again.clock.state, again.at) == ("paused", 7 * MINUTE)
    sits = stage.store.seat_by_login("sha", stage.wall)
    assert sits is not None
    assert sits.exercise_id == new.id


def test_before_startex_there_is_nothing_to_try_again(stage: Stage, library: Open) -> None:
    """Only what has begun has moments."""
    app = library(library__exercise=stage.exercise)
    assert "Set it up" not in {button.label for button in app.button}


def test_an_account_sees_its_exercises_only(stage: Stage, library: Open) -> None:
    """Who is posted nowhere sees nothing; who creates an exercise may open it."""
    app = library(everywhere=False)
    assert "No exercise yet" in app.info[0].value
    app = press(app, "New exercise")
    named(app.number_input, "Seats per team").set_value(1)
    press(run(app), "Create the exercise")
    cleo = stage.store.account_by_name("cleo")
    assert cleo is not None
    (mine,) = stage.store.postings(cleo.id)
    assert mine != stage.exercise


def create_with(library: Open, roster: bytes) -> AppTest:
    """The form for a new exercise with two syndicates and this roster."""
    app = library(creating=True)
    named(app.number_input, "Syndicates").set_value(2)
    app = run(app)
    app.file_uploader[0].upload("roster.csv", roster, "text/csv")
    return run(app)


def test_roster_seats_its_people(stage: Stage, library: Open) -> None:
    """Everybody on the roster has a seat with their name; a team without anybody has one free seat."""
    app = create_with(library, "name;team;syndicate\nZoë;force;A\nAmir;Force HQ;A\nBea;police;B\n".encode())
    assert "3 people in 2 teams" in app.success[0].value
    app = press(app, "Create the exercise")
    info = other(stage)
    seats = stage.store.seats(info.id)
    named_seats = [(seat.syndicate, seat.team, seat.name) for seat in seats if seat.name]
    assert named_seats == [("A", "force", "Zoë"), ("A", "force", "Amir"), ("B", "police", "Bea")]
    issued = app.session_state[f"codes/{info.id}"]
    assert all(matches(seat.code_hash, plain_code(issued[seat.id].code) or "") for seat in seats)


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        (b"", "The file is empty"),
        (b"name,team\nAda,force\nAda,police\n", "Line 3"),
        (b"name,team\n=HYPERLINK(),force\n", "would be a formula"),
        (b"name,team\n" + b"".join(b"Person %d,force\n" % n for n in range(5000)), "has 5,000 rows"),
    ],
    ids=["empty", "duplicate", "formula", "5000 rows"],
)
def test_bad_roster_creates_nothing(stage: Stage, library: Open, roster: bytes, said: str) -> None:
    """What is wrong is said with its line, and the button waits until it is mended."""
    app = create_with(library, roster)
    assert said in app.error[0].value.replace("\\", "")
    assert named(app.button, "Create the exercise").disabled
    assert len(stage.store.exercises()) == 1


def test_rate_coordination_and_weights_are_frozen_in_the_exercise(stage: Stage, library: Open) -> None:
    """What was chosen in the form is what will be played."""
    app = library(creating=True)
    named(app.selectbox, "Rate").set_value(4)
    named(app.selectbox, "Coordination").set_value("unified")
    weight = next(box for box in app.number_input if "/weight/" in box.key)
    weight.set_value(7.5)
    press(run(app), "Create the exercise")
    scenario = stage.control.run(other(stage).id).scenario
    assert (scenario.rate, scenario.coordination, scenario.measures[0].weight) == (4, "unified", 7.5)


def test_a_module_is_dropped_in_where_the_form_says(stage: Stage, library: Open) -> None:
    """A pack is chosen by its title, its roles are proposed, and it lies in the new exercise at its moment."""
    app = library(creating=True)
    named(app.multiselect, "Drop in").select("ied")
    app = run(app)
    named(app.number_input, "Begins after so many minutes").set_value(25)
    by_key = {box.key.rpartition("/")[2]: box for box in app.selectbox if "/module/" in box.key}
    assert {role: by_key[role].value for role in ("responder", "police")} == {"responder": "force", "police": "police"}
    by_key["responder"].set_value("police")
    press(run(app), "Create the exercise")
    first = stage.control.run(other(stage).id).scenario.inject["ied-I01"]
    assert (first.at, first.to) == (25 * MINUTE, ("police",))


def test_the_variant_of_the_mandate_is_chosen(stage: Stage, library: Open) -> None:
    """Where a scenario has several, the exercise is judged under the one that was chosen."""
    app = library(creating=True)
    box = named(app.selectbox, "Mandate")
    wanted = next(variant for variant in box.options if variant.lower() != str(box.value))
    box.select(wanted)
    press(run(app), "Create the exercise")
    assert stage.control.run(other(stage).id).scenario.mandate == wanted.lower().replace(" ", "-")


def test_an_exercise_at_a_table(stage: Stage, library: Open) -> None:
    """At a table no window runs out."""
    app = library(creating=True)
    named(app.selectbox, "Mode").set_value("table-top")
    press(run(app), "Create the exercise")
    scenario = stage.control.run(other(stage).id).scenario
    assert scenario.mode == "table-top"
    assert {inject.window for inject in scenario.injects} == {None}


def test_a_drill_of_one_task(stage: Stage, library: Open) -> None:
    """A drill holds the objective of its task and no other."""
    app = library(creating=True)
    named(app.selectbox, "Mode").set_value("drill")
    app = run(app)
    assert "Drop in" not in {box.label for box in app.multiselect}, "a drill has no room for modules"
    named(app.selectbox, "Task").select_index(1)
    press(run(app), "Create the exercise")
    scenario = stage.control.run(other(stage).id).scenario
    assert scenario.mode == "drill"
    assert sum(len(objective.tasks) for objective in scenario.objectives) == 1


def test_scenario_shows_check_summary_and_dry_run(library: Open) -> None:
    """A scenario says whether it is in order, what it is about, and what would come when."""
    app = library(library__part="Scenarios")
    assert "In order" in " ".join(found.value for found in (*app.warning, *app.success))
    rows = app.dataframe[0].value
    assert {"Time", "What", "Inject", "Title", "Teams"} <= set(rows)
    app.button_group(key="dry/what").set_value("One inject")
    assert "To yourself" in texts(run(app))


def test_dry_run_of_one_inject_is_what_its_team_reads() -> None:
    """One inject released to oneself reaches its team with its text, and nobody else."""
    run = dryrun.released(SCENARIO, "I01")
    assert [(found.inject, found.team) for found in run.situation.answers.values()] == [("I01", "force")]


def test_dry_run_keeps_nothing(stage: Stage, library: Open) -> None:
    """Trying out writes no exercise and no entry."""
    library(library__part="Scenarios")
    assert [info.id for info in stage.store.exercises()] == [stage.exercise]
    assert stage.log() == []


def test_staff_are_appointed_and_shut_out(stage: Stage, library: Open) -> None:
    """The password is shown once and opens the account; a second account of one name is refused."""
    app = library(library__part="Staff")
    named(app.text_input, "Name").set_value("eva")
    named(app.selectbox, "Role").set_value(Role.EVALUATOR)
    app.multiselect[0].set_value([stage.exercise])
    app = press(app, "Make the account")
    eva = stage.store.account_by_name("eva")
    assert eva is not None
    name, password = app.session_state["postings/password"]
    assert matches(eva.password_hash, password)
    assert (name, eva.role, stage.store.postings(eva.id)) == ("eva", Role.EVALUATOR, {stage.exercise})
    named(app.text_input, "Name").set_value("eva")
    app = press(app, "Make the account")
    assert "There is an account eva already" in said(app)
    named(app.selectbox, "Change an account").set_value("eva")
    press(run(app), "Shut out")
    assert stage.store.account_by_name("eva").disabled  # type: ignore[union-attr]


def test_only_who_may_open_all_makes_accounts(library: Open) -> None:
    """A controller of one exercise appoints nobody."""
    app = library(everywhere=False, library__part="Staff")
    assert "Accounts are made by controllers who may open every exercise" in app.info[0].value
    assert "Make the account" not in {button.label for button in app.button}


def test_a_seat_has_no_library(stage: Stage) -> None:
    """A controller who joined with a code has one exercise, and is told so."""
    assert "The library is for staff accounts" in texts(stage.page("library", stage.seats["controller"][0]))


def test_limits_of_the_form_are_the_seatings() -> None:
    """Ten syndicates of three seats a team can be set up from the form."""
    assert seating.MOST_SYNDICATES >= 10
    assert seating.MOST_PER_TEAM >= 3


def test_the_next_session_of_a_campaign(stage: Stage, library: Open) -> None:
    """A new exercise begins where an ended one left off, names it, and the progress page shows both."""
    assert "Begins where this one left off" not in [box.label for box in library(creating=True).selectbox]
    stage.start(10)
    stage.file("controller", SetMeasure("consent", 31, "a hard night"))
    stage.file("controller", EndEx())
    app = library(creating=True)
    box = named(app.selectbox, "Begins where this one left off")
    box.set_value(f"{stage.exercise}/A")
    app = run(app)
    assert "31 instead of" in "".join(caption.value for caption in app.caption)
    press(app, "Create the exercise")
    info = other(stage)
    assert (info.parent, info.parent_at) == (stage.exercise, None)
    scenario = stage.control.run(info.id).scenario
    assert round(scenario.measure["consent"].start) == 31
    for act in (StartEx(), EndEx()):
        stage.tick(MINUTE)
        stage.control.file(info.id, stage.seat("controller"), act, f"campaign/{act.kind}")
    page = AppTest.from_file(str(PAGES / "progress.py"), default_timeout=30)
    page.session_state["progress-section"] = "Campaigns"
    run(page)
    assert page.dataframe[0].value["Session"].tolist() == ["STAGE LINK", scenario.title]
    assert page.dataframe[0].value["Host consent"].tolist()[1].startswith("31 → ")
