"""The scores worked out a second time, from the exported scenario and facts alone: plain loops, nothing shared."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

Fact = dict[str, Any]


def second_opinion(scenario: dict[str, Any], facts: list[Fact], now: int) -> dict[str, dict[str, float | None]]:
    """Every dimension of every team, 0 to 100, None where nothing counts."""
    teams = [agency["id"] for agency in scenario["agencies"]]
    injects = {inject["id"]: inject for inject in scenario["injects"]}
    reports = {report["id"]: report for report in scenario["reports"]}
    by_kind = defaultdict(list)
    for fact in facts:
        by_kind[fact["kind"]].append(fact)
    for fact in by_kind["InjectWritten"]:
        injects[fact["inject"]] = {"where": "", "ask": {"kind": "text", "options": []} if fact["question"] else None}
    over, voided = bool(by_kind["ExerciseEnded"]), {f["entry"] for f in by_kind["EntryVoided"]}
    got: dict[Any, Fact] = {}
    for fact in by_kind["ReportReceived"]:
        got.setdefault((fact["team"], fact["report"]), fact)
    reached, answered = {(f["inject"], f["team"]) for f in by_kind["InjectDelivered"]}, set()
    decided: dict[Any, Fact] = {}
    for fact in by_kind["DecisionTaken"]:
        answered.add((fact["inject"], fact["team"]))
        if fact["seq"] not in voided:
            decided[fact["inject"], fact["team"]] = fact
    marks: dict[int, dict[str, float]] = defaultdict(dict)
    for fact in by_kind["GradeFiled"]:
        marks[fact["entry"]][fact["seat"]] = fact["points"] / 100
    worths: dict[tuple[str, str], list[float]] = defaultdict(list)

    def add(team: str, dimension: str, worth: float) -> None:
        worths[team, dimension].append(worth)

    for (inject, team), fact in decided.items():  # decision quality, protection, mandate
        ask, chosen = injects[inject]["ask"], fact["options"]
        known = {option["id"]: option for option in ask["options"]}
        if ask["kind"] == "choose" and chosen:
            add(team, "quality", known[chosen[0]]["grade"])
        elif ask["kind"] == "choose-many":
            add(team, "quality", sum((id in chosen) == (known[id]["grade"] >= 0.5) for id in known) / len(known))
        elif ask["kind"] == "rank" and chosen:
            best = [id for id, _ in sorted(known.items(), key=lambda item: -item[1]["grade"])]
            off = sum(abs(chosen.index(id) - best.index(id)) for id in best)
            add(team, "quality", 1 - off / max(1, len(best) ** 2 // 2))
        elif ask["kind"] == "allocate" and chosen and ask["total"]:
            gave = dict(zip(chosen, fact["amounts"], strict=False))
            off = sum(abs(gave.get(id, 0) - known[id]["ideal"]) for id in known)
            add(team, "quality", max(0, 1 - off / 2 / ask["total"]))
        elif marks[fact["seq"]]:
            add(team, "quality", sum(marks[fact["seq"]].values()) / len(marks[fact["seq"]]))
        felt = {}
        for id, option in known.items():
            gains = [effect["by"] for effect in option["effects"] if effect["measure"] == "civilians"]
            felt[id] = sum(gains) - sum(harm["expected"] for harm in option["harm"])
        low, high = min(felt.values(), default=0), max(felt.values(), default=0)
        if ask["kind"] in ("choose", "rank") and chosen and high > low:
            add(team, "protection", (felt[chosen[0]] - low) / (high - low))
        guilty = [f["option"] for f in by_kind["RuleBroken"] if f["team"] == team and f["entry"] == fact["seq"]]
        for id in chosen[:1] if ask["kind"] == "rank" else chosen:
            what, where = known[id]["what"], injects[inject]["where"]
            leads = [rule for rule in scenario["jurisdictions"] if (rule["where"], rule["what"]) == (where, what)]
            caveats = [agency for agency in scenario["agencies"] if what and what in agency["caveats"]]
            if (known[id]["law"] or known[id]["requires"] or caveats or (what and leads)) and id not in guilty:
                add(team, "mandate", 1)
        if ask["kind"] == "choose" and chosen:
            rest = [d["options"] for (i, t), d in decided.items() if i == inject and t != team and d["options"]]
            if rest:
                add(team, "coordination", sum(other[0] == chosen[0] for other in rest) / len(rest))
    missed = {(f["inject"], f["team"]) for f in by_kind["AnswerClosed"] if f["outcome"] == "missed"}
    for place in reached & (answered | missed):
        add(place[1], "timeliness", place in answered)
    for place in reached & ({*decided} | missed):  # the steps that the experts' answer takes
        ask, chosen = injects[place[0]]["ask"], decided.get(place, {"options": []})["options"]
        offers = ask["options"] if ask and ask["kind"] in ("choose", "choose-many") else []
        if ask and ask["kind"] == "choose" and offers:
            best = [max(offers, key=lambda option: option["grade"])]
        else:
            best = [option for option in offers if option["grade"] >= 0.5]
        wanted = {step for option in best for step in option["steps"]}
        if wanted:
            did = {step for option in offers if option["id"] in chosen for step in option["steps"]}
            add(place[1], "mandate", len(wanted & did) / len(wanted))
    for fact in by_kind["ReleaseBreached"] + by_kind["ReportPosted"]:
        good = fact["kind"] == "ReportPosted" and reports[fact["report"]]["true"]
        add(fact.get("team") or fact["sender"], "sharing", good)
    cleared = {(fact["report"], fact["team"]) for fact in by_kind["ReleaseGranted"]}
    went = [(f["sender"], f["to"]) for kind in ("MessageSent", "ReportSent", "RequestSent") for f in by_kind[kind]]
    for team in teams:  # needs, and the links they ask for
        needs: dict[str, list[int]] = defaultdict(list)
        for (holder, report), held in got.items():
            if holder != team or held["seq"] is not None:
                continue
            for partner, by in reports[report]["needed_by"]:
                release = reports[report]["release"]
                if partner == team or (release and partner not in release and (report, partner) not in cleared):
                    continue
                needs[partner].append(by)
                there = got.get((partner, report))
                if there or by <= now:
                    late = there and there["at"] > max(by, held["at"])
                    add(team, "sharing", 0 if there is None else 0.5 if late else 1)
            for inject in reports[report]["warns"]:  # lead time of a warning
                came = [f["at"] for f in by_kind["InjectDelivered"] if f["inject"] == inject]
                for partner, _ in reports[report]["needed_by"] if came and min(came) > held["at"] else ():
                    release = reports[report]["release"]
                    if partner != team and (not release or partner in release or (report, partner) in cleared):
                        since = got[partner, report]["at"] if (partner, report) in got else min(came)
                        lead = min(came) - max(held["at"], since)
                        add(team, "protection", max(0, lead) / (min(came) - held["at"]))
        for partner, moments in needs.items():
            used = (team, partner) in went or (partner, team) in went
            if used or min(moments) <= now:
                add(team, "coordination", used)
    replies = {fact["entry"]: fact["at"] for fact in by_kind["ReplyReceived"]}
    latest: dict[Any, int] = {}
    for fact in by_kind["RequestSent"]:  # needless requests, and how those that came were met
        key = fact["sender"], fact["about"]
        if fact["what"] == "information" and fact["about"] in reports:
            held = got.get(key)
            if (held and held["at"] <= fact["at"]) or replies.get(latest.get(key, 0), now + 1) <= fact["at"]:
                add(fact["sender"], "sharing", 0)
            latest[key] = fact["seq"]
        came = [f["at"] for f in by_kind["RequestReceived"] if f["entry"] == fact["seq"]]
        ruled = [f for f in by_kind["RequestAnswered"] if f["entry"] == fact["seq"]]
        if came and fact["to"] in teams:
            due = came[-1] + 1_800_000 if fact["due"] is None else fact["due"]
            met = [1 if answer["granted"] and answer["at"] <= due else 0.5 for answer in ruled]
            if met or over or due <= now:
                add(fact["to"], "coordination", met[-1] if met else 0)
    asks = [(inject, injects[inject]["ask"]) for inject in injects if injects[inject]["ask"]]
    limits = {(i, o["id"]): (o.get("together") or {}).get("within", 0) for i, ask in asks for o in ask["options"]}
    agreed = {(fact["entry"], fact["option"]) for fact in by_kind["JointAgreed"]}
    for fact in by_kind["JointAgreed"]:
        within = limits[fact["inject"], fact["option"]]
        for team in [fact["team"], *fact["partners"]]:
            add(team, "coordination", 1 - min(1, fact["spread"] / within) / 2 if within else 1)
    for fact in by_kind["OptionFailed"]:
        mine = fact["entry"], fact["option"]
        about = [f for f in by_kind["ApprovalAsked"] if (f["entry"], f["option"]) == mine]
        asked = [f["by"] for f in about if f["kind_"] == "partner"]
        yes = [f["by"] for f in by_kind["ApprovalGiven"] if f["granted"] and (f["entry"], f["option"]) == mine]
        if asked and mine not in agreed:
            for team in [fact["team"], *(by for by in asked if by not in yes and by != fact["team"])]:
                add(team, "coordination", 0)
    broken = [fact for fact in by_kind["RuleBroken"] if fact["entry"] is not None]
    for fact in broken + by_kind["ClockStopped"] + by_kind["ClockRanOut"]:
        add(fact["team"], "mandate", fact["kind"] == "ClockStopped")
    for fact in by_kind["HarmDone"]:
        add(fact["team"] if fact["option"] else "", "protection", 0)
    asked_of = {probe["id"]: probe["ask"] for probe in scenario["probes"]}
    replied = {(fact["probe"], fact["team"]) for fact in by_kind["ProbeAnswered"]}
    for fact in by_kind["ProbeAnswered"]:
        add(fact["team"], "awareness", 1 if fact["choice"] == fact["right"] else -1)
    for fact in by_kind["ProbeOpened"]:
        late = over or (fact["deadline"] is not None and fact["deadline"] <= now)
        if asked_of.get(fact["probe"]) == "awareness" and late and (fact["probe"], fact["team"]) not in replied:
            add(fact["team"], "awareness", 0)
    for settled in by_kind["ForecastSettled"]:
        last = {f["team"]: f["probability"] for f in by_kind["ForecastMade"] if f["about"] == settled["about"]}
        for team, percent in last.items():
            add(team, "awareness", max(-1, 1 - 4 * (percent / 100 - settled["came"]) ** 2))
    names = ["quality", "timeliness", "sharing", "coordination", "mandate", "protection", "awareness"]
    means = {key: max(0.0, 100 * sum(found) / len(found)) for key, found in worths.items()}
    return {team: {name: means.get((team, name)) for name in names} for team in teams}
