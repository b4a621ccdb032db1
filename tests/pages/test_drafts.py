"""What is typed at a desk beside the answers comes back where it was typed, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from exercise import drafts
from exercise.core.acts import Decide, EndEx, Request, Send, Share
from exercise.core.scenario import MINUTE
from tests.pages.conftest import Stage, texts
from tests.pages.test_desk import acts, desk, press, section
from tests.pages.test_means import click, field
from tests.pages.test_requests import asked

WORDS = "Who holds the <b>bridge</b>?"


def keep(joint: Stage, about: str, number: int = 0, **data: Any) -> None:
    """Keep a draft of a seat at Force HQ as its browser would."""
    joint.store.save_draft(joint.seats["force"][number], about, data, joint.wall)


def test_a_message_comes_back(joint: Stage) -> None:
    """Words, addressee and channel stand in the form again; a colleague's form is empty."""
    joint.start(10)
    keep(joint, drafts.MESSAGE, text=WORDS, to="press", channel="liaison")
    app = section(desk(joint), "Messages")
    assert field(app, "text_area", "text").value == WORDS
    assert [app.selectbox(key=key).value for key in ("message-to", "message-channel")] == ["press", "liaison"]
    colleague = section(desk(joint, number=1), "Messages")
    assert field(colleague, "text_area", "text").value == ""
    assert colleague.selectbox(key="message-to").value is None


def test_a_request_comes_back(joint: Stage) -> None:
    """So do the kind of request, what it is about, and how soon it is needed."""
    joint.start(10)
    keep(
        joint, drafts.REQUEST, text=WORDS, what=["resource"], within=15, channel="radio", **{"resource/about": "escort"}
    )
    app = section(desk(joint), "Requests")
    assert app.radio(key="request-what").value == "resource"
    assert field(app, "text_area", "text").value == WORDS
    assert [field(app, "selectbox", name).value for name in ("resource/about", "within")] == ["escort", 15]


def test_a_reply_comes_back(joint: Stage) -> None:
    """Each request that waits has a draft of its own."""
    joint.start(10)
    entry = asked(joint)
    keep(joint, drafts.reply(entry), text=WORDS, report="rumour")
    app = section(desk(joint), "Requests")
    assert app.text_area(key=f"reply/{entry}/text").value == WORDS
    assert app.selectbox(key=f"reply/{entry}/report").value == "rumour"


def test_a_form_that_is_given_another_box_keeps_its_words(joint: Stage) -> None:
    """A reply can go with a report as soon as the team holds one, in the middle of a sentence too."""
    joint.start(10)
    joint.file("force", Request("civil", WORDS))
    joint.tick(5 * MINUTE)
    (entry,) = [entry.seq for entry in joint.log(Request)]
    app = section(desk(joint, place="civil"), "Requests")
    words = app.text_area(key=f"reply/{entry}/text").proto.id
    assert not [box for box in app.selectbox if box.key == f"reply/{entry}/report"]
    joint.file("force", Share("rumour", ("civil",)))
    joint.tick(5 * MINUTE)
    app.run()
    assert not app.exception
    assert app.selectbox(key=f"reply/{entry}/report").value is None
    # A browser keeps what is typed into a box that stays the same.
    assert app.text_area(key=f"reply/{entry}/text").proto.id == words


def test_a_ruling_comes_back(joint: Stage) -> None:
    """The words that go with it do; to grant or to refuse is a click."""
    joint.start(10)
    joint.file("police", Decide("J04", ("arrest",), rationale="He may run."))
    (decided,) = joint.log(Decide)
    keep(joint, drafts.ruling(decided.seq), reason=WORDS)
    app = section(desk(joint), "Approvals")
    assert app.text_input(key=f"rule/{decided.seq}/words").value == WORDS


def test_the_note_of_a_share_comes_back(joint: Stage) -> None:
    """With the teams that were chosen, and to the report it was written for."""
    joint.start(10)
    keep(joint, drafts.sharing("rumour"), note=WORDS, to=["civil"], channel=["liaison"])
    app = press(section(desk(joint), "Reports"), "share-rumour")
    (to,) = app.get("button_group")
    (note,) = [box for box in app.text_area if box.label == "Note (optional)"]
    (how,) = [radio for radio in app.radio if radio.label == "How"]
    assert (to.value, note.value, how.value) == (["civil"], WORDS, "liaison")


def test_an_order_comes_back(joint: Stage) -> None:
    """With the units and where they are to go."""
    joint.start(10)
    keep(joint, drafts.ORDER, purpose=WORDS, resource="qrf", units=2, to="police", busy=30, queue=True)
    app = section(desk(joint), "Resources")
    found = [field(app, "selectbox", name, "commit").value for name in ("resource", "to", "busy")]
    assert found == ["qrf", "police", 30]
    assert field(app, "text_input", "purpose").value == WORDS
    assert field(app, "number_input", "units").value == 2
    assert field(app, "checkbox", "queue").value


def test_words_that_were_sent_do_not_come_back(joint: Stage) -> None:
    """A browser may save them a moment after they were filed; other words of the seat are a draft again."""
    joint.start(10)
    app = section(desk(joint), "Messages")
    app.selectbox(key="message-to").set_value("press").run()
    field(app, "text_area", "text").set_value(WORDS)
    click(app, "message")
    assert acts(joint, Send) == [Send("press", WORDS, "radio")]
    assert (field(app, "text_area", "text").value, app.selectbox(key="message-to").value) == ("", "press")
    keep(joint, drafts.MESSAGE, text=f"{WORDS} ", to="press")
    assert field(section(desk(joint), "Messages"), "text_area", "text").value == ""
    keep(joint, drafts.MESSAGE, text=f"{WORDS} Please.", to="press")
    assert field(section(desk(joint), "Messages"), "text_area", "text").value == f"{WORDS} Please."


def test_what_was_never_sent_is_shown_after_endex(joint: Stage) -> None:
    """The forms are gone then, the words are not."""
    joint.start(10)
    keep(joint, drafts.MESSAGE, text=WORDS)
    keep(joint, drafts.REQUEST, text="Two escorts.")
    joint.file("controller", EndEx())
    said = texts(section(desk(joint), "Messages"))
    assert "Typed and not sent." in said
    assert "Who holds the &lt;b&gt;bridge&lt;/b&gt;?" in said
    assert "Two escorts." in texts(section(desk(joint), "Requests"))


@pytest.mark.parametrize(
    "data",
    [
        {"text": 7, "to": ["press"], "channel": {}},
        {"text": None, "to": "nobody", "channel": "pigeon"},
        {"text": ["x"], "form": 3},
    ],
)
def test_a_forged_draft_breaks_no_desk(joint: Stage, data: dict[str, Any]) -> None:
    """What no form of ours would have kept is left out."""
    joint.start(10)
    keep(joint, drafts.MESSAGE, **data)
    app = section(desk(joint), "Messages")
    assert not app.exception
    assert field(app, "text_area", "text").value == ""
    assert app.selectbox(key="message-channel").value == "radio"


def test_asking_for_one_asks_for_a_resource_whatever_was_drafted(joint: Stage) -> None:
    """The way from the partners' means leads to the form for them, with the words that were there."""
    joint.start(10)
    keep(joint, drafts.REQUEST, text=WORDS, what=["information"])
    app = section(desk(joint), "Resources")
    (button,) = [button for button in app.button if button.label == "Ask for one"]
    button.click().run()
    assert app.radio(key="request-what").value == "resource"
    assert field(app, "text_area", "text").value == WORDS
