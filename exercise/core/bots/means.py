"""What simulated trainees do with what is theirs: plans, liaison officers, units lent and called home."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from exercise.core import acts
from exercise.core.acts import Commit, Recall, Seat
from exercise.core.bots.asking import bound
from exercise.core.bots.policies import LENDS, PLANS, SHARES, Plan, Policy, stream
from exercise.core.facts import ExerciseStarted, ResourceAsked
from exercise.core.scenario import MINUTE, Scenario
from exercise.core.situation import Situation

# So many partners a plan promises to report to.
_PARTNERS = 3


def prepare(scenario: Scenario, policy: Policy, seat: Seat) -> Iterator[Plan]:
    """What a team does before StartEx: it files its plan."""
    rng, (chance, every) = stream(scenario, seat, "plan"), PLANS[policy]
    if rng.random() >= chance:
        return
    dearest = max(scenario.measures, key=lambda measure: measure.weight, default=None)
    first = f"{dearest.title} comes first." if dearest else "Nobody is to be hurt by what we do."
    leads = [
        f"{rule.what} ({rule.where})".replace("-", " ") for rule in scenario.jurisdictions if rule.lead == seat.team
    ]
    own = [resource.id for resource in scenario.resources if resource.agency == seat.team and resource.kind == "force"]
    partners = tuple(_partners(scenario, seat.team or "")[:_PARTNERS])
    plan = acts.Plan(
        f"{first} We tell our partners what we know before we move, and move only with whoever leads there.",
        f"We lead on {', '.join(leads)}; elsewhere we support." if leads else "We lead nowhere and support who does.",
        partners,
        every * MINUTE if partners else None,
        tuple(own[:1]),
    )
    yield Plan(0, "plan", seat, plan)


def liaise(situation: Situation, policy: Policy, seat: Seat, fact: ExerciseStarted) -> Iterator[Plan]:
    """Send liaison officers to the partners one has most to tell, and keep those that an answer may need."""
    scenario, (chance, (least, most)) = situation.scenario, SHARES[policy]
    partners = _partners(scenario, seat.team or "")
    for resource in scenario.resources:
        if resource.agency != seat.team or resource.kind != "liaison":
            continue
        for number in range(resource.units - bound(scenario, resource.id)):
            rng = stream(scenario, seat, f"liaison/{resource.id}/{number}")
            if partners and rng.random() < chance:
                to = partners.pop(0) if policy != "random" else partners.pop(rng.randrange(len(partners)))
                at = fact.at + round(rng.uniform(least, most) * MINUTE)
                yield Plan(at, f"liaison/{resource.id}/{number}", seat, Commit(resource.id, 1, to, "Liaison"))


def call_home(situation: Situation, policy: Policy, seat: Seat, fact: ResourceAsked) -> Iterator[Plan]:
    """Recall a unit lent to a partner for as long as it takes, once it has been there for a while."""
    resource = situation.scenario.resource[fact.resource]
    lent = fact.team == seat.team and fact.to in situation.by_team and fact.busy is None
    if lent and resource.kind != "liaison":
        rng = stream(situation.scenario, seat, f"home/{fact.use}")
        away = resource.travel.typical if resource.travel else 0
        yield Plan(
            fact.at + away + round(rng.uniform(*LENDS[policy]) * MINUTE), f"home/{fact.use}", seat, Recall(fact.entry)
        )


def _partners(scenario: Scenario, team: str) -> list[str]:
    """The other teams, those first with whom there is most to exchange."""
    ties: Counter[str] = Counter()
    for report in scenario.reports:
        for needs, _ in report.needed_by:
            if team in (needs, report.origin):
                ties[report.origin if needs == team else needs] += 1
    return sorted((other for other in scenario.agency if other != team), key=lambda other: -ties[other])
