"""The rules by which something was read, told from where its words stand and from the tables they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from marsad.extract.sheet import Attribution, DateMention, OutcomeMention, PlaceMention, Quantity, Sheet, SideMention
from marsad.extract.stated import Stated
from marsad.lexicon.actors import ActorName, ActorRegistry, GenericName, VictimNoun
from marsad.lexicon.dates import DateWords
from marsad.lexicon.index import WordIndex
from marsad.lexicon.quantities import QuantityWords
from marsad.lexicon.reporting import ReportingWords
from marsad.lexicon.roles import RoleWords
from marsad.lexicon.weights import Weights
from marsad.model import Span
from marsad.text.clitics import Head, Split, heads, splits


class Rule(StrEnum):
    """Every rule that a mark or a value can name. A place is told by the gazetteer's own reason instead."""

    DIGITS = "a number in digits"
    SPELLED = "a number in words"
    VAGUE = "a vague amount"
    RANGE = "two numbers joined as a range"
    OUTCOME_VERB = "a verb of what people suffered"
    OUTCOME_MASDAR = "a verbal noun of what people suffered"
    OUTCOME_NOUN = "a noun of people by what they suffered"
    OUTCOME_LIGHT = "a verb that takes its outcome from the words after it"
    OUTCOME_CLOSING = "words after the people that say what they suffered"
    DATE_ANCHORED = "told from the day of publication"
    DATE_FULL = "told in full"
    DATE_STRETCH = "a stretch of time"
    DATE_OPEN = "not dated: the report has no day of publication to count from"
    NAME_FULL = "a full name"
    NAME_SHORT = "a short name"
    NAME_ADJECTIVE = "an adjective of belonging"
    NAME_GENERIC = "a common noun of this side"
    NAME_LEADER = "a leader"
    NAME_OFFICE = "an office or body"
    NAME_CAPITAL = "a capital: a side where it acts as a state does"
    NAME_COUNTRY = "a country: a side where it acts as a state does"
    NAME_FRAMING = "a name that takes sides: the outlet's framing"
    NOUN_RESOLVED = "a common noun: whom it can stand for that the report's countries and names favour"
    NOUN_DEFAULT = "a common noun: nothing in the report says who, so its default"
    NOUN_FIGHTERS = "a common noun with the article: the side the report names most"
    NOUN_QUALIFIED = "a common noun with an adjective of belonging"
    OURS = "the speaker's own forces: the armed side that is named first"
    SAYING_SUBJECT = "subject of a verb of saying"
    SAYING_BEFORE = "subject before its verb of saying"
    ACCORDING = "what follows a word for according to"
    COLON = "a claimant before a colon at the head of a line"
    CARRIED = "claimant of the sentence before"
    NAMED_AGAIN = "a noun that stands for a claimant named before"
    OWN_VOICE = "no claimant is told: the report's own voice"
    COUNTED_AFTER_MASDAR = "counted noun after the verbal noun"
    COUNTED_AFTER_VERB = "counted noun after the verb"
    COUNTED_AFTER = "counted noun after the outcome word"
    VERB_AFTER_SUBJECT = "outcome word after those who suffered it"
    NOUN_COUNTED = "the outcome noun itself is counted"
    NOUN_ALONE = "the outcome noun alone: its form says how many"
    CLOSED = "outcome words that close the people before them"
    PART = "a part of a figure told before"
    COORDINATED = "joined to the people before, and shares their outcome"
    NAMED_VICTIM = "one person told by name"
    FIGURE = "people and their outcome in one clause"
    AGAIN = "told again: one entry with the first telling"
    NUMBER_SAYS = "the number"
    HEDGE_SAYS = "the number and the hedge beside it"
    FORM_SAYS = "no number: the form of the noun says how many"
    NOUN_CLASS = "class of the noun counted"
    SIDE_CLASS = "class of the side they belong to"
    AS_WHOLE = "as the figure it is part of"
    BESIDE = "side named with the people counted"
    OWN_PEOPLE = "its own people: a side named in the sentence"
    BY_PHRASE = "after words for the doer"
    BECAUSE = "after words for the cause"
    DOER = "doer of the event that caused it"
    OTHER_SIDE = "other side of the event that caused it"
    RUNNING = "words of a running total"
    PERIOD = "words of a stretch of time"
    ONE_INCIDENT = "nothing says a total or a stretch of time"
    DENIED = "denied in words after it"
    TRIGGER = "a word that tells of an event"
    DEATH = "a death told as the event itself"
    REFINED = "type refined by the words beside the trigger"
    BETWEEN = "two sides joined by a word for between"
    SUBJECT_AFTER = "subject after the verb"
    SUBJECT_BEFORE = "subject before the verb"
    ADJECTIVE_OF = "adjective of belonging after the noun"
    GENITIVE = "genitive of the verbal noun"
    LAUNCHED = "subject of a verb of launching"
    AGAINST = "after words for against, on or with"
    OBJECT_AFTER = "named after the trigger"
    OBJECT_BEFORE = "named before the trigger"
    ELSEWHERE = "not named in this sentence: taken up from the report"
    FROM_TOLL = "those whom its toll counts"
    NOT_TOLD = "not told"
    WORKED_OUT = "worked out from the event and the report; no words of its own"
    NEAREST = "worked out from the event and the report; shown is its nearest naming"
    IN_SENTENCE = "named in the sentence"
    DAY_HOLDS = "a day told before, which holds until another is told"
    IMPERFECT = "verb in the imperfect"
    STATUS_WORD = "a word beside the trigger"
    AS_IT_STANDS = "nothing beside the trigger says otherwise"
    RECALLED = "its date lies far before publication: the report recalls it"
    WEIGHED = "what speaks for and against it, as learned from annotated reports, in hundredths above the cut"
    CAUSED = "tolls that this event caused"
    REPEATED = "stands in the report already: read once"
    CHROME = "site chrome: printed by the page, not by the reporter"


@dataclass(frozen=True, slots=True)
class Because:
    """Why something was read: the entry of the data, as `file: entry`, and the rule. Either may be empty."""

    entry: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables of the reader in which the entries of a reading are looked up. `files`: the file of each actor."""

    registry: ActorRegistry
    quantities: QuantityWords
    dates: DateWords
    reporting: ReportingWords
    roles: RoleWords
    refining: Mapping[str, frozenset[str]]
    weights: Weights
    files: Mapping[str, str]


_NAME: Final = {
    "full": Rule.NAME_FULL,
    "short": Rule.NAME_SHORT,
    "adjective": Rule.NAME_ADJECTIVE,
    "generic": Rule.NAME_GENERIC,
    "leader": Rule.NAME_LEADER,
    "office": Rule.NAME_OFFICE,
    "capital": Rule.NAME_CAPITAL,
    "country": Rule.NAME_COUNTRY,
}
_OUTCOME: Final = {
    "verb": Rule.OUTCOME_VERB,
    "masdar": Rule.OUTCOME_MASDAR,
    "noun": Rule.OUTCOME_NOUN,
    "light": Rule.OUTCOME_LIGHT,
    "closing": Rule.OUTCOME_CLOSING,
}
_LINK: Final = {
    "right": Rule.VERB_AFTER_SUBJECT,
    "closing": Rule.CLOSED,
    "part": Rule.PART,
    "coordinated": Rule.COORDINATED,
    "named": Rule.NAMED_VICTIM,
}
_LEFT: Final = {"masdar": Rule.COUNTED_AFTER_MASDAR, "verb": Rule.COUNTED_AFTER_VERB}


# ---- sides and places


def side(sheet: Sheet, mention: SideMention, tables: Tables) -> Because:
    """The name or common noun of a side, and how it was taken."""
    name = mention.name
    if isinstance(name, ActorName):
        # Of several sides of one name the report decides; the entry is that of the one it decided for.
        same = [n for n in tables.registry.actors[mention.labels[0]].names if n.text == name.text]
        chosen = same[0] if same else name
        composed = "actors/institutions.toml + " if chosen.composed else ""
        rule = Rule.NAME_FRAMING if chosen.stance == "framing" else _NAME[mention.kind]
        return Because(f"{composed}{actor_entry(chosen.actor, tables)} «{chosen.text}»", rule)
    if isinstance(name, GenericName):
        return Because(f"actors/generic.toml: «{name.text}»", _noun_rule(sheet, mention, name, tables))
    if mention.kind == "ours":
        return Because(f"lexicon/roles.toml: ours «{written(sheet, mention.start, mention.end)}»", Rule.OURS)
    return Because("", _NAME.get(mention.kind, ""))


def _noun_rule(sheet: Sheet, mention: SideMention, name: GenericName, tables: Tables) -> Rule:
    adjective = tables.registry.adjectives.get(sheet.words[mention.end - 1], ())
    if mention.labels[0] in name.labels:
        return Rule.NOUN_RESOLVED
    if mention.labels[0] == name.default:
        return Rule.NOUN_DEFAULT
    if any(n.actor in mention.labels for n in adjective):
        return Rule.NOUN_QUALIFIED
    return Rule.NOUN_FIGHTERS


def actor_entry(actor: str, tables: Tables) -> str:
    """The entry of an actor: `actors/syria.toml: syria_gov`."""
    file = tables.files.get(actor)
    return f"actors/{file}.toml: {actor}" if file else actor


def noun_entry(noun: VictimNoun) -> str:
    """The entry of a noun that counts people."""
    return f"actors/victim_nouns.toml: «{noun.lemma}»"


def place(mention: PlaceMention) -> Because:
    """The entry of the gazetteer that a place was resolved to, and the resolver's own reason."""
    found = mention.place
    entry = f"gazetteer: {found.name} ({found.id})" if found.id else f"gazetteer: {found.name} (no entry)"
    return Because(entry, found.why or "")


# ---- numbers, outcomes, dates


def quantity(sheet: Sheet, found: Quantity, tables: Tables) -> Because:
    """How a number is written."""
    word, at = sheet.words[found.number_start], found.number_start
    entry = f"lexicon/quantities.toml: «{written(sheet, at, at + 1)}»"
    if found.qualifier == "range":
        return Because("lexicon/quantities.toml: range", Rule.RANGE)
    if found.qualifier == "vague" or any(
        tables.quantities.vague.at(h.form, sheet.words, found.number_start) for h in heads(word)
    ):
        return Because(entry, Rule.VAGUE)
    return Because("", Rule.DIGITS) if word[0].isdecimal() else Because(entry, Rule.SPELLED)


def outcome(found: OutcomeMention) -> Because:
    """The entry of an outcome word."""
    return Because(f"lexicon/outcomes.toml: {found.entry.id}", _OUTCOME[found.entry.kind])


def stated(found: Stated) -> Because:
    """What linked people to what they suffered."""
    entry = f"lexicon/outcomes.toml: {found.word.entry.id}" if found.word else ""
    if found.link == "left":
        return Because(entry, _LEFT.get(found.word.entry.kind if found.word else "", Rule.COUNTED_AFTER))
    if found.link == "noun":
        alone = found.people.outcome is not None and found.people.number_start == found.people.outcome.start
        return Because(entry, Rule.NOUN_ALONE if alone else Rule.NOUN_COUNTED)
    return Because(entry, _LINK.get(found.link, Rule.FIGURE))


def date(sheet: Sheet, found: DateMention, tables: Tables) -> Because:
    """The first table of dates that knows a word of the date, and whether the day of publication was needed."""
    entry = _date_entry(sheet, found, tables.dates)
    if found.edtf is None:
        return Because(entry, Rule.DATE_OPEN if sheet.published is None else Rule.NOT_TOLD)
    if found.period:
        return Because(entry, Rule.DATE_STRETCH)
    words = sheet.words[found.start : found.end]
    full = any((len(w) == 4 and w.isdecimal()) or "/" in w or "-" in w[1:] for w in words)
    return Because(entry, Rule.DATE_FULL if full else Rule.DATE_ANCHORED)


def _date_entry(sheet: Sheet, found: DateMention, dates: DateWords) -> str:
    indexes: dict[str, WordIndex[int]] = {
        "stretch": dates.stretch,
        "relative": dates.relative,
        "months": dates.months,
        "hijri_months": dates.hijri_months,
    }
    for i in range(found.start, found.end):
        for head in heads(sheet.words[i]):
            for table, index in indexes.items():
                hit = index.at(head.form, sheet.words, i)
                if hit is not None:
                    return f"lexicon/dates.toml: {table} «{written(sheet, i, i + hit[0], head)}»"
            if head.form in dates.weekdays:
                return f"lexicon/dates.toml: weekdays «{written(sheet, i, i + 1, head)}»"
            if head.form in dates.units:
                return f"lexicon/dates.toml: distance «{written(sheet, i, i + 1, head)}»"
    return ""


def written(sheet: Sheet, start: int, end: int, head: Head | Split | None = None) -> str:
    """The source words of tokens `[start, end)`, without the conjunction and preposition joined to the first."""
    text = sheet.text(start, end)
    joined = head.conjunction + head.preposition if head else ""
    return text.removeprefix(joined)


# ---- claimants


def attribution(sheet: Sheet, found: Attribution, tables: Tables, *, named: Span | None) -> Because:
    """The word of saying, and how the claimant stands to it. `named`: where the claimant's own words stand."""
    i = found.start
    entry, verb = _saying_entry(sheet, i, tables.reporting)
    if found.kind == "carried":
        return Because(entry, Rule.CARRIED)
    if named is None:
        return Because(entry, Rule.NAMED_AGAIN)
    if found.kind == "particle":
        return Because(entry, Rule.ACCORDING)
    if not verb:
        return Because("lexicon/reporting.toml: nouns.head", Rule.COLON)
    before = named.start < sheet.span(i, i + 1).start
    return Because(entry, Rule.SAYING_BEFORE if before else Rule.SAYING_SUBJECT)


def claimant_span(sheet: Sheet, found: Attribution) -> Span | None:
    """Where a claimant is named: after its word of saying, else before it in the sentence; None where it is not."""
    text, (start, end) = sheet.report.text, sheet.sentence(found.start)
    here, sentence = sheet.span(found.start, found.start + 1).start, sheet.span(start, end)
    at = text.find(found.claimant, here, sentence.end)
    if at < 0:
        at = text.rfind(found.claimant, sentence.start, here)
    return Span(at, at + len(found.claimant)) if at >= 0 else None


def _saying_entry(sheet: Sheet, i: int, reporting: ReportingWords) -> tuple[str, bool]:
    """The entry of a word of saying, and whether it is a verb."""
    words = sheet.words
    for head in heads(words[i]):
        hit = None if head.preposition else reporting.particles.at(head.form, words, i)
        if hit is not None:
            return f"lexicon/reporting.toml: particles «{hit[1]}»", False
    for split in splits(words[i]):
        said = split.stem in reporting.verbs or split.stem in reporting.stating
        if said and not (split.article or split.preposition or split.pronoun):
            return f"lexicon/reporting.toml: verbs «{written(sheet, i, i + 1, split)}»", True
    return "", False
