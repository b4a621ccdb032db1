"""Requests between teams, the share dialogue with its joint picture, and channels that fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from exercise.core.acts import PICTURE, Reply, Request, Send, Share
from exercise.core.scenario import MINUTE, Scenario
from tests.pages.conftest import Stage, texts
from tests.pages.joint import JOINT
from tests.pages.test_desk import acts, desk, press, section
from tests.pages.test_means import click, field


def ask(app: AppTest, what: str, words: str = "We need it.", within: int = 0, **fields: str) -> AppTest:
    """Fill in the form and send it."""
    app.radio(key="request-what").set_value(what).run()
    field(app, "selectbox", "within").set_value(within)
    for name, value in fields.items():
        field(app, "selectbox", f"{what}/{name}").set_value(value)
    (text,) = [box for box in app.text_area if box.label == "What you need, and what for"]
    text.set_value(words)
    return click(app, "request")


def asked(joint: Stage, **fields: object) -> int:
    """Police ask Force HQ; the request has arrived. Returns its entry."""
    joint.file("police", Request("force", "Who holds the bridge?", **fields))  # type: ignore[arg-type]
    (entry,) = joint.log(Request)
    joint.tick(2 * MINUTE)
    return entry.seq


def test_asking_for_information(joint: Stage) -> None:
    """A request is in the log with its time and its way, and says how it stands until it is answered."""
    joint.start(10)
    app = section(desk(joint), "Requests")
    ask(app, "information", "Who holds the <b>bridge</b>?", 15, to="police")
    assert acts(joint, Request) == [
        Request("police", "Who holds the <b>bridge</b>?", within=15 * MINUTE, channel="radio")
    ]
    assert "On its way; wanted by H+0:25 · 06:25 local" in texts(app)
    assert "&lt;b&gt;bridge&lt;/b&gt;" in texts(app)
    joint.tick(2 * MINUTE)
    assert "No answer yet; wanted by H+0:25" in texts(app.run())
    joint.file("police", Reply(joint.log(Request)[0].seq, "The gendarmes."))
    joint.tick(2 * MINUTE)
    assert "Granted H+0:13 · 06:13 local: The gendarmes." in texts(app.run())


def test_asking_for_a_resource(joint: Stage) -> None:
    """A resource is asked of whoever owns it; the way there leads from the partners' resources."""
    joint.start(10)
    app = section(desk(joint), "Resources")
    (button,) = [button for button in app.button if button.label == "Ask for one"]
    button.click().run()
    assert app.session_state["section"] == "Requests"
    assert app.radio(key="request-what").value == "resource"
    ask(app, "resource", "Two for the road.", about="escort")
    assert acts(joint, Request) == [Request("police", "Two for the road.", "escort", "resource", channel="radio")]


def test_asking_for_a_release(joint: Stage) -> None:
    """Release of a report is asked of its originator, for the team that should have it."""
    joint.file("police", Share("pickups", ("force",)))
    joint.start(1)
    joint.file("police", Share("pickups", ("force",), "radio"))
    joint.tick(5 * MINUTE)
    ask(section(desk(joint), "Requests"), "release", "The elders know the drivers.", about="pickups", reader="civil")
    assert acts(joint, Request) == [
        Request("police", "The elders know the drivers.", "pickups", "release", channel="radio", release_to="civil")
    ]


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("information", "Choose whom you ask."),
        ("resource", "Choose the resource you need."),
    ],
)
def test_an_incomplete_request(joint: Stage, what: str, sentence: str) -> None:
    """What is missing is said beside the form, and the words stay in it."""
    joint.start(10)
    app = ask(section(desk(joint), "Requests"), what, "Please.")
    assert sentence in "".join(warning.value for warning in app.warning)
    assert [box.value for box in app.text_area if box.label == "What you need, and what for"] == ["Please."]
    assert acts(joint, Request) == []


def test_answering(joint: Stage) -> None:
    """A request that waits is counted in the tab, answered with words and a report, and then listed as answered."""
    joint.start(10)
    entry = asked(joint, within=20 * MINUTE)
    app = section(desk(joint), "Requests")
    said = texts(app)
    assert 'content: "1 waiting"' in said
    assert "Police asks you for information" in said
    assert "Who holds the bridge?" in said
    app.text_area(key=f"reply/{entry}/text").set_value("A driver says it is free.")
    app.selectbox(key=f"reply/{entry}/report").set_value("rumour")
    click(app, f"reply/{entry}/yes")
    assert acts(joint, Reply) == [Reply(entry, "A driver says it is free.", channel="radio", report="rumour")]
    assert "1 waiting" not in texts(app)
    assert "What your team answered" in texts(app)


def test_refusing(joint: Stage) -> None:
    """A refusal without a reason is refused itself; no report goes with one."""
    joint.start(10)
    entry = asked(joint)
    app = section(desk(joint), "Requests")
    app.selectbox(key=f"reply/{entry}/report").set_value("rumour")
    assert "Say why" in "".join(warning.value for warning in click(app, f"reply/{entry}/no").warning)
    app.text_area(key=f"reply/{entry}/text").set_value("We cannot say.")
    click(app, f"reply/{entry}/no")
    assert acts(joint, Reply) == [Reply(entry, "We cannot say.", False, "radio")]


def test_posting(joint: Stage) -> None:
    """The joint picture is a destination of its own; it takes its time, and then everybody holds the report."""
    joint.start(10)
    app = press(section(desk(joint), "Reports"), "share-rumour")
    (to,) = app.get("button_group")
    assert "Joint picture: everybody, in 15 min" in str(to.proto)
    to.set_value([PICTURE]).run()
    assert not [radio for radio in app.radio if radio.label == "How"]
    press(app, "-send")
    assert acts(joint, Share) == [Share("rumour", (PICTURE,))]
    assert "On the joint picture since H+0:10" in texts(app)
    joint.tick(16 * MINUTE)
    said = texts(section(desk(joint, place="civil"), "Reports"))
    assert "from the joint picture, posted by Force HQ" in said


def test_posting_against_the_marking(joint: Stage) -> None:
    """Before a report goes on the joint picture against its marking, the dialog says who would read it."""
    joint.start(10)
    app = press(section(desk(joint), "Reports"), "share-secret")
    (to,) = app.get("button_group")
    to.set_value([PICTURE]).run()
    assert "Everybody reads the joint picture, and the report is not released to Civil Affairs: a breach." in texts(app)


def test_no_joint_picture(set_stage: Callable[[Scenario], Stage]) -> None:
    """Where the agencies keep none it is no destination."""
    joint = set_stage(replace(JOINT, coordination="stove-piped"))
    joint.start(10)
    app = press(section(desk(joint), "Reports"), "share-rumour")
    (to,) = app.get("button_group")
    assert "Joint picture" not in str(to.proto)
    assert "Radio net: usually 17 min, may carry up to restricted" in str([radio.options for radio in app.radio])


def test_a_channel_that_failed(set_stage: Callable[[Scenario], Stage]) -> None:
    """A channel that carries nothing is named where one chooses, and cannot be chosen."""
    broken = replace(JOINT.injects[4], breaks=("radio",))
    joint = set_stage(replace(JOINT, injects=tuple(broken if found.id == "J05" else found for found in JOINT.injects)))
    joint.start(10)
    app = desk(joint)
    assert "<b>Radio net is down</b>" in texts(app)
    app = section(app, "Messages")
    assert "Radio net: down, carries nothing now." in texts(app)
    assert app.selectbox(key="message-channel").options == ["Liaison officer, usually 11 min"]
    app = press(section(app, "Reports"), "share-rumour")
    (how,) = [radio for radio in app.radio if radio.label == "How"]
    assert how.options == ["Liaison officer: usually 11 min, may carry up to confidential"]


def test_the_timeline_tells_it_all(joint: Stage) -> None:
    """What the team asked, sent, committed and ruled on is in its own timeline."""
    joint.start(10)
    entry = asked(joint)
    joint.file("force", Reply(entry, "The gendarmes.", channel="radio"))
    joint.file("force", Share("rumour", (PICTURE,)))
    joint.file("force", Send("police", "Look at your gate."))
    said = texts(section(desk(joint), "Timeline"))
    for words in (
        "A time limit runs: Detention without charge",
        "Police asks you for information",
        "You granted what Police had asked for",
        "You posted “Pick-ups found” on the joint picture",
        "You wrote to Police",
    ):
        assert words in said
