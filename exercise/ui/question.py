"""The question of an inject as widgets: what it asks, what each option takes, and what the form holds."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from exercise.core.facts import DecisionTaken
from exercise.core.scenario import Form
from exercise.core.views import Choice, Question
from exercise.ui.figures import rest
from exercise.ui.keeper import Field
from exercise.ui.prose import label

UNSURE = 50
STEP = 5
# What people hear in a figure (after the yardsticks that analysts use): each word up to its percentage.
_LIKELY = (
    (0, "will not happen"),
    (10, "remote"),
    (35, "unlikely"),
    (50, "about as likely as not"),
    (75, "likely"),
    (95, "highly likely"),
    (100, "certain"),
)
_SCALE = tuple(range(0, 101, STEP))


def likelihood(percent: int) -> str:
    """A probability in figure and words: 70 %, likely."""
    return f"{percent} %, {next(word for most, word in _LIKELY if percent <= most)}"


def widgets(inject: str, question: Question) -> dict[str, Field]:
    """The widgets that the question needs, by the names under which a draft keeps them."""
    name, values = f"answer-{inject}", tuple(choice.id for choice in question.choices)
    match question.kind:
        case "choose":
            found = {"options": Field(f"{name}-options", "choice", values)}
        case "choose-many":
            found = {"options": Field(f"{name}-options", "choices", values)}
        case "rank":
            found = {"options": Field(f"{name}-options", "ranking", values)}
        case "allocate":
            found = {"amounts": Field(f"{name}-amounts", "amounts", values)}
        case "forecast":
            found = {"confidence": Field(f"{name}-probability", "scale", tuple(map(str, _SCALE)))}
        case _:
            found = {"text": Field(f"{name}-text")}
    if question.rationale != "none":
        found["rationale"] = Field(f"{name}-rationale")
    if question.confidence and question.kind != "forecast":
        found["confidence"] = Field(f"{name}-confidence", "number")
    return found


def ask(question: Question, fields: dict[str, Field], locked: bool) -> None:
    """The question itself."""
    prompt = label(question.prompt) or "Your answer"
    match question.kind:
        case "choose":
            texts = {choice.id: label(choice.text) for choice in question.choices}
            captions = [label(terms(choice)) for choice in question.choices]
            st.radio(
                prompt, list(texts), None, texts.__getitem__, captions=captions if any(captions) else None,
                key=fields["options"].key, disabled=locked,
            )  # fmt: skip
        case "choose-many":
            with st.container(key=fields["options"].key, gap="xsmall"):
                st.markdown(f"{prompt} _Choose as many as you need._")
                for choice in question.choices:
                    st.checkbox(label(choice.text), key=f"{fields['options'].key}-{choice.id}", disabled=locked)
                    _terms(choice)
        case "rank":
            with st.container(key=fields["options"].key):
                st.markdown(f"{prompt} _1 is first; give every one a place of its own._")
                places = range(1, len(question.choices) + 1)
                for choice in question.choices:
                    key = f"{fields['options'].key}-{choice.id}"
                    st.radio(label(choice.text), places, None, horizontal=True, key=key, disabled=locked)
                    _terms(choice)
        case "allocate":
            _share_out(question, prompt, fields["amounts"].key, locked)
        case "forecast":
            st.select_slider(prompt, _SCALE, format_func=likelihood, key=fields["confidence"].key, disabled=locked)
        case _:
            st.text_area(prompt, key=fields["text"].key, height=tall(question.form), disabled=locked)
            if question.form:
                st.html(headings(question.form))


def tall(form: Form | None) -> int:
    """How high a text area is (pixels): a line for each heading of its form, and some to write in."""
    return 160 if form is None else 110 + 30 * len(form.fields)


def headings(form: Form) -> str:
    """What belongs under each heading of a form."""
    rows = "".join(
        f"<li><b>{escape(field.title)}</b> {escape(field.hint)}{'' if field.must else ' (may stay empty)'}</li>"
        for field in form.fields
    )
    basis = f" · {escape(form.basis)}" if form.basis else ""
    return (
        f'<details class="wc-form"><summary>What {escape(form.title)} says, heading by heading{basis}</summary>'
        f'<ul class="wc-list">{rows}</ul></details>'
    )


def _share_out(question: Question, prompt: str, key: str, locked: bool) -> None:
    """So many units for each option; what is left is reckoned while one types."""
    with st.container(key=key, gap="small"):
        st.markdown(prompt)
        st.html(f'<p class="wc-meta">{rest(question.total, key)}</p>')
        for choice in question.choices:
            st.number_input(
                label(choice.text), 0, question.total, step=1, key=f"{key}-{choice.id}", disabled=locked
            )  # fmt: skip
            _terms(choice)


def terms(choice: Choice) -> str:
    """What choosing the option takes, or why it is not open, in a line."""
    closed = f"✕ Not open to you now: {choice.closed}" if choice.closed else ""
    said = "; ".join(choice.terms)
    return " · ".join(filter(None, (closed, said[:1].upper() + said[1:])))


def _terms(choice: Choice) -> None:
    if line := terms(choice):
        st.html(f'<p class="wc-terms">{escape(line)}</p>')


def value(field: Field) -> Any:
    """What a field holds, as a decision wants it."""
    state = st.session_state
    match field.kind:
        case "choice":
            return tuple(filter(None, (state.get(field.key),)))
        case "choices":
            return tuple(value for value in field.values if state.get(f"{field.key}-{value}"))
        case "ranking":
            places = {value: state.get(f"{field.key}-{value}") for value in field.values}
            placed = sorted((place, value) for value, place in places.items() if place)
            return tuple(value for _, value in placed) if len({place for place, _ in placed}) == len(placed) else ()
        case "amounts":
            return {id: units for id in field.values if (units := state.get(f"{field.key}-{id}"))}
        case "number" | "scale":
            return state.get(field.key)
    return state.get(field.key) or ""


def decided(fields: dict[str, Field]) -> dict[str, Any]:
    """What the form holds, by the names that a decision has for it."""
    found = {name: value(field) for name, field in fields.items()}
    if amounts := found.pop("amounts", None):
        found |= {"options": tuple(amounts), "amounts": tuple(amounts.values())}
    return found


def kept(decision: DecisionTaken) -> dict[str, Any]:
    """A decision as a draft would keep it."""
    amounts = dict(zip(decision.options, decision.amounts, strict=False))
    return {**decision._asdict(), "options": list(decision.options), "amounts": amounts}


def said(decision: DecisionTaken, question: Question) -> list[str]:
    """A decision in words, line by line."""
    texts = {choice.id: choice.text for choice in question.choices}
    lines = [texts.get(option, option) for option in decision.options]
    if question.kind == "rank":
        lines = [f"{place}. {line}" for place, line in enumerate(lines, 1)]
    if decision.amounts:
        lines = [f"{units} × {line}" for units, line in zip(decision.amounts, lines, strict=False)]
    lines += filter(None, (decision.text, decision.rationale and f"Why: {decision.rationale}"))
    if decision.confidence is not None:
        forecast = question.kind == "forecast"
        lines.append(likelihood(decision.confidence) if forecast else f"Confidence: {decision.confidence} %")
    return lines
