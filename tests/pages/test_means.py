"""Where teams need each other: rulings, resources, time limits, and decisions that wait for any of them."""

from __future__ import annotations

import re
from typing import Any

from streamlit.testing.v1 import AppTest

from exercise.core.acts import Approve, Commit, Decide, Disclose, EndEx, Recall
from exercise.core.scenario import MINUTE
from tests.pages.conftest import Stage, texts
from tests.pages.test_desk import acts, desk, section, send


def choose(joint: Stage, option: str) -> AppTest:
    """Force HQ answer the shots at the market."""
    app = desk(joint, "J01")
    app.radio(key="answer-J01-options").set_value(option)
    return send(app, "J01")


def click(app: AppTest, name: str) -> AppTest:
    """Press the button of an act."""
    (button,) = [button for button in app.button if re.fullmatch(f"{name}/[0-9a-f]{{12}}", button.key or "")]
    button.click().run()
    assert not app.exception
    return app


def field(app: AppTest, kind: str, name: str, form: str = "") -> Any:
    """A field whose key ends like this, of the form of that name."""
    (found,) = [
        widget
        for widget in app.get(kind)
        if (widget.key or "").startswith(form) and (widget.key or "").endswith(f"/{name}")
    ]
    return found


def inbox_says(app: AppTest, status: str) -> bool:
    """Whether the inbox marks one of its rows like that."""
    return f'"status":"{status}"' in "".join(str(found.proto) for found in app.get("bidi_component")).replace("\\", "")


def labels(app: AppTest) -> list[str]:
    """The buttons on the page."""
    return [button.label for button in app.button]


def arrest(joint: Stage) -> None:
    """Police ask for the word of Force HQ."""
    joint.file("police", Decide("J04", ("arrest",), rationale="He <b>will</b> run."))


def test_what_an_option_takes(joint: Stage) -> None:
    """Beside each option stands what choosing it takes, and why one is closed."""
    joint.start(10)
    (captions,) = [radio.proto.captions for radio in desk(joint, "J01").radio if radio.key == "answer-J01-options"]
    assert sorted(captions) == [
        "",
        "Needs the word of The SRSG",
        "Only together with Police, within 15 min",
        "Takes 1 × Quick reaction force for 30 min, 2 of 2 free",
        "✕ Not open to you now: the register must be open first",
    ]


def test_a_closed_option_is_refused(joint: Stage) -> None:
    """Who chooses a closed option is told why, and nothing is filed."""
    joint.start(10)
    said = texts(choose(joint, "locked"))
    assert "“Hand them over” is not open to you: the register must be open first" in said
    assert acts(joint, Decide) == []


def test_a_decision_that_waits(joint: Stage) -> None:
    """Paper and inbox say for whom a decision waits and until when, then what was ruled and why."""
    joint.start(10)
    app = choose(joint, "raid")
    assert "Waits for the word of The SRSG until H+0:40 · 06:40 local" in texts(app)
    assert inbox_says(app, "waits")
    (asked,) = joint.log(Decide)
    joint.file("controller", Approve(asked.seq, False, "Not with the market open.", "srsg"))
    said = texts(app.run())
    assert "The SRSG refused it: Not with the market open." in said
    assert "Came to nothing H+0:10 · 06:10 local: The SRSG: Not with the market open." in said
    assert inbox_says(app, "failed")


def test_a_partner_who_never_confirms(joint: Stage) -> None:
    """A joint option says whose confirmation is missing, and that it came to nothing without."""
    joint.start(10)
    app = choose(joint, "joint")
    assert "Waits for the confirmation of Police until H+0:25" in texts(app)
    joint.tick(16 * MINUTE)
    assert "Police did not confirm: did not confirm in time" in texts(app.run())


def test_sharing_out(joint: Stage) -> None:
    """Units are shared out to the last one; what does not add up is refused and loses nothing."""
    joint.start(10)
    app = desk(joint, "J02")
    app.number_input(key="answer-J02-amounts-clinic").set_value(7)
    assert "Distribute all 10: 3 are left." in texts(send(app, "J02"))
    assert app.number_input(key="answer-J02-amounts-clinic").value == 7
    app.number_input(key="answer-J02-amounts-camp").set_value(3)
    send(app, "J02")
    (act,) = acts(joint, Decide)
    assert dict(zip(act.options, act.amounts, strict=True)) == {"clinic": 7, "camp": 3}
    joint.tick(50 * MINUTE)
    said = texts(app.run())
    assert "7 × The clinic" in said
    assert "3 × The camp" in said


def test_a_draft_of_an_allocation(joint: Stage) -> None:
    """A draft stands in the form again, and is filed as it is at EndEx."""
    joint.start(10)
    joint.store.save_draft(joint.seats["force"][0], "J02", {"amounts": {"clinic": 4, "market": 6}}, joint.wall)
    app = desk(joint, "J02")
    found = {id: app.number_input(key=f"answer-J02-amounts-{id}").value for id in ("clinic", "market", "camp")}
    assert found == {"clinic": 4, "market": 6, "camp": 0}
    joint.file("controller", EndEx())
    (act,) = acts(joint, Decide)
    assert (act.options, act.amounts, act.draft) == (("clinic", "market"), (4, 6), True)


def test_giving_ones_word(joint: Stage) -> None:
    """What waits is shown with who asks, for what and why; the ruling is in the log and the list is empty again."""
    joint.start(10)
    arrest(joint)
    app = section(desk(joint), "Approvals")
    said = texts(app)
    for words in (
        "Police asks for your word",
        "A suspect · asked H+0:10 · 06:10 local",
        "Arrest him in the market",
        "He &lt;b&gt;will&lt;/b&gt; run.",
        'content: "1 waiting"',
        'data-until="2400000"',
    ):
        assert words in said
    said = texts(click(app, "rule/2/yes"))
    assert acts(joint, Approve) == [Approve(2)]
    assert "Nothing waits for your word." in said
    assert "1 waiting" not in said


def test_refusing_needs_a_reason(joint: Stage) -> None:
    """A refusal without a word is refused itself; with one it is filed."""
    joint.start(10)
    arrest(joint)
    app = click(section(desk(joint), "Approvals"), "rule/2/no")
    assert "Say why it is refused" in texts(app)
    assert acts(joint, Approve) == []
    field(app, "text_input", "words").set_value("Wait for the gendarmes.")
    click(app, "rule/2/no")
    assert acts(joint, Approve) == [Approve(2, False, "Wait for the gendarmes.")]


def test_nobody_rules_for_others(joint: Stage) -> None:
    """Who is not asked sees nothing of it, and a team that never rules has no such section."""
    joint.start(10)
    choose(joint, "raid")
    assert "Nothing waits for your word." in texts(section(desk(joint), "Approvals"))
    assert "Search the compound" not in texts(section(desk(joint, place="police"), "Approvals"))


def test_a_clearance(joint: Stage) -> None:
    """The holder of a clearance sees who asks for it; the asker sees whom it waits for."""
    joint.start(10)
    joint.file("force", Commit("uav", busy=30 * MINUTE))
    assert "Waits for Civil Affairs until H+0:40" in texts(section(desk(joint), "Resources"))
    said = texts(section(desk(joint, place="civil"), "Approvals"))
    assert "Force HQ asks for a clearance" in said
    assert "Flight clearance" in said


def test_resources(joint: Stage) -> None:
    """Own resources with what is free, where units are and until when; partners' beside them."""
    joint.start(10)
    joint.file("force", Commit("qrf", 1, "gate", "Block the road", 30 * MINUTE))
    app = section(desk(joint), "Resources")
    for words in (
        "1 of 2 free · usually 20 min on the way",
        "1 × Quick reaction force: on its way, there H+0:30 · 06:30 local",
        "To North gate · Block the road",
        "needs Flight clearance",
        "<b>Escort</b></td><td>Police</td><td>3 of 3</td>",
    ):
        assert words in texts(app)
    joint.tick(21 * MINUTE)
    assert "1 × Quick reaction force: on the spot until H+1:00" in texts(app.run())
    click(app, "recall/2")
    assert acts(joint, Recall) == [Recall(2)]
    assert "2 of 2 free" in texts(app)


def test_committing(joint: Stage) -> None:
    """The form sends units where they are wanted; too many are refused with the way out, and the form keeps."""
    joint.start(10)
    app = section(desk(joint), "Resources")
    field(app, "selectbox", "resource", "commit/").set_value("qrf")
    field(app, "number_input", "units", "commit/").set_value(2)
    field(app, "selectbox", "to", "commit/").set_value("police")
    field(app, "selectbox", "busy", "commit/").set_value(45)
    field(app, "text_input", "purpose", "commit/").set_value("Escort the gendarmes")
    click(app, "commit")
    assert acts(joint, Commit) == [Commit("qrf", 2, "police", "Escort the gendarmes", 45 * MINUTE)]
    said = texts(click(app, "commit"))
    assert "Quick reaction force: 0 of 2 free." in said
    field(app, "selectbox", "resource", "commit/").set_value("qrf")
    field(app, "checkbox", "queue", "commit/").check()
    click(app, "commit")
    assert acts(joint, Commit)[-1] == Commit("qrf", queue=True)
    assert "1 × Quick reaction force: in line, none is free yet" in texts(app)


def test_units_that_went_with_an_answer(joint: Stage) -> None:
    """What an answer sent out is shown with it and is called back by revising it."""
    joint.start(10)
    said = texts(choose(joint, "send"))
    assert "1 × Quick reaction force: on its way, there H+0:30 · 06:30 local" in said
    app = section(desk(joint), "Resources")
    assert "Goes with your answer to J01; revise that to call it back." in texts(app)
    assert "Recall" not in labels(app)


def test_time_limits(joint: Stage) -> None:
    """A limit that runs stands above the inbox with its paper and counts down; one that ran out says so."""
    joint.start(10)
    app = desk(joint)
    assert "<b>Detention without charge</b>" in texts(app)
    assert "until H+0:45 · 06:45 local · Standing order 12" in texts(app)
    assert "Detention without charge" not in texts(desk(joint, place="police"))
    joint.tick(40 * MINUTE)
    assert "Detention without charge: ran out" in texts(desk(joint))


def test_nothing_presses_after_endex(joint: Stage) -> None:
    """Limits and what waits for an answer are counted while somebody can act, and no longer."""
    joint.start(10)
    joint.file("police", Decide("J04", ("arrest",), rationale="He may run."))
    said = texts(desk(joint))
    assert 'aria-label="What presses"' in said
    assert 'content: "1 waiting"' in said
    joint.file("controller", EndEx())
    said = texts(desk(joint))
    assert 'aria-label="What presses"' not in said
    assert "1 waiting" not in said


def test_a_limit_that_was_kept_is_gone(joint: Stage) -> None:
    """What was done in time needs no warning."""
    joint.start(10)
    choose(joint, "wait")
    assert "Detention without charge" not in texts(desk(joint))


def test_attachments_open_in_place(joint: Stage) -> None:
    """A paper that lies with an inject is there with its title and its text."""
    joint.start(10)
    app = desk(joint, "J05")
    assert [found.label for found in app.expander] == ["Capture card"]
    assert "<td>17</td>" in texts(app)


def test_what_the_team_waits_for(joint: Stage) -> None:
    """Beside what waits for the team stands what the team itself waits for."""
    joint.start(10)
    choose(joint, "raid")
    said = texts(section(desk(joint), "Approvals"))
    assert "Your team waits for" in said
    assert "Search the compound" in said


def test_a_scenario_without_means_needs_no_section(stage: Stage) -> None:
    """Where nothing is ruled on or committed there is no empty tab for it."""
    assert [tab.label for tab in desk(stage).tabs] == ["Inject", "Reports", "Requests", "Messages", "Timeline", "Brief"]


def test_after_the_end(joint: Stage) -> None:
    """After EndEx the desk leads on; how the story went is told once the debrief is open, not before."""
    joint.start(10)
    assert "Fill in the survey" not in labels(desk(joint))
    joint.file("controller", EndEx())
    app = desk(joint)
    assert "Fill in the survey" in labels(app)
    assert "Go to the debrief" not in labels(app)
    assert "The elders came back." not in texts(app)
    joint.file("controller", Disclose(debrief=True))
    app = desk(joint)
    assert "Go to the debrief" in labels(app)
    assert "The elders came back." in texts(app)
    assert "D+90" in texts(app)
