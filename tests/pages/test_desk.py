"""The trainee's desk: every act ends in the log or is refused in words, and nobody sees more than is theirs."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest

from exercise.core.acts import Decide, EndEx, Open, Pause, Send, Share, StartEx, Void
from exercise.core.scenario import MINUTE
from exercise.ui import session
from exercise.ui.prose import label
from tests.pages.conftest import Stage, texts

HOSTILE = "<script>alert(1)</script> ![x](https://evil.example/x.png) **bold** [a](https://evil.example)"


def desk(stage: Stage, inject: str = "", place: str = "force", number: int = 0) -> AppTest:
    """A desk with an inject open on it, where one is named."""
    app = stage.page("desk", stage.seats[place][number], **({"inject": inject} if inject else {}))
    assert not app.exception
    return app


def section(app: AppTest, name: str) -> AppTest:
    """Turn to one of the tabs."""
    app.session_state["section"] = name
    return app.run()


def press(app: AppTest, key: str) -> AppTest:
    """Press the button whose key ends like this."""
    (button,) = [button for button in app.button if (button.key or "").endswith(key)]
    button.click().run()
    assert not app.exception
    return app


def send(app: AppTest, inject: str) -> AppTest:
    """Send the answer to an inject."""
    return press(app, f"answer-{inject}-send")


def filled(app: AppTest, inject: str = "I01") -> AppTest:
    """Choose an option and say why."""
    app.radio(key=f"answer-{inject}-options").set_value("alert")
    app.text_area(key=f"answer-{inject}-rationale").set_value("The gate is weak.")
    return app


def acts(stage: Stage, kind: type[Any]) -> list[Any]:
    """The acts of one kind in the log."""
    return [entry.act for entry in stage.log(kind)]


def test_before_startex(stage: Stage) -> None:
    """Before StartEx the desk says what to do meanwhile."""
    said = texts(desk(stage))
    assert "Wait for StartEx. Read your role card meanwhile." in said
    assert "Protect the <strong>camp</strong>" in said
    assert stage.log() == []


@pytest.mark.parametrize("place", ["controller", "evaluator", "instructor"])
def test_only_trainees_have_a_desk(stage: Stage, place: str) -> None:
    """Staff are told whose page this is, and see nothing of it."""
    stage.start(10)
    app = desk(stage, "I01", place)
    assert [warning.value for warning in app.warning] == ["This page is for trainees."]
    assert "white pick-up" not in texts(app)
    assert stage.log(Open) == []


def test_opening_is_filed_once(stage: Stage) -> None:
    """The first look at an inject is in the log, the next ones are not, whoever of the team takes them."""
    stage.start(10)
    desk(stage, "I01").run()
    desk(stage, "I01", number=1)
    assert acts(stage, Open) == [Open("I01")]


def test_deciding(stage: Stage) -> None:
    """An answer is in the log when the page says so, with its receipt and until when it can be revised."""
    stage.start(10)
    app = filled(desk(stage, "I01"))
    app.slider(key="answer-I01-confidence").set_value(80)
    send(app, "I01")
    assert acts(stage, Decide) == [Decide("I01", ("alert",), rationale="The gate is weak.", confidence=80)]
    receipt = stage.store.since(stage.exercise, 0)[-1].hash[:4].upper()
    assert f"Sent 12:10:00 · receipt {receipt} · you can revise until H+0:20" in texts(app)
    assert [button.label for button in app.button if button.key == "answer-I01-send"] == ["Send revision"]


def test_sending_the_same_twice_is_one_entry(stage: Stage) -> None:
    """A double click files once; another answer is a revision, and so is the first one sent again after it."""
    stage.start(10)
    app = send(send(filled(desk(stage, "I01")), "I01"), "I01")
    assert len(acts(stage, Decide)) == 1
    app.radio(key="answer-I01-options").set_value("patrol")
    send(app, "I01")
    app.radio(key="answer-I01-options").set_value("alert")
    send(app, "I01")
    assert [act.options for act in acts(stage, Decide)] == [("alert",), ("patrol",), ("alert",)]


def interrupt(monkeypatch: pytest.MonkeyPatch, kind: type[Any]) -> None:
    """Let the page be interrupted once, right after an act of that kind is filed."""
    whole, first = session.Session.file, iter([True])

    def file(me: session.Session, act: Any, key: str = "") -> Any:
        outcome = whole(me, act, key)
        if isinstance(act, kind) and next(first, False):
            raise RerunException(RerunData())
        return outcome

    monkeypatch.setattr(session.Session, "file", file)


def test_an_answer_interrupted_as_it_is_filed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the page is interrupted right after an answer is filed, the revision that follows is filed as well."""
    stage.start(10)
    app = filled(desk(stage, "I01"))
    interrupt(monkeypatch, Decide)
    send(app, "I01")
    app.query_params["inject"] = "I01"
    app.run()
    app.radio(key="answer-I01-options").set_value("patrol")
    send(app, "I01")
    assert [act.options for act in acts(stage, Decide)] == [("alert",), ("patrol",)]


def test_what_is_filed_under_an_old_key_is_another_act(stage: Stage) -> None:
    """Two acts under one key are one entry when they are the same, and two when they are not."""
    stage.start(10)
    desk(stage)
    me = session.Session(stage.seat("force"), stage.exercise, "")
    first, other = Send("police", "Where are you?"), Send("police", "We are leaving.")
    assert me.file(first, "form") == me.file(first, "form")
    assert me.file(other, "form") != me.file(first, "form")
    assert acts(stage, Send) == [first, other]


def test_an_answer_that_was_struck_can_be_sent_again(stage: Stage) -> None:
    """What EXCON has struck is not taken for sent."""
    stage.start(10)
    app = send(filled(desk(stage, "I01")), "I01")
    (entry,) = stage.log(Decide)
    stage.file("controller", Void(entry.seq))
    send(app.run(), "I01")
    assert [act.options for act in acts(stage, Decide)] == [("alert",), ("alert",)]


def test_choosing_many(stage: Stage) -> None:
    """Every box that is ticked is in the answer."""
    stage.start(10)
    app = desk(stage, "I02")
    app.checkbox(key="answer-I02-options-jmac").check()
    app.checkbox(key="answer-I02-options-press").check()
    send(app, "I02")
    (act,) = acts(stage, Decide)
    assert sorted(act.options) == ["jmac", "press"]


def test_ranking(stage: Stage) -> None:
    """The answer has the options in the order of their places; two in one place are refused."""
    stage.start(10)
    app = desk(stage, "I03")
    for place, option in enumerate(("fuel", "mail", "mail"), 1):
        app.radio(key=f"answer-I03-options-{option}").set_value(place)
    app.radio(key="answer-I03-options-water").set_value(1)
    assert "Give every option a place." in texts(send(app, "I03"))
    app.radio(key="answer-I03-options-water").set_value(2)
    send(app, "I03")
    assert acts(stage, Decide) == [Decide("I03", ("fuel", "water", "mail"))]


def test_writing(stage: Stage) -> None:
    """A free answer is sent as it was typed."""
    stage.start(10)
    app = desk(stage, "I04")
    app.text_area(key="answer-I04-text").set_value(HOSTILE)
    send(app, "I04")
    assert acts(stage, Decide) == [Decide("I04", text=HOSTILE)]


def test_a_refusal_is_said_and_loses_nothing(stage: Stage) -> None:
    """What is missing is said beside the form; what was typed stays in it."""
    stage.start(10)
    app = desk(stage, "I01")
    app.text_area(key="answer-I01-rationale").set_value("Because.")
    assert "Choose one option." in texts(send(app, "I01"))
    assert app.text_area(key="answer-I01-rationale").value == "Because."
    assert acts(stage, Decide) == []
    send(filled(app), "I01")
    assert "Choose one option." not in texts(app)
    assert len(acts(stage, Decide)) == 1


def test_too_late(stage: Stage) -> None:
    """An answer after the deadline is refused with the moment it ended; the form keeps the words."""
    stage.start(10)
    app = filled(desk(stage, "I01"))
    stage.tick(10 * MINUTE)
    said = texts(send(app, "I01"))
    assert "The time to answer I01 ended at H+0:20; the answer was not recorded. Your draft is kept." in said
    assert app.text_area(key="answer-I01-rationale").value == "The gate is weak."
    assert acts(stage, Decide) == []
    assert app.button(key="answer-I01-send").disabled


def test_the_window_closes_under_an_open_form(stage: Stage) -> None:
    """When the time ends the form keeps what is in it and can no longer be sent."""
    stage.start(10)
    app = desk(stage, "I01")
    app.text_area(key="answer-I01-rationale").set_value("The gate is weak.")
    send(app, "I01")
    stage.tick(10 * MINUTE)
    app.run()
    assert "The time ended at H+0:20" in texts(app)
    assert app.text_area(key="answer-I01-rationale").value == "The gate is weak."
    assert not app.text_area(key="answer-I01-rationale").disabled
    assert app.button(key="answer-I01-send").disabled


@pytest.mark.parametrize(
    ("inject", "data"),
    [
        ("I01", {"options": ["patrol"], "rationale": "so", "confidence": 30}),
        ("I02", {"options": ["press", "jmac"], "rationale": ""}),
        ("I03", {"options": ["mail", "fuel"], "rationale": ""}),
        ("I04", {"text": "No comment."}),
    ],
)
def test_a_draft_comes_back(stage: Stage, inject: str, data: dict[str, Any]) -> None:
    """What was typed and not sent stands in the form again, on whatever browser."""
    stage.start(10)
    stage.store.save_draft(stage.seats["force"][0], inject, data, stage.wall)
    app = desk(stage, inject)
    state, options = app.session_state, data.get("options", [])
    for name in ("text", "rationale", "confidence"):
        assert name not in data or state[f"answer-{inject}-{name}"] == data[name]
    match inject:
        case "I01":
            assert state["answer-I01-options"] == "patrol"
        case "I02":
            assert [state[f"answer-I02-options-{id}"] for id in ("jmac", "police", "press")] == [True, False, True]
        case "I03":
            assert [state[f"answer-I03-options-{id}"] for id in ("fuel", "mail", "water")] == [2, 1, None]
    assert len(options) < 3
    assert "Sent" not in texts(app)


def test_missed_with_a_draft(stage: Stage) -> None:
    """A missed inject shows that it ended, and the draft that was kept, locked."""
    stage.start(10)
    stage.store.save_draft(stage.seats["force"][0], "I01", {"rationale": "so far"}, stage.wall)
    stage.tick(10 * MINUTE)
    app = desk(stage, "I01")
    assert "The time ended at H+0:20; your draft is kept." in texts(app)
    assert app.text_area(key="answer-I01-rationale").value == "so far"
    assert app.text_area(key="answer-I01-rationale").disabled


def test_the_standing_answer_after_a_refresh(stage: Stage) -> None:
    """A fresh page shows the answer that stands in the form, with its receipt."""
    stage.start(10)
    send(filled(desk(stage, "I01")), "I01")
    app = desk(stage, "I01")
    assert app.radio(key="answer-I01-options").value == "alert"
    assert app.text_area(key="answer-I01-rationale").value == "The gate is weak."
    assert "Sent 12:10:00 · receipt " in texts(app)


def test_the_answer_of_a_team_mate(stage: Stage) -> None:
    """Who sits beside sees what was answered and by whom."""
    stage.start(10)
    send(filled(desk(stage, "I01")), "I01")
    said = texts(desk(stage, "I01", number=1))
    assert "Sent 12:10:00 by Ada · receipt " in said
    assert "Why: The gate is weak." in said


def test_ones_own_receipt_stays(stage: Stage) -> None:
    """Where a colleague's answer took the place of one's own, both receipts stand on the page."""
    stage.start(10)
    send(filled(desk(stage, "I01")), "I01")
    app = desk(stage, "I01", number=1)
    app.radio(key="answer-I01-options").set_value("patrol")
    stage.tick(MINUTE)
    said = texts(send(app, "I01"))
    mine, theirs = (
        row.hash[:4].upper() for row in stage.store.since(stage.exercise, 0) if isinstance(row.entry.act, Decide)
    )
    assert f"Sent 12:11:00 · receipt {theirs} ·" in said
    assert "You sent yours" not in said
    said = texts(desk(stage, "I01"))
    assert f"Sent 12:11:00 by Amir · receipt {theirs} ·" in said
    assert f"You sent yours 12:10:00 · receipt {mine} · the answer by Amir came later and stands" in said


def test_after_the_window_the_answer_stands(stage: Stage) -> None:
    """An answered inject is read-only once its time is over."""
    stage.start(10)
    send(filled(desk(stage, "I01")), "I01")
    stage.tick(20 * MINUTE)
    app = desk(stage, "I01")
    assert "the time to revise ended at H+0:20" in texts(app)
    assert not any(button.key == "answer-I01-send" for button in app.button)


def test_for_information(stage: Stage) -> None:
    """An inject without a question says that none is asked."""
    stage.start(10)
    app = desk(stage, "I05")
    assert "For your information; no answer is needed." in texts(app)
    assert not any((button.key or "").startswith("answer-") for button in app.button)


@pytest.mark.parametrize("guess", ["I06", "I99", "x' or 1"])
def test_guessing_opens_nothing(stage: Stage, guess: str) -> None:
    """Another team's inject, or none, is not on this desk, whatever the address says."""
    stage.start(10)
    app = desk(stage, guess)
    assert "That inject is not on your desk." in texts(app)
    assert "Plate unknown" not in texts(app)
    assert stage.log(Open) == []


def test_no_grades_on_the_desk(stage: Stage) -> None:
    """Nothing that tells a good option from a bad one reaches the browser, before or after the answer."""
    stage.start(10)
    app = send(filled(desk(stage, "I01")), "I01")
    for secret in ("why alert", "Raise the alert.", "Host consent"):
        assert secret not in texts(app)


def test_sharing(stage: Stage) -> None:
    """The dialog warns before a breach, and files what is sent all the same."""
    stage.start(10)
    app = press(section(desk(stage), "Reports"), "share-dry-run")
    (to,) = app.get("button_group")
    to.set_value(["civil"]).run()
    said = texts(app)
    assert "The report is not released to Civil Affairs. Sending it is a breach." in said
    assert "Radio net may carry up to restricted; this report is confidential." in said
    press(app, "-send")
    assert acts(stage, Share) == [Share("dry-run", ("civil",), "radio")]
    assert "→ Civil Affairs: on its way" in texts(app)
    assert not app.get("button_group")
    stage.tick(2 * MINUTE)
    assert "✓ Civil Affairs: arrived H+0:11" in texts(app.run())
    assert "from UNSAT" not in texts(app)
    assert "Dry run at the gate" in texts(section(desk(stage, place="civil"), "Reports"))


def test_sharing_with_nobody(stage: Stage) -> None:
    """A refusal is said in the dialog, which stays open."""
    stage.start(10)
    app = press(press(section(desk(stage), "Reports"), "share-dry-run"), "-send")
    assert "Choose at least one team to share with." in texts(app)
    assert app.get("button_group")
    assert acts(stage, Share) == []


def test_writing_to_a_partner(stage: Stage) -> None:
    """A message is in the log, and on the partner's desk when it has arrived; there it is counted as new."""
    stage.start(10)
    partner = desk(stage, place="police")
    app = section(desk(stage), "Messages")
    app.selectbox(key="message-to").set_value("police")
    (text,) = [box for box in app.text_area if box.label == "Message"]
    text.set_value(HOSTILE)
    (button,) = [button for button in app.button if (button.key or "").startswith("message/")]
    button.click().run()
    assert not app.exception
    assert acts(stage, Send) == [Send("police", HOSTILE, "radio")]
    assert "on its way" in texts(app)
    stage.tick(2 * MINUTE)
    stage.as_seat(stage.seats["police"][0])
    assert '{content: "1 new"}' in texts(partner.run())
    said = texts(section(partner, "Messages"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ![x](https://evil.example/x.png) **bold**" in said
    assert "<script>" not in said


def test_a_form_stays_while_one_looks_elsewhere(stage: Stage) -> None:
    """A form is drawn from the first look at it on, whichever section is open then; before that it costs nothing."""
    stage.start(10)
    app = desk(stage)
    assert "Message" not in [box.label for box in app.text_area]
    app = section(section(app, "Messages"), "Timeline")
    assert "Message" in [box.label for box in app.text_area]


def test_an_empty_message(stage: Stage) -> None:
    """A message without words is refused in words."""
    stage.start(10)
    app = section(desk(stage), "Messages")
    app.selectbox(key="message-to").set_value("police")
    (button,) = [button for button in app.button if (button.key or "").startswith("message/")]
    button.click().run()
    assert "Write something before sending it." in texts(app) + "".join(warning.value for warning in app.warning)
    assert acts(stage, Send) == []


def test_scenario_text_fetches_nothing(stage: Stage) -> None:
    """An author's Markdown is set, but pictures, links and tags in it stay words."""
    stage.start(10)
    said = texts(desk(stage, "I05"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <em>[x]</em> more" in said
    for tag in ("<img", "<script", 'href="http'):
        assert tag not in said


def test_labels_stay_words() -> None:
    """In a label nothing is a link, a picture or a sign; ordinary punctuation is left to screen readers."""
    assert label("Close the gate (H+0:30), 1. now!") == "Close the gate (H+0:30), 1. now!"
    assert label("![x](https://e.example) :smile: $x$") == r"!\[x\](https\://e.example) \:smile: \$x\$"


def test_paused_and_ended(stage: Stage) -> None:
    """A pause says why; after EndEx what was open says that it was not answered."""
    stage.start(10)
    app = desk(stage, "I01")
    stage.file("controller", Pause("Fire drill"))
    assert "The clock is paused. Fire drill" in texts(app.run())
    stage.file("controller", EndEx())
    said = texts(app.run())
    assert "The exercise ended before this was answered; nothing was sent." in said
    assert not app.get("form") or app.button(key="answer-I01-send").disabled


def test_a_draft_filed_at_the_end(stage: Stage) -> None:
    """What was typed and not sent at EndEx was filed, and the desk says so."""
    stage.start(10)
    stage.store.save_draft(
        stage.seats["force"][0], "I01", {"options": ["patrol"], "rationale": "so", "confidence": 30}, stage.wall
    )
    stage.file("controller", EndEx())
    said = texts(desk(stage, "I01"))
    assert "Draft filed at EndEx · receipt " in said
    assert "Order the patrol" in said


def test_acts_of_others_before_startex(stage: Stage) -> None:
    """An address with an inject before StartEx opens nothing and files nothing."""
    desk(stage, "I01")
    assert stage.log() == []
    stage.file("controller", StartEx())
    assert "That inject is not on your desk." in texts(desk(stage, "I01"))


def test_what_the_team_holds(stage: Stage) -> None:
    """A report lies in its tab with grade and marking in words, since when, and who sent it."""
    stage.file("police", Share("pickups", ("force",)))
    stage.start(10)
    stage.file("police", Share("pickups", ("force",), "radio"))
    stage.tick(2 * MINUTE)
    said = texts(section(desk(stage), "Reports"))
    for words in (
        "Dry run at the gate",
        "Reliable source, confirmed (A1) · source: Camp security",
        "Held since H+0:06 · 06:06 local, with I02",
        "CONFIDENTIAL</span>Releasable to Force HQ, Police",
        "Usually reliable source, probably true (B2) · source: Police",
        "Held since H+0:11 · 06:11 local, from Police",
    ):
        assert words in said


def test_timeline_and_brief(stage: Stage) -> None:
    """The team's own record and the papers of the lobby are one tab away."""
    stage.start(10)
    app = section(send(filled(desk(stage, "I01")), "I01"), "Timeline")
    assert "<span>H+0:10 · 06:10 local</span><span>You answered I01</span>" in texts(app)
    said = texts(section(app, "Brief"))
    for words in ("Protect the <strong>camp</strong>", "Quiet so far", "Liaison officer</b></td><td>usually 11 min"):
        assert words in said


def test_a_login_that_ended_files_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was signed out since the form was drawn is told so, and nothing is in the log."""
    stage.start(10)
    app = filled(desk(stage, "I01"))
    monkeypatch.setattr(session, "cookie", lambda: "revoked")
    send(app, "I01")
    assert acts(stage, Decide) == []
    assert [info.value for info in app.info] == ["You are not signed in. Join with your code, or sign in as staff."]


def test_turning_to_another_inject_and_back(stage: Stage) -> None:
    """The form that comes back holds the draft that was kept meanwhile."""
    stage.start(10)
    app = desk(stage, "I01")
    app.query_params["inject"] = "I02"
    app.run()
    stage.store.save_draft(stage.seats["force"][0], "I01", {"rationale": "so far"}, stage.wall)
    app.query_params["inject"] = "I01"
    assert app.run().text_area(key="answer-I01-rationale").value == "so far"


def test_a_draft_that_says_what_was_sent(stage: Stage) -> None:
    """Words saved a moment after they were sent are no draft: nothing is shown as unsent when the time is over."""
    stage.start(10)
    send(filled(desk(stage, "I01")), "I01")
    kept = {"options": ["alert"], "rationale": "The gate is weak.", "confidence": 50}
    draft = stage.store.save_draft(stage.seats["force"][0], "I01", kept, stage.wall)
    app = desk(stage, "I01")
    assert app.session_state["answer-I01-filled"].version == draft.version
    stage.tick(10 * MINUTE)
    said = texts(app.run())
    assert "the time to revise ended at H+0:20" in said
    assert "Typed and not sent." not in said


def test_whoever_hung_up_is_still_known(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit forgets the cookies of a browser that is gone; what it clicked in its last breath is its seat's."""
    sha = sha256(b"token").hexdigest()
    info = stage.store.seat(stage.seats["force"][0])
    assert info is not None
    stage.store.add_login(sha, seat_id=info.id, created=stage.wall, expires=stage.wall + timedelta(hours=1))
    monkeypatch.setattr(session, "cookie", lambda: "")
    monkeypatch.setattr(session.st, "user", {"login": sha})
    found = session.current()
    assert found is not None
    assert found.seat.id == info.id
    stage.store.revoke(sha)
    assert session.current() is None
