"""Authority, jurisdiction, mandate, procedures, clearances, escalation."""

from __future__ import annotations

from collections.abc import Iterator

from exercise.content.lint.finding import Finding, offered
from exercise.content.problems import meant
from exercise.core.scenario import Scenario


def rungs_nobody_holds(scenario: Scenario) -> Iterator[Finding]:
    """Somebody can approve what an option needs approval for."""
    holders = {rung.id: rung.holder for rung in scenario.ladder}
    for inject, option in offered(scenario):
        if option.authority and not holders[option.authority]:
            yield Finding(
                (f"option of {inject.id}", option.id),
                f"option {option.id} of {inject.id} needs rung {option.authority}, which nobody holds",
                f"write {option.authority}: {{title: …, held_by: …}} under authority:",
            )


def jurisdiction_nobody_meets(scenario: Scenario) -> Iterator[Finding]:
    """Localities and kinds of task are spelled alike in the rules and in the MSEL."""
    met = {(inject.where, option.what) for inject, option in offered(scenario)}
    for rule in scenario.jurisdictions:
        if (rule.where, rule.what) not in met:
            yield Finding(
                ("jurisdiction", f"{rule.where}/{rule.what}"),
                f"no option does {rule.what} in {rule.where}",
                f"write where: {rule.where} into an inject and what: {rule.what} into its option, or drop the rule",
                "warning",
            )
    places = sorted({rule.where for rule in scenario.jurisdictions})
    tasks = sorted({rule.what for rule in scenario.jurisdictions} | _caveats(scenario))
    for inject in scenario.injects:
        whats = [option.what for option in inject.ask.options if option.what] if inject.ask else []
        if whats and places and inject.where not in places:
            said = f"happens in {inject.where}" if inject.where else "does not say where it happens"
            yield Finding(
                ("inject", inject.id),
                f"{inject.id} {said}, and nobody leads there",
                f"write where: with a locality of jurisdiction ({meant(inject.where, places)}), or add a rule for it",
                "warning",
            )
    for inject, option in offered(scenario):
        if option.what and option.what not in tasks:
            yield Finding(
                (f"option of {inject.id}", option.id),
                f"no rule and no caveat mentions {option.what}",
                f"name a kind of task that one does ({meant(option.what, tasks)}), or drop what:",
                "warning",
            )


def caveats_nobody_meets(scenario: Scenario) -> Iterator[Finding]:
    """A caveat forbids something that somebody could order."""
    whats = {option.what for _, option in offered(scenario) if option.what}
    for agency in scenario.agencies:
        for caveat in agency.caveats:
            if caveat not in whats:
                text = f"{agency.id} must not do {caveat}, which no option does"
                fix = f"spell it as an option's what: ({meant(caveat, sorted(whats))}), or drop it"
                yield Finding(("team", agency.id), text, fix, "warning")


def steps_nobody_takes(scenario: Scenario) -> Iterator[Finding]:
    """Every step of a procedure is one that some option takes."""
    taken = {step for _, option in offered(scenario) for step in option.steps}
    for procedure in scenario.procedures:
        for step, _ in procedure.steps:
            if f"{procedure.id}.{step}" not in taken:
                yield Finding(
                    (f"step of {procedure.id}", step),
                    f"no option takes step {step} of {procedure.id}",
                    f"add {procedure.id}.{step} to the steps: of an option, or drop it",
                    "warning",
                )


def variants_without_a_word(scenario: Scenario) -> Iterator[Finding]:
    """What the law says of an option under some variants of the mandate, it says under all."""
    for inject, option in offered(scenario):
        said = {variant for variant, _ in option.law.mandate} if option.law else set()
        silent = [variant for variant in scenario.mandates if said and "" not in said and variant not in said]
        if silent:
            yield Finding(
                (f"option of {inject.id}", option.id),
                f"the law of option {option.id} of {inject.id} says nothing of mandate {' or '.join(silent)}",
                "add it under mandate:; what is not said counts as within",
                "warning",
            )


def clearances_for_nothing(scenario: Scenario) -> Iterator[Finding]:
    """Every clearance is one that a resource needs."""
    needed = {resource.clearance for resource in scenario.resources}
    for clearance in scenario.clearances:
        if clearance.id not in needed:
            text = f"no resource needs clearance {clearance.id}"
            yield Finding(
                ("clearance", clearance.id), text, "name it in a resource's clearance:, or drop it", "warning"
            )


def escalation_without_a_ladder(scenario: Scenario) -> Iterator[Finding]:
    """The level of violence moves on a ladder."""
    if scenario.escalation:
        return
    for inject in scenario.injects:
        options = inject.ask.options if inject.ask else ()
        if inject.escalates or any(option.escalates for option in options):
            text = f"{inject.id} escalates and the scenario has no ladder of violence"
            yield Finding(("inject", inject.id), text, "add escalation: [Calm, Stones, Shots] to scenario.yaml")


def _caveats(scenario: Scenario) -> set[str]:
    return {caveat for agency in scenario.agencies for caveat in agency.caveats}
