"""A brief made from a register: facts gathered, said in the sections' order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from marsad import __version__
from marsad.brief import sections
from marsad.brief.counting import Digits, counting
from marsad.brief.facts import Days, Facts, gather_facts
from marsad.brief.phrases import Phrases
from marsad.brief.pictures import pictures
from marsad.brief.record import Brief, Language, Words
from marsad.brief.saying import Saying
from marsad.brief.sections import Desk, SectionMaker
from marsad.brief.words import load_words
from marsad.register import Register

Months = Literal["both", "levant", "egypt"]

# The sections of a brief, in their order.
SECTIONS: Final[tuple[SectionMaker, ...]] = (
    sections.summary,
    sections.numbers,
    pictures,
    sections.new_incidents,
    sections.earlier_incidents,
    sections.changed_tolls,
    sections.disputes,
    sections.running_totals,
    sections.register_changes,
    sections.sources,
    sections.notes,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a brief is written: its language, the digits of an Arabic one, the names of its months."""

    lang: Language = "ar"
    digits: Digits = "latn"
    months: Months = "both"


def make_brief(register: Register, days: Days, style: Style, *, made: str, name: str) -> Brief:
    """The brief of some days of a register. `made` is the day it is made on (ISO), `name` what the register is called.

    The same register, days, style and `made` give the same brief. Raises RegisterError when the database refuses,
    UsageError where Babel is not installed.
    """
    return compose(gather_facts(register, days), style, made=made, name=name)


def compose(facts: Facts, style: Style, *, made: str, name: str) -> Brief:
    """The facts said in a style."""
    phrases = Phrases(
        lang=style.lang,
        words=load_words(),
        counting=counting(style.lang, digits=style.digits),
        months=style.months,
    )
    desk = Desk(facts=facts, phrases=phrases, saying=Saying(phrases=phrases, numbers=_numbers(facts)))
    return Brief(
        lang=style.lang,
        title=phrases.text("title.brief", day=phrases.day(facts.days.until)),
        covers=_covers(facts, phrases),
        sections=tuple(section for maker in SECTIONS for section in maker(desk)),
        made=phrases.say("title.made", version=__version__, made=phrases.day(made), register=name),
    )


def _covers(facts: Facts, phrases: Phrases) -> Words:
    since, until = phrases.day(facts.days.since), phrases.day(facts.days.until)
    if not facts.published:
        return phrases.say("title.covers_none", since=since, until=until)
    outlets = {source.outlet for source in facts.published}
    return phrases.say(
        "title.covers",
        since=since,
        until=until,
        reports=phrases.counted(len(facts.published), "report"),
        outlets=phrases.counted(len(outlets), "outlet", case="genitive"),
    )


def _numbers(facts: Facts) -> dict[str, int]:
    """The number of each source: those of the brief's days, and older ones of the incidents that it tells."""
    told = {telling.report_id for one in facts.told for telling in one.incident.tellings}
    until = facts.days.until
    used = {id for id in told if (facts.sources[id].published or "9")[:10] <= until}
    used |= {source.id for source in facts.published}
    ordered = sorted(used, key=lambda id: (facts.sources[id].published or "", facts.sources[id].outlet or "", id))
    return {id: number for number, id in enumerate(ordered, 1)}
