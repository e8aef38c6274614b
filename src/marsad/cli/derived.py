"""How tolls came about: `marsad tolls --explain ID`, and the running totals beside them: `marsad tolls --totals`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.link import Derivation, Series
    from marsad.model import Incident


def print_derivation(register: str, id: str) -> None:
    """Each total of an incident with its claims, what was made of each, and the rule. Raises UsageError for no id."""
    from marsad.cli.screen import say
    from marsad.errors import UsageError
    from marsad.link import derivations, load_link_settings
    from marsad.register import open_register

    with open_register(register, create=False, read_only=True) as opened:
        incident = opened.incident(id)
    if incident is None:
        raise UsageError(f"there is no incident {id!r} in {register}", todo="list them with marsad incidents")
    say(f"incident {incident.id}  {incident.type}  {incident.date or 'unknown day'}  grade {incident.grade}")
    for derivation in derivations(incident, load_link_settings()):
        say()
        _print_one(incident, derivation)


def _print_one(incident: Incident, derivation: Derivation) -> None:
    from marsad.cli.screen import isolated, say, say_mixed
    from marsad.cli.show import said_line
    from marsad.export import claim_said, toll_value

    toll = derivation.toll
    say(f"{toll.outcome}: {toll_value(incident, toll).value}")
    say(f"  rule: {derivation.rule}")
    for number, claimants in derivation.support:
        say(f"  {number}: {claimants} claimant{'s' if claimants != 1 else ''}")
    for step in derivation.steps:
        say(f"  {'+' if step.stands else '-'} {said_line(claim_said(step.claim))}")
        say(f"      {isolated(step.why)}")
    for difference in toll.differences:
        say_mixed(f"  ! {difference.kind}: {difference.why}")


def print_totals(register: str) -> None:
    """Every series of running totals, with the sum of the incidents its newest total speaks of."""
    from marsad.cli.screen import say
    from marsad.link import checked, load_link_settings, series_of
    from marsad.register import open_register

    with open_register(register, create=False, read_only=True) as opened:
        incidents = tuple(opened.incidents())
        found = series_of(opened.readings_with_mentions(), load_link_settings())
    for series in found:
        _print_series(checked(series, incidents))
    if not found:
        say("no running totals")


def _print_series(series: Series) -> None:
    from marsad.cli.screen import isolated, say

    of = ", ".join(isolated(part) for part in (series.group or series.victims, series.place) if part)
    say(f"{isolated(series.claimant)}: {series.outcome} ({of})")
    for total in series.totals:
        low, high = total.low, total.high
        number = f"{low}" if low == high else f"{'?' if low is None else low}-{'?' if high is None else high}"
        words = isolated(f"«{' '.join(total.words.split())}»")
        say(f"  {total.published or '?'}  {number}  {total.scope}  {total.date or 'stretch not told'}  {words}")
    if series.summed is not None:
        say(f"  incidents of that stretch: {series.incidents}, together {series.summed}")
