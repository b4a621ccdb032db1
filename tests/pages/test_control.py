"""The control page: one act per kind of button ends in the log, and what is refused is said."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from exercise.codes import matches, plain_code
from exercise.control import Control
from exercise.core.acts import (
    Amend,
    Answer,
    Approve,
    Decide,
    EndEx,
    Hold,
    Improvise,
    Jump,
    Note,
    Open,
    Pause,
    Ready,
    Release,
    Reschedule,
    Resume,
    Role,
    Seat,
    Send,
    SetMeasure,
    SetRate,
    Skip,
    StartEx,
    Void,
)
from exercise.core.modes import table_top
from exercise.core.scenario import MINUTE, Ask, Inject, Rung
from exercise.store import NewSeat, open_store
from exercise.ui import acts, session, state
from tests.pages.conftest import PAGES, SCENARIO, SEATS, START, Stage, texts


def control(stage: Stage, **kept: Any) -> AppTest:
    """The control page with its controller."""
    stage.as_seat(stage.seats["controller"][0])
    app = AppTest.from_file(str(PAGES / "control.py"), default_timeout=20)
    for key, value in kept.items():
        app.session_state[key] = value
    app.run()
    assert not app.exception
    return app


def named(elements: Any, label: str) -> Any:
    """The one element with this label."""
    (found,) = [element for element in elements if element.label == label]
    return found


def written(app: AppTest, form: str, label: str) -> Any:
    """A text field of one of the forms."""
    return named([box for box in app.text_area if box.key.startswith(form)], label)


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    named(app.button, label).click().run()
    assert not app.exception
    return app


def teams(app: AppTest) -> dict[str, str]:
    """What the head of the page says of each team."""
    cards = re.findall(r'role="listitem"><header><span>(.*?)</span>(.*?)</div>', texts(app))
    return dict(cards)


def buttons(app: AppTest) -> set[str]:
    """What can be pressed."""
    return {button.label for button in app.button}


def refused(app: AppTest) -> str:
    """What the page says about an act that was not filed."""
    return " ".join(warning.value for warning in app.warning)


def test_an_ended_login_files_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page drawn before the login ended cannot file any more, whatever is clicked on it."""
    app = control(stage)
    monkeypatch.setattr(session, "cookie", lambda: "")
    press(app, "StartEx")
    assert stage.log() == []


def test_what_was_said_survives_an_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that ends where it would say what became of an act leaves it to the next one; then it is said once."""
    said: list[str] = []

    class Interrupted(BaseException):
        pass

    def toast(text: str, icon: str) -> None:
        said.append(text)
        if len(said) == 1:
            raise Interrupted

    monkeypatch.setattr(acts, "st", SimpleNamespace(session_state={}, toast=toast))
    acts.say("Filed")
    with pytest.raises(Interrupted):
        acts.passing()
    acts.passing()
    acts.passing()
    assert said == ["Filed", "Filed"]


def test_startex_says_who_is_there_and_starts(stage: Stage) -> None:
    """Before StartEx the page counts seats and starts at the rate chosen."""
    stage.file("police", Ready())
    app = control(stage)
    assert "0 of 4 seats joined, 1 ready" in texts(app)
    named(app.selectbox, "Exercise minutes per real minute").set_value(5).run()
    press(app, "StartEx")
    assert [entry.act for entry in stage.log(StartEx)] == [StartEx(5)]
    assert {"PauseEx", "End the exercise"} <= buttons(app)
    assert "StartEx" not in buttons(app)


def test_pause_and_resume(stage: Stage) -> None:
    """The clock offers what is possible and nothing else."""
    stage.start(5)
    app = press(control(stage), "PauseEx")
    assert len(stage.log(Pause)) == 1
    assert "Resume" in buttons(app)
    assert "PauseEx" not in buttons(app)
    press(app, "Resume")
    assert len(stage.log(Resume)) == 1


def test_double_click_is_one_act(stage: Stage) -> None:
    """The second click finds the button gone: one entry, and no complaint."""
    stage.start(5)
    app = control(stage)
    pause = named(app.button, "PauseEx")
    pause.click().run()
    pause.click().run()
    assert len(stage.log(Pause)) == 1
    assert not refused(app)


def test_set_rate(stage: Stage) -> None:
    """The rate is changed while the exercise runs."""
    stage.start(5)
    app = control(stage)
    named(app.selectbox, "Exercise minutes per real minute").set_value(10).run()
    press(app, "Set the rate")
    assert [entry.act for entry in stage.log(SetRate)] == [SetRate(10)]


def test_endex_says_what_it_cuts_off(stage: Stage) -> None:
    """EndEx is asked once, with the count of open injects per team."""
    stage.start(6)
    app = control(stage)
    assert "3 injects are still open:** Force HQ 2, Police 1" in texts(app)
    press(app, "End the exercise")
    assert len(stage.log(EndEx)) == 1
    assert not {"PauseEx", "Resume", "End the exercise", "Release"} & buttons(app)


def test_outage_is_explained_beside_resume(stage: Stage) -> None:
    """A clock stopped by an outage says so, and why."""
    stage.start(5)
    stage.file("controller", Pause("Nobody served the exercise for 40 s.", outage=True))
    app = control(stage)
    assert "stopped by an outage at H+0:05" in app.error[0].value
    assert "for 40 s" in app.error[0].value
    assert "Resume" in buttons(app)


def test_release(stage: Stage) -> None:
    """An inject is delivered in two clicks: choose it, release it."""
    stage.start(1)
    press(control(stage, inject="I05"), "Release")
    assert [entry.act for entry in stage.log(Release)] == [Release("I05")]


def test_hold_and_lift_the_hold(stage: Stage) -> None:
    """A held inject waits until the hold is taken back."""
    stage.start(1)
    app = press(control(stage, inject="I05"), "Hold")
    assert [entry.act for entry in stage.log(Hold)] == [Hold("I05")]
    assert "Held for your release: I05" in texts(app)
    press(app, "Lift the hold")
    assert [entry.act for entry in stage.log(Void)] == [Void(stage.log(Hold)[0].seq)]


def test_skip_wants_a_reason_and_can_be_undone(stage: Stage) -> None:
    """A skip without a reason is refused in a sentence; with one it is filed, and can be taken back."""
    stage.start(1)
    app = press(control(stage, inject="I05"), "Skip I05")
    assert refused(app) == "Say why I05 is skipped; the debrief shows it."
    named(app.text_input, "Why is it left out?").set_value("Too much at once").run()
    press(app, "Skip I05")
    assert [entry.act for entry in stage.log(Skip)] == [Skip("I05", "Too much at once")]
    assert not refused(app)
    press(app, "Undo the skip")
    assert len(stage.log(Void)) == 1


def test_refusal_is_said_when_time_has_passed_the_page(stage: Stage) -> None:
    """A button drawn before an inject came due is refused in a sentence."""
    stage.start(4)
    app = control(stage, inject="I01")
    stage.tick(2 * MINUTE)
    press(app, "Release")
    assert refused(app) == "I01 was delivered at H+0:05; it cannot be released any more."
    assert not stage.log(Release)


def test_improvise_from_a_template(stage: Stage) -> None:
    """An inject is written on the spot, from a template, and delivered."""
    stage.start(1)
    app = press(control(stage), "Write an inject")
    named(app.button_group, "Begin with").set_value("Press call").run()
    assert named(app.text_input, "From").value == "International press"
    named(app.multiselect, "To").set_value(["force", "civil"])
    named(app.text_input, "Title").set_value("The press is at the gate")
    press(app, "Deliver")
    (entry,) = stage.log(Improvise)
    act = entry.act
    assert isinstance(act, Improvise)
    assert (act.title, act.to, act.window) == ("The press is at the gate", ("force", "civil"), 15 * MINUTE)
    assert "Deliver" not in buttons(app)
    assert named(press(app, "Write an inject").text_input, "Title").value == ""


def test_improvise_without_a_team_keeps_the_words(stage: Stage) -> None:
    """A refused inject stays in the form."""
    stage.start(1)
    app = press(control(stage), "Write an inject")
    named(app.text_input, "Title").set_value("Half an inject")
    written(app, "improvise", "Text").set_value("Its text")
    press(app, "Deliver")
    assert refused(app) == "Choose at least one team for the new inject."
    assert named(app.text_input, "Title").value == "Half an inject"


def test_notes_stand_with_their_exercise_time(stage: Stage) -> None:
    """A note is filed, about an inject where it is written there, and shown."""
    stage.start(2)
    app = control(stage, inject="I05")
    named(app.text_input, "Note").set_value("They read it twice")
    next(button for button in app.button if button.key.startswith("note/I05")).click().run()
    assert [entry.act for entry in stage.log(Note)] == [Note("They read it twice", "I05")]
    assert "**H+0:02** · I05 · They read it twice" in texts(app)


def test_empty_note_is_refused(stage: Stage) -> None:
    """A note without words is not filed."""
    stage.start(2)
    app = control(stage)
    press(app, "Note")
    assert refused(app) == "Write something before noting it."
    assert not stage.log(Note)


def test_simcell_replies_in_the_name_of_whom_they_wrote_to(stage: Stage) -> None:
    """A letter counts as unanswered until the SimCell writes back as the one it was for."""
    stage.start(2)
    stage.file("police", Send("press", "No comment before noon."))
    stage.tick(2 * MINUTE)
    app = control(stage)
    assert "1 letter to the SimCell without an answer" in texts(app)
    written(app, "answer", "Answer").set_value("Then we print without you.")
    press(app, "Answer")
    assert [entry.act for entry in stage.log(Answer)] == [Answer(2, "Then we print without you.")]
    assert "without an answer" not in texts(app)


def test_board_says_status_teams_and_reason(stage: Stage) -> None:
    """A row says what an inject is, at which team, when it is due and what it waits for."""
    stage.start(5)
    rows = control(stage).dataframe[0].value.set_index("Inject")
    assert list(rows.loc["I01", "Status"]) == ["◔ Open"]
    assert list(rows.loc["I01", "Teams"]) == ["● Force HQ"]
    assert rows.loc["I01", "Why"] == "Came at H+0:05 as planned"
    assert list(rows.loc["I05", "Status"]) == ["○ Waiting"]
    assert rows.loc["I05", ["Due", "Real time", "Why"]].tolist() == ["H+0:09", "12:09", "✗ H+0:09"]


def test_filters_leave_the_rows_that_fit(stage: Stage) -> None:
    """Filters add up, and say so when nothing is left."""
    stage.start(5)
    app = control(stage)
    app.multiselect(key="status").set_value(["open"]).run()
    assert app.dataframe[0].value["Inject"].tolist() == ["I01", "I06"]
    app.multiselect(key="team").set_value(["police"]).run()
    assert app.dataframe[0].value["Inject"].tolist() == ["I06"]
    app.multiselect(key="team").set_value(["civil"]).run()
    assert "No inject fits these filters" in app.info[0].value


def test_hostile_words_stay_words(stage: Stage) -> None:
    """What somebody typed is never markup on the controller's page."""
    stage.start(2)
    stage.file("controller", Note("![x](https://evil.example/x.png) <b>loud</b> [l](https://evil.example)"))
    said = texts(control(stage))
    assert "](https" not in said
    assert "<b>" not in said


def test_one_more_seat_shows_its_code(stage: Stage) -> None:
    """A seat added later has a code that opens it, shown here and nowhere else."""
    app = press(control(stage), "Add it and show its code")
    seat = stage.store.seats(stage.exercise)[-1]
    code = app.session_state[f"codes/{stage.exercise}"][seat.id].code
    assert (seat.team, seat.role) == ("force", Role.TRAINEE)
    assert matches(seat.code_hash, plain_code(code) or "")
    assert code in app.dataframe[1].value["Join code"].tolist()


@pytest.fixture
def two(stage: Stage) -> Stage:
    """An exercise with two syndicates."""
    seats = [NewSeat(Role.TRAINEE, "force", syndicate) for syndicate in "AB"] + [NewSeat(Role.CONTROLLER)]
    stage.exercise = stage.control.create(SCENARIO, seats, syndicates=("A", "B"))
    stage.seats["controller"] = [stage.store.seats(stage.exercise)[-1].id]
    return stage


def test_all_syndicates_stand_side_by_side(two: Stage) -> None:
    """With All the board has a column for each syndicate, and an act is done in each where it can be."""
    two.start(1)
    two.control.file(two.exercise, two.seat("controller"), Release("I05"), "one", "B")
    app = control(two, inject="I05")
    rows = app.dataframe[0].value.set_index("Inject")
    assert [list(rows.loc["I05", name]) for name in "AB"] == [["○ Waiting"], ["▸ Delivered"]]
    press(app, "Release")
    assert [entry.syndicate for entry in two.log(Release)] == ["B", "A"]
    assert refused(app) == "Not in B: I05 was delivered at H+0:01; it cannot be released any more."


def test_undo_takes_back_each_syndicates_own_order(two: Stage) -> None:
    """With All the last order is taken back wherever there is one, in one press, each syndicate's own."""
    two.start(1)
    for name, act in (("A", Hold("I05")), ("B", Skip("I05", "Too much"))):
        two.control.file(two.exercise, two.seat("controller"), act, name, name)
    app = press(control(two, inject="I05"), "Undo the last order")
    assert [(entry.syndicate, entry.act) for entry in two.log(Void)] == [("A", Void(2)), ("B", Void(3))]
    assert not refused(app)
    assert not [label for label in buttons(app) if label.startswith("Undo")]


def test_undo_says_where_it_is_when_it_is_not_everywhere(two: Stage) -> None:
    """An order given in one syndicate is taken back there and nowhere else."""
    two.start(1)
    two.control.file(two.exercise, two.seat("controller"), Hold("I05"), "one", "B")
    press(control(two, inject="I05"), "Lift the hold in B")
    assert [entry.syndicate for entry in two.log(Void)] == ["B"]


def test_jump_says_what_lies_between_in_each_syndicate(two: Stage) -> None:
    """What comes in one syndicate only is said to come there; what is the same is said once."""
    two.start(6)
    two.control.file(two.exercise, two.seat("controller"), Release("I05"), "one", "B")
    app = control(two)
    named(app.text_input, "Set the clock forward to").set_value("+1").run()
    assert texts(app).replace("\\", "").count("Until H+0:07 lies **I03**.") == 1
    named(app.text_input, "Set the clock forward to").set_value("+5").run()
    said = texts(app).replace("\\", "")
    assert "Until H+0:11 lies **I03, I04, I05 in A**." in said


def test_ahead_and_what_if_show_every_syndicate(two: Stage) -> None:
    """With All the list names the syndicates, and a what-if says where it changes what, and where it cannot be done."""
    two.start(1)
    two.control.file(two.exercise, two.seat("controller"), Release("I01"), "one", "B")
    app = control(two, part="Ahead")
    app.button_group(key="ahead").set_value(30).run()
    rows = next(found.value for found in app.dataframe if "What" in found.value)
    where = {(row["Inject"], row["What"]): row["Syndicates"] for _, row in rows.iterrows()}
    assert where["I06", "comes"] == "All"
    assert where["I01", "comes"] == "A"
    app.selectbox(key="what-if/inject").set_value("I01").run()
    said = texts(app).replace("\\", "")
    assert "Force HQ would miss 1 answer fewer in A" in said
    assert "Not possible in B: I01 was delivered at H+0:01; it cannot be held any more." in said


def test_at_a_table_one_button_leads_to_the_next_inject(stage: Stage) -> None:
    """It names what comes, goes there while the clock stands, and is gone when time brings nothing more."""
    stage.exercise = stage.control.create(table_top(SCENARIO), SEATS)
    stage.seats["controller"] = [stage.store.seats(stage.exercise)[4].id]
    app = press(control(stage), "StartEx")
    assert "the clock stands until you go on" in texts(app)
    for label in ("Next: I01, I06", "Next: I02", "Next: I03", "Next: I04", "Next: I05"):
        press(app, label)
    assert [entry.act for entry in stage.log(Jump)] == [Jump(minute * MINUTE) for minute in (5, 6, 7, 8, 9)]
    assert not [label for label in buttons(app) if label.startswith("Next")]
    assert "Resume" in buttons(app)


def test_a_running_clock_has_no_next_step(stage: Stage) -> None:
    """Where the clock brings the injects itself nobody need lead it."""
    stage.start(1)
    assert not [label for label in buttons(control(stage)) if label.startswith("Next")]


def test_at_a_table_the_step_is_the_first_of_any_syndicate(two: Stage) -> None:
    """There is one clock, so it goes where something comes in any syndicate, and names only what comes there."""
    seats = [NewSeat(Role.TRAINEE, "force", syndicate) for syndicate in "AB"] + [NewSeat(Role.CONTROLLER)]
    two.exercise = two.control.create(table_top(SCENARIO), seats, syndicates=("A", "B"))
    two.seats["controller"] = [two.store.seats(two.exercise)[-1].id]
    two.file("controller", StartEx(paused=True))
    for inject in ("I01", "I06"):
        two.control.file(two.exercise, two.seat("controller"), Hold(inject), inject, "A")
    two.control.file(two.exercise, two.seat("controller"), Hold("I06"), "B", "B")
    assert "Next: I01" in buttons(control(two))


def test_routine_traffic_is_switched_on(stage: Stage) -> None:
    """The board leaves out what only hides the signal, until it is wanted; then it can be looked at and acted on."""
    noise = Inject("R001", "Water bowser", ("force",), kind="routine", body="Two hours late.", at=30 * MINUTE)
    stage.exercise = stage.control.create(replace(SCENARIO, injects=(*SCENARIO.injects, noise)), SEATS)
    stage.seats["controller"] = [stage.store.seats(stage.exercise)[4].id]
    stage.start(1)
    app = control(stage)
    assert "R001" not in app.dataframe[0].value["Inject"].tolist()
    named(app.toggle, "Routine traffic").set_value(True).run()
    assert app.dataframe[0].value["Inject"].tolist()[-1] == "R001"
    named(app.text_input, "Set the clock forward to").set_value("0:40").run()
    assert "lies **I01, I06, I02, I03, I04, I05** and 1 of routine traffic." in texts(app).replace("\\", "")
    app.selectbox(key="inject").set_value("R001").run()
    press(app, "Hold")
    assert [entry.act for entry in stage.log(Hold)] == [Hold("R001")]


def test_what_needs_excon_is_said_once_for_all_syndicates(two: Stage) -> None:
    """What waits everywhere is said once; what waits in one syndicate names it."""
    two.start(1)
    for act, where in ((Hold("I05"), "A"), (Hold("I05"), "B"), (Hold("I04"), "B")):
        two.control.file(two.exercise, two.seat("controller"), act, f"{act.inject}{where}", where)
    said = texts(control(two))
    assert "Held for your release in A: I05 · Held for your release in B: I04, I05" in said
    two.control.file(two.exercise, two.seat("controller"), Hold("I04"), "I04A", "A")
    assert "Held for your release: I04, I05" in texts(control(two))
    for seat in two.store.seats(two.exercise)[:2]:
        place = Seat(seat.id, Role.TRAINEE, seat.team, seat.syndicate)
        two.control.file(two.exercise, place, Send("press", "No comment."), seat.id)
    two.tick(15 * MINUTE)
    assert "2 letters to the SimCell without an answer · " in texts(control(two))


def test_drawer_and_notes_speak_for_every_syndicate(two: Stage) -> None:
    """With All the drawer says where something failed to come, and notes taken in one syndicate are there too, once."""
    failed = replace(SCENARIO.inject["I06"], if_missed="I09", to=("force",))
    ready = Inject("I09", "The car again", ("force",), kind="contingency", body="It is back.", hold=True)
    injects = (*(failed if inject.id == "I06" else inject for inject in SCENARIO.injects), ready)
    seats = [NewSeat(Role.TRAINEE, "force", syndicate) for syndicate in "AB"] + [NewSeat(Role.CONTROLLER)]
    two.exercise = two.control.create(replace(SCENARIO, injects=injects), seats, syndicates=("A", "B"))
    first, *_, excon = two.store.seats(two.exercise)
    two.seats["controller"] = [excon.id]
    two.start(6)
    two.control.file(two.exercise, Seat(first.id, Role.TRAINEE, "force", "A"), Decide("I06", ("wait",)), "answer")
    two.control.file(two.exercise, two.seat("controller"), Note("Only in B"), "one", "B")
    two.file("controller", Note("Everywhere"))
    two.tick(20 * MINUTE)
    app = control(two, part="Notes")
    said = texts(app).replace("\\", "")
    assert "Force HQ let I06 pass at H+0:20 in B" in said
    assert (said.count("Only in B"), said.count("Everywhere")) == (1, 1)


def test_ready_is_counted_in_all_syndicates(two: Stage) -> None:
    """The comms check of every syndicate counts on the board of all."""
    for seat in two.store.seats(two.exercise)[:2]:
        place = Seat(seat.id, Role.TRAINEE, seat.team, seat.syndicate)
        two.control.file(two.exercise, place, Ready(), f"ready/{seat.id}")
    assert "All 2 seats are ready" in texts(control(two))


def test_syndicates_share_the_clock_and_nothing_else(two: Stage) -> None:
    """StartEx is for all syndicates; a release is for the one that is looked at."""
    stage = two
    app = press(control(stage, inject="I05"), "StartEx")
    app.button_group(key="syndicates").set_value("B").run()
    press(app, "Release")
    assert [entry.syndicate for entry in stage.log()] == [None, "B"]
    delivered = [stage.control.run(stage.exercise, name).situation.delivered_at("I05") for name in "AB"]
    assert delivered == [None, 0]


@pytest.fixture
def empty(monkeypatch: pytest.MonkeyPatch) -> Control:
    """A control desk without any exercise, and a controller signed in."""
    made = Control(open_store("sqlite://"), now=lambda: START, outage=None)
    account = made.store.add_account("Cleo", Role.CONTROLLER, "", START)
    made.store.add_login(
        sha256(b"token").hexdigest(), account_id=account.id, created=START, expires=START.replace(year=2032)
    )
    monkeypatch.setattr(session, "cookie", lambda: "token")
    monkeypatch.setattr(state, "_control", made)
    return made


def test_first_exercise_is_created_with_its_codes(empty: Control) -> None:
    """From an empty store to join codes in one press."""
    app = AppTest.from_file(str(PAGES / "control.py"), default_timeout=30).run()
    assert not app.exception
    assert app.header[0].value == "Create your first exercise"
    named(app.number_input, "Seats per team").set_value(1).run()
    press(app, "Create the exercise")
    (info,) = empty.store.exercises()
    seats = empty.store.seats(info.id)
    assert len(seats) == len(empty.run(info.id).scenario.agencies)
    codes = app.dataframe[1].value["Join code"].tolist()
    assert all(matches(seat.code_hash, plain_code(code) or "") for seat, code in zip(seats, codes, strict=True))
    assert f"0 of {len(seats)} seats joined" in texts(app)


def test_second_exercise_can_be_cancelled(stage: Stage) -> None:
    """The form for another exercise leads back to the open one."""
    app = control(stage, creating=True)
    assert app.header[0].value == "New exercise"
    press(app, "Cancel")
    assert "StartEx" in buttons(app)


def test_move_amend_and_undo(stage: Stage) -> None:
    """An inject gets another moment and other words; the last of these is taken back first."""
    stage.start(1)
    app = control(stage, inject="I05")
    named(app.text_input, "It comes at").set_value("0:30").run()
    press(app, "Move I05")
    assert [entry.act for entry in stage.log(Reschedule)] == [Reschedule("I05", 30 * MINUTE)]
    assert "Moved to H+0:30" in texts(app).replace("\\", "")
    press(app, "Amend")
    named(app.text_input, "From").set_value("Somebody else")
    press(app, "Amend I05")
    assert [entry.act for entry in stage.log(Amend)] == [Amend("I05", sender="Somebody else")]
    press(app, "Undo the amendment")
    press(app, "Undo the move")
    assert [entry.act for entry in stage.log(Void)] == [Void(3), Void(2)]
    assert not {"Undo the amendment", "Undo the move"} & buttons(app)


def test_what_two_controllers_amend_stands_side_by_side(stage: Stage) -> None:
    """What a colleague amended while the form was open is not taken back by who changed something else."""
    stage.start(1)
    app = press(control(stage, inject="I05"), "Amend")
    stage.file("controller", Amend("I05", sender="A colleague"))
    named(app.text_input, "Via").set_value("radio")
    press(app, "Amend I05")
    assert [entry.act for entry in stage.log(Amend)][1:] == [Amend("I05", via="radio")]
    assert stage.control.run(stage.exercise).situation.injects["I05"].sender == "A colleague"


def test_an_amendment_that_changes_nothing_or_comes_too_late_says_so_in_its_form(stage: Stage) -> None:
    """Nothing is filed, what is typed stays, and the form says why."""
    stage.start(1)
    app = press(control(stage, inject="I05"), "Amend")
    press(app, "Amend I05")
    assert refused(app)
    assert not stage.log(Amend)
    named(app.text_input, "From").set_value("Too late")
    stage.file("controller", Release("I05"))
    press(app, "Amend I05")
    assert "I05" in refused(app)
    assert not stage.log(Amend)
    assert named(app.text_input, "From").value == "Too late"
    press(app, "Close")
    assert "Amend I05" not in buttons(app)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0:02", "H+0:02 has passed; it is H+0:04. An inject cannot be moved into the past."),
        ("soon", "“soon” is no exercise time: write 1:20, or +10 for ten minutes from now."),
        ("", "Say when: write 1:20, or +10 for ten minutes from now."),
        ("1:75", "“1:75” is no exercise time"),
    ],
)
def test_moving_into_the_past_or_nowhere_is_refused(stage: Stage, typed: str, said: str) -> None:
    """A moment that has passed, or is none, files nothing and says how it is written."""
    stage.start(4)
    app = control(stage, inject="I05")
    named(app.text_input, "It comes at").set_value(typed).run()
    press(app, "Move I05")
    assert said in refused(app)
    assert not stage.log(Reschedule)


def test_jump_says_what_lies_between(stage: Stage) -> None:
    """Before the clock is set forward the page names what would come due and what would be cut off."""
    stage.start(6)
    app = control(stage)
    named(app.text_input, "Set the clock forward to").set_value("+20").run()
    said = texts(app).replace("\\", "")
    assert "Until H+0:26 lies **I03, I04, I05**" in said
    assert "Cut off would be I01 at Force HQ, I06 at Police" in said
    named(app.radio, "What comes due between").set_value("summarise").run()
    press(app, "Set the clock forward")
    assert [entry.act for entry in stage.log(Jump)] == [Jump(26 * MINUTE, "summarise")]
    assert stage.control.run(stage.exercise).at == 26 * MINUTE


def test_measure_is_set_by_hand_with_a_reason(stage: Stage) -> None:
    """Without a reason nothing is filed."""
    stage.start(1)
    app = press(control(stage), "Set it")
    assert refused(app) == "Say why the measure is set by hand; the debrief shows it."
    named(app.number_input, "Now at").set_value(12.0)
    named(app.text_input, "Why?").set_value("The room knows better")
    press(app, "Set it")
    (entry,) = stage.log(SetMeasure)
    assert entry.act == SetMeasure(SCENARIO.measures[0].id, 12.0, "The room knows better")


def test_clone_brings_its_options(stage: Stage) -> None:
    """A clone is the form filled in; it asks what its original asks."""
    stage.start(6)
    app = press(control(stage, inject="I01"), "Clone")
    assert named(app.text_input, "Title").value == "A pick-up at the gate"
    named(app.multiselect, "To").set_value(["civil"])
    press(app, "Deliver")
    (entry,) = stage.log(Improvise)
    act = entry.act
    assert isinstance(act, Improvise)
    assert (act.like, act.to, act.window) == ("I01", ("civil",), 15 * MINUTE)
    situation = stage.control.run(stage.exercise).situation
    assert situation.injects[f"X{entry.seq}"].ask.options == SCENARIO.inject["I01"].ask.options  # type: ignore[union-attr]


def test_written_inject_may_come_later(stage: Stage) -> None:
    """An inject can be written for a moment to come."""
    stage.start(1)
    app = press(control(stage), "Write an inject")
    named(app.multiselect, "To").set_value(["civil"])
    named(app.text_input, "Title").set_value("Later")
    written(app, "improvise", "Text").set_value("It comes later.")
    named(app.text_input, "When").set_value("+10")
    press(app, "Deliver")
    (entry,) = stage.log(Improvise)
    assert entry.act == Improvise("Later", "It comes later.", ("civil",), at=11 * MINUTE)


def test_ahead_says_what_comes_and_what_a_hold_would_change(stage: Stage) -> None:
    """The next ten minutes as a list; a what-if files nothing."""
    stage.start(1)
    app = control(stage, part="Ahead")
    rows = next(found.value for found in app.dataframe if "What" in found.value)
    assert rows["Inject"].tolist() == ["I01", "I06", "I02", "I03", "I04", "I05"]
    assert rows["Time"].tolist()[0] == "H+0:05"
    app.button_group(key="ahead").set_value(30).run()
    app.selectbox(key="what-if/inject").set_value("I01").run()
    assert "Force HQ would miss 1 answer fewer" in texts(app)
    assert len(stage.log()) == 1


def test_drawer_suggests_when_something_failed_to_come(stage: Stage) -> None:
    """A missed answer brings up what was written for it, with a button that releases it."""
    failed = replace(SCENARIO.inject["I06"], if_missed="I09")
    ready = Inject("I09", "The car again", ("police",), kind="contingency", body="It is back.", hold=True)
    injects = (*(failed if inject.id == "I06" else inject for inject in SCENARIO.injects), ready)
    stage.exercise = stage.control.create(replace(SCENARIO, injects=injects), [NewSeat(Role.CONTROLLER)])
    stage.seats["controller"] = [stage.store.seats(stage.exercise)[0].id]
    stage.start(21)
    app = control(stage)
    assert "Police let I06 pass at H+0:20" in texts(app)
    next(button for button in app.button if button.key.startswith("drawer/I09")).click().run()
    assert [entry.act for entry in stage.log(Release)] == [Release("I09")]


def test_panel_names_who_opened_and_who_answered(stage: Stage) -> None:
    """Which person of a team opened an inject, and who answered it."""
    stage.start(6)
    stage.file("force", Open("I01"), 1)
    stage.file("force", Decide("I01", ("alert",), rationale="because"))
    said = texts(control(stage, inject="I01"))
    assert "by Amir" in said
    assert "by Ada" in said


def test_other_controllers_words_are_on_the_board_at_once(stage: Stage) -> None:
    """Two controllers release the same inject: the second is told in words, and sees who came first."""
    stage.start(1)
    first, second = control(stage, inject="I05"), control(stage, inject="I05")
    press(first, "Release")
    press(second, "Release")
    assert refused(second) == "I05 was delivered at H+0:01; it cannot be released any more."
    assert len(stage.log(Release)) == 1
    assert "Released by the controller at H+0:01 (entry 2)" in texts(second).replace("\\", "")


def test_simcell_writes_first(stage: Stage) -> None:
    """The SimCell need not wait to be asked."""
    stage.start(2)
    app = control(stage, part="SimCell")
    named(app.selectbox, "To").set_value("police")
    written(app, "write", "Text").set_value("A crowd gathers.")
    press(app, "Send")
    assert [entry.act for entry in stage.log(Send)] == [Send("police", "A crowd gathers.", sender="press")]


def test_codes_are_issued_again(stage: Stage) -> None:
    """A lost card gets another code; with the seat freed, whoever sat there is signed out."""
    seat = stage.seats["force"][0]
    stage.store.mark_joined(seat, START)
    stage.store.add_login("sha", seat_id=seat, created=START, expires=START.replace(year=2032))
    app = control(stage)
    named(app.multiselect, "Seats").set_value([seat])
    named(app.checkbox, "Sign out whoever sits there and free the seat").set_value(True)
    press(app, "Issue them")
    code = app.session_state[f"codes/{stage.exercise}"][seat].code
    found = stage.store.seat(seat)
    assert found is not None
    assert matches(found.code_hash, plain_code(code) or "")
    assert (found.name, found.joined_wall) == ("", None)
    assert stage.store.login("sha", START) is None


def test_without_a_choice_free_seats_get_codes(stage: Stage) -> None:
    """Who sits already keeps what they have."""
    stage.store.mark_joined(stage.seats["force"][0], START)
    app = press(control(stage), "Issue them")
    assert set(app.session_state[f"codes/{stage.exercise}"]) == {
        seat.id for seat in stage.store.seats(stage.exercise) if seat.team and seat.id != stage.seats["force"][0]
    }


def test_ready_board_counts(stage: Stage) -> None:
    """Who has joined, is connected, and has passed the comms check."""
    stage.store.mark_joined(stage.seats["force"][0], START)
    stage.file("force", Ready())
    said = texts(control(stage))
    assert "**1** of 4 seats joined, **0** connected now, **1** are ready." in said


def test_absent_superior_is_ruled_for(stage: Stage) -> None:
    """A decision above its team's rung waits here with its reason; granting or refusing it is one press."""
    rungs = (Rung("post", "Post", "force"), Rung("hq", "Headquarters", "press"))
    ask = Ask("choose", "Leave?", (replace(SCENARIO.inject["I01"].ask.options[0], authority="hq"),), "required")  # type: ignore[union-attr]
    inject = Inject("I01", "Leave the camp", ("force",), at=MINUTE, body="Now?", ask=ask)
    stage.exercise = stage.control.create(replace(SCENARIO, injects=(inject,), ladder=rungs), SEATS)
    stage.seats = {}
    for info in stage.store.seats(stage.exercise):
        stage.seats.setdefault(info.team or info.role.value, []).append(info.id)
    stage.start(2)
    stage.file("force", Decide("I01", ("alert",), rationale="It burns"))
    app = control(stage)
    assert "Waits for a ruling: 1" in texts(app)
    assert "1 ruling waits under SimCell" in texts(app)
    press(app, "Refuse")
    assert "Say why it is refused" in refused(app)
    press(app, "Grant")
    assert [entry.act for entry in stage.log(Approve)] == [Approve(2, True, by="press")]
    assert "Waits for a ruling" not in texts(app)


def test_a_team_that_acts_before_anybody_joined_is_simulated_and_not_gone(stage: Stage) -> None:
    """It is called gone as soon as a person has joined it and left again."""

    def words(stage: Stage) -> dict[str, str]:
        cards = teams(control(stage))
        return {
            team: re.findall("simulated trainees|nobody connected", cards[team])[0] for team in ("Force HQ", "Police")
        }

    stage.start(6)
    stage.file("force", Open("I01"))
    assert words(stage) == {"Force HQ": "simulated trainees", "Police": "nobody connected"}
    stage.store.mark_joined(stage.seats["force"][0], stage.wall)
    assert words(stage) == {"Force HQ": "nobody connected", "Police": "nobody connected"}
