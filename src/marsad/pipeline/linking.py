"""What a register holds gathered into incidents: all of it once, then only what new reports and judgements touch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from marsad import __version__
from marsad.errors import RegisterError
from marsad.link import (
    Bench,
    Gathering,
    Known,
    LinkSettings,
    Mention,
    gather,
    gather_mentions,
    keep_ids,
    key_number,
    keys_of,
    load_link_settings,
    rules_mark,
    strong_between,
)
from marsad.model import Judgement
from marsad.model.mention import parse_mention_key
from marsad.register import Linkage, LinkedMention, LinkState, Register

_TRIES = 5


def relink(register: Register, *, command: str) -> int:
    """Gather anew what judgements and reports have touched since the last time; how many incidents there are then.

    The run is on record under the reader version that read last. Raises RegisterError when it cannot be written.
    """
    runs = register.runs()
    number = register.begin_run(
        command=command, version=__version__, reader_version=runs[-1].reader_version if runs else ""
    )
    incidents = link_register(register, run=number)
    register.end_run(number, counts={"incidents": incidents})
    return incidents


def link_register(register: Register, *, run: int) -> int:
    """Bring the incidents up to date with the readings and judgements; how many they are.

    The incidents are those that gathering everything anew would give, under the ids they had. Where nothing has changed
    since the last time, nothing is written. Raises RegisterError where others keep writing.
    """
    rules, mark = load_link_settings(), rules_mark()
    for _ in range(_TRIES):
        before, after = register.linking().states(mark)
        if before == after:
            return register.counts().incidents
        whole = before is None or before.rules != mark
        change = _whole(register, rules) if whole or before is None else _some(register, before, rules)
        if register.linking().put(change, before=before, after=after, run=run):
            return register.counts().incidents
    raise RegisterError("others keep linking it", where=register.where, todo="run this once more")


def _whole(register: Register, rules: LinkSettings) -> Linkage:
    bench = Bench(register.judgements())
    gathering = gather(gather_mentions(map(bench.corrected, register.readings_with_mentions()), rules), bench, rules)
    known = [Known(former.id, former.mentions) for former in register.former_incidents()]
    return _change(register, gathering, known, keys=_keys(gathering.mentions, rules))


def _some(register: Register, before: LinkState, rules: LinkSettings) -> Linkage:
    """The change that brings the incidents up to date: the reports that changed and the parts they touch."""
    linking, judgements = register.linking(), register.judgements()
    bench = Bench(judgements)
    changed = linking.changed_reports(before) | set(_judged(judgements, before.judgement))
    new = _mentions(register, changed, bench, rules)
    keys = _keys(new, rules)
    near = _mentions(register, linking.reports_by_keys({k for ks in keys.values() for k in ks}) - changed, bench, rules)
    met = {(m.report_id, m.ordinal) for m in strong_between(new, near, rules)}
    told = linking.mentions(reports={*changed, *(report for report, _ in met)})
    parts = {m.part for m in told if m.report_id in changed or (m.report_id, m.ordinal) in met}
    held = linking.mentions(parts=parts)
    region = {(m.report_id, m.ordinal) for m in held if m.report_id not in changed}
    old = _mentions(register, {report for report, _ in region}, bench, rules)
    chosen = sorted([*new, *(m for m in old if (m.report_id, m.ordinal) in region)], key=lambda m: m.order)
    gathering = gather(chosen, bench, rules, among=[*new, *old])
    former = linking.former({m.incident for m in (*told, *held) if m.incident and m.part in parts})
    known = [Known(one.id, one.mentions) for one in former]
    return _change(register, gathering, known, keys=keys, changed=changed, parts=parts)


def _mentions(register: Register, reports: Iterable[str], bench: Bench, rules: LinkSettings) -> list[Mention]:
    return gather_mentions(map(bench.corrected, register.readings_of(set(reports))), rules)


def _judged(judgements: Sequence[Judgement], since: int) -> Iterator[str]:
    """Reports of which something was judged, or a judgement taken back, after the judgement of a number."""
    by_id = {judgement.id: judgement for judgement in judgements}
    for judgement in judgements:
        if int(judgement.id) > since:
            meant = by_id.get(judgement.subject, judgement)
            yield from (ref.report_id for key in meant.mentions if (ref := parse_mention_key(key)))


def _keys(mentions: Iterable[Mention], rules: LinkSettings) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for mention in mentions:
        found.setdefault(mention.report_id, set()).update(map(key_number, keys_of(mention, rules)))
    return found


def _change(
    register: Register,
    gathering: Gathering,
    known: Sequence[Known],
    *,
    keys: dict[str, set[int]],
    changed: set[str] | None = None,
    parts: set[str] | None = None,
) -> Linkage:
    taken = register.linking().taken([incident.id for incident in gathering.incidents])
    named = keep_ids(gathering.incidents, gathering.clusters, gathering.mentions, known, taken)
    home = {
        index: incident.id
        for incident, members in zip(named.incidents, gathering.clusters, strict=True)
        for index in members
    }
    names = [f"{m.report_id}#{m.ordinal}" for m in gathering.mentions]
    mentions = [
        LinkedMention(m.report_id, m.ordinal, names[gathering.parts[index]], home.get(index))
        for index, m in enumerate(gathering.mentions)
    ]
    return Linkage(
        incidents=named.incidents, mentions=mentions, keys=keys, merged=named.merged, changed=changed, parts=parts
    )
