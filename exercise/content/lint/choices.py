"""Questions and their options: graded, felt, open, affordable, and hard where they should be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from exercise.content.lint.finding import Finding, offered
from exercise.content.reach import Reach
from exercise.core.conditions import parse
from exercise.core.scenario import Inject, Option, Scenario

# Some option has to be one the experts would defend.
DEFENSIBLE = 0.7


def questions(scenario: Scenario) -> Iterator[Finding]:
    """Every inject says what is expected, and every question leaves a time."""
    for inject in scenario.injects:
        if inject.kind not in ("admin", "routine") and not inject.expects:
            text = f"{inject.id} does not say what is expected of the teams"
            yield Finding(("inject", inject.id), text, "add expects:, for the controller and the debrief", "warning")
        if inject.ask and not inject.window:
            text = f"{inject.id} asks and leaves all the time in the world"
            yield Finding(("inject", inject.id), text, "add window: with a duration", "warning")


def outcomes_without_figures(scenario: Scenario) -> Iterator[Finding]:
    """What an answer in a form is compared with afterwards is an estimate of risk, with likelihood and impact."""
    for inject in scenario.injects:
        form = scenario.form.get(inject.ask.form) if inject.ask and inject.ask.outcome else None
        if form and not form.rates:
            text = f"{inject.id} compares form {form.id} with what came, and it asks for no likelihood and impact"
            fix = "take a form that does, such as {like: risk}, or drop outcome:"
            yield Finding(("inject", inject.id), text, fix)


def options(scenario: Scenario) -> Iterator[Finding]:
    """Options are graded apart, one of them can be defended, each is felt, and none is free."""
    for inject in scenario.injects:
        choices = inject.ask.options if inject.ask else ()
        grades = {option.grade for option in choices} if inject.ask and inject.ask.kind != "allocate" else set()
        if grades and len(grades) == 1:
            text = f"all options of {inject.id} have the same grade"
            yield Finding(("inject", inject.id), text, "grade them apart, or ask for text instead")
        if grades and max(grades) < DEFENSIBLE:
            text = f"no option of {inject.id} is graded {DEFENSIBLE} or better"
            yield Finding(("inject", inject.id), text, "offer one the experts would defend")
        for option in choices:
            thing = (f"option of {inject.id}", option.id)
            if not (option.effects or option.also or option.harm or option.escalates):
                text = f"option {option.id} of {inject.id} costs nothing and gains nothing"
                yield Finding(thing, text, "add effects:, so that the choice is felt", "warning")
            elif inject.ask and inject.ask.kind == "choose" and not _price(option):
                text = f"option {option.id} of {inject.id} has no cost"
                fix = "let it lose points somewhere, need a resource, an authority or a partner, or do harm"
                yield Finding(thing, text, fix, "warning")


def closed_for_good(scenario: Scenario) -> Iterator[Finding]:
    """Every option can be open, and every required step can be taken."""
    reach = Reach.of(scenario)
    for inject, option in offered(scenario):
        thing = (f"option of {inject.id}", option.id)
        if option.when and not reach.can_hold(option.when):
            text = f"option {option.id} of {inject.id} is never open: {parse(option.when)}, which can never be"
            yield Finding(thing, text, "mend its when:, or drop it")
        for step in option.requires:
            if not reach.can_hold(step.when):
                text = f"nobody can do what option {option.id} of {inject.id} requires: {parse(step.when)}"
                yield Finding(thing, text, "mend the when: of requires:")
        if option.together and all(team in inject.to and len(inject.to) == 1 for team in option.together.teams):
            text = f"option {option.id} of {inject.id} joins its team with itself"
            yield Finding(thing, text, "name another team in together:")


def beyond_units(scenario: Scenario) -> Iterator[Finding]:
    """No option needs more of a resource than there is."""
    for inject, option in offered(scenario):
        for id, resource in scenario.resource.items():
            units = sum(needed.units for needed in option.needs if needed.resource == id)
            if units > resource.units:
                yield Finding(
                    (f"option of {inject.id}", option.id),
                    f"option {option.id} of {inject.id} needs {units} units of {id} and there are {resource.units}",
                    "ask for fewer, or give the resource more units",
                )


def one_best(scenario: Scenario) -> Iterator[Finding]:
    """No option is at least as good as every other on every one of several measures: that would be no choice."""
    if len(scenario.measures) < 2:
        return
    for inject in scenario.injects:
        if inject.ask is None or inject.ask.kind != "choose":
            continue
        vectors = {option.id: _vector(scenario, option) for option in inject.ask.options}
        for option in inject.ask.options:
            mine = vectors.pop(option.id)
            best = all(all(a >= b for a, b in zip(mine, other, strict=True)) for other in vectors.values())
            vectors[option.id] = mine
            if best and any(mine):
                yield Finding(
                    (f"option of {inject.id}", option.id),
                    f"option {option.id} of {inject.id} is best on every measure",
                    "let another option serve some measure better",
                    "warning",
                )
                break


def dilemmas(scenario: Scenario) -> Iterator[Finding]:
    """A dilemma offers two options that can be defended and serve different measures, and one that tempts."""
    for inject in scenario.injects:
        if not _is_dilemma(inject) or inject.ask is None:
            continue
        good = [_vector(scenario, option) for option in inject.ask.options if option.grade >= DEFENSIBLE]
        if not any(_differ(one, other) and _differ(other, one) for one, other in combinations(good, 2)):
            yield Finding(
                ("inject", inject.id),
                f"dilemma {inject.id} has no two options graded {DEFENSIBLE} or better that serve different measures",
                "let each of two defensible options be better on some measure",
                "warning",
            )
        if not any(option.grade < DEFENSIBLE and any(points > 0 for points in _vector(scenario, option))
                   for option in inject.ask.options):  # fmt: skip
            yield Finding(
                ("inject", inject.id),
                f"dilemma {inject.id} has no bad option that tempts",
                f"grade one below {DEFENSIBLE} that gains on some measure",
                "warning",
            )


def _is_dilemma(inject: Inject) -> bool:
    return inject.title.lower().startswith("dilemma")


def _vector(scenario: Scenario, option: Option) -> tuple[float, ...]:
    """The points an option moves each measure by when everything it hopes for holds."""
    effects = [*option.effects, *(effect for also in option.also for effect in also.effects)]
    return tuple(sum(effect.by for effect in effects if effect.measure == id) for id in scenario.measure)


def _differ(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether the one is better than the other on some measure."""
    return any(a > b for a, b in zip(one, other, strict=True))


def _price(option: Option) -> bool:
    """Whether the option costs anything: points, means, a superior's or a partner's time, people."""
    effects = [*option.effects, *(effect for also in option.also for effect in also.effects)]
    return (
        any(effect.by < 0 for effect in effects)
        or bool(option.needs or option.together or option.authority or option.harm)
        or option.escalates > 0
    )
