"""The tables of outcomes and triggers: every written form finds its entry, and their schema refuses the rest."""

from __future__ import annotations

from collections import defaultdict

import pytest

from marsad.errors import DataError
from marsad.lexicon.entries import (
    Outcome,
    OutcomeTable,
    Phrase,
    PhraseTable,
    Trigger,
    TriggerTable,
    load_outcomes,
    load_triggers,
    phrase_table,
)
from marsad.lexicon.tables import parse_table, read_table
from marsad.model import EVENT_TYPES, OUTCOMES
from marsad.text.folding import fold_word

OUTCOME_ROWS = read_table("lexicon/outcomes.toml", OutcomeTable).entry
TRIGGER_ROWS = read_table("lexicon/triggers.toml", TriggerTable).entry


@pytest.fixture(scope="module")
def outcomes() -> PhraseTable:
    return load_outcomes(fold=fold_word)


@pytest.fixture(scope="module")
def triggers() -> PhraseTable:
    return load_triggers(fold=fold_word).phrases


def found(table: PhraseTable, text: str) -> list[Phrase]:
    """The entries of a phrase, looked up as a text writes it."""
    words = tuple(map(fold_word, text.split()))
    return [phrase for phrase in table.by_first.get(words[0], ()) if phrase.words == words]


def outcomes_of(table: PhraseTable, text: str) -> set[tuple[str, str]]:
    return {(p.entry.outcome, p.entry.kind) for p in found(table, text) if isinstance(p.entry, Outcome)}


def types_of(table: PhraseTable, text: str) -> set[str]:
    return {p.entry.type for p in found(table, text) if isinstance(p.entry, Trigger)}


@pytest.mark.parametrize(
    ("text", "outcome", "kind"),
    [
        ("قُتل", "killed", "verb"),
        ("قتلوا", "killed", "verb"),
        ("يُقتل", "killed", "verb"),
        ("استشهدت", "killed", "verb"),
        ("اغتيل", "killed", "verb"),
        ("نعى", "killed", "verb"),
        ("مقتل", "killed", "masdar"),
        ("استشهاد", "killed", "masdar"),
        ("مصرعهم", "killed", "light"),
        ("بحياة", "killed", "light"),
        ("قتيلاً", "killed", "noun"),
        ("قتيلان", "killed", "noun"),
        ("شهيدين", "killed", "noun"),
        ("قتلى", "killed", "noun"),
        ("جثتين", "killed", "noun"),
        ("ضحايا", "killed", "noun"),
        ("أُصيبوا", "injured", "verb"),
        ("جُرحت", "injured", "verb"),
        ("إصابة", "injured", "masdar"),
        ("جريحان", "injured", "noun"),
        ("مصابون", "injured", "noun"),
        ("فُقدوا", "missing", "verb"),
        ("مفقودين", "missing", "noun"),
        ("اعتقلت", "captured", "verb"),
        ("يختطفون", "captured", "verb"),
        ("أسرى", "captured", "noun"),
        ("إلقاء القبض على", "captured", "masdar"),
        ("نزحوا", "displaced", "verb"),
        ("نزوح", "displaced", "masdar"),
        ("نازح", "displaced", "noun"),
        ("بين قتيل وجريح", "casualties", "closing"),
        ("مقتل وإصابة", "casualties", "masdar"),
        ("القتلى والجرحى", "casualties", "noun"),
    ],
)
def test_what_people_suffered(outcomes: PhraseTable, text: str, outcome: str, kind: str) -> None:
    """A word of the codebook's outcomes is found in the form the press writes, marks and all."""
    assert (outcome, kind) in outcomes_of(outcomes, text)


@pytest.mark.parametrize("text", ["لاعب", "حلب", "قال", "في", "مباراة", "القرار"])
def test_words_that_say_no_outcome(outcomes: PhraseTable, text: str) -> None:
    """Other words say no outcome."""
    assert found(outcomes, text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("اشتباكات", "clash"),
        ("مواجهة", "clash"),
        ("تبادل لإطلاق النار", "clash"),
        ("غارتين", "airstrike"),
        ("قصفت", "shelling"),
        ("عبوة ناسفة", "ied"),
        ("انسحبت", "withdrawal"),
        ("سيطروا", "territory_taken"),
        ("اختطاف", "abduction"),
        ("اعتقال", "arrest"),
        ("نزوح", "displacement"),
        ("هدنة", "agreement"),
        ("عقوبات على", "sanction"),
        ("اتهمت", "statement"),
    ],
)
def test_what_happened(triggers: PhraseTable, text: str, kind: str) -> None:
    """A word that tells of an event is found, with the codebook's type."""
    assert kind in types_of(triggers, text)


def test_every_form_of_every_entry_is_found(outcomes: PhraseTable, triggers: PhraseTable) -> None:
    """Each inflected form of each entry of both tables leads back to that entry."""
    lost = [
        (row.id, form.text)
        for table, rows in ((outcomes, OUTCOME_ROWS), (triggers, TRIGGER_ROWS))
        for row in rows
        for form in row.inflected()
        if row.id not in {p.entry.id for p in found(table, form.text)}
    ]
    assert lost == []


def test_every_outcome_of_the_codebook_has_words() -> None:
    """The table has words for each outcome of the codebook."""
    assert {row.outcome for row in OUTCOME_ROWS} == set(OUTCOMES)


def test_triggers_tell_only_types_of_the_codebook() -> None:
    """A trigger's type is one of the codebook's, and all but the vaguest have words."""
    told = {row.type for row in TRIGGER_ROWS}
    assert told <= set(EVENT_TYPES)
    assert set(EVENT_TYPES) - told <= {"drone_strike", "chemical_attack", "other"}


@pytest.mark.parametrize("rows", [OUTCOME_ROWS, TRIGGER_ROWS], ids=["outcomes", "triggers"])
def test_an_entry_is_named_once_and_says_something(rows: tuple[Outcome | Trigger, ...]) -> None:
    """No two entries share an id, and each has at least one form."""
    assert len({row.id for row in rows}) == len(rows)
    assert [row.id for row in rows if not list(row.inflected())] == []


def test_longer_phrases_come_first(outcomes: PhraseTable, triggers: PhraseTable) -> None:
    """Of the phrases that begin with one word, the longer is tried before the shorter."""
    for table in (outcomes, triggers):
        for phrases in table.by_first.values():
            lengths = [len(phrase.words) for phrase in phrases]
            assert lengths == sorted(lengths, reverse=True)


def test_one_word_may_belong_to_several_entries() -> None:
    """A form of two entries is kept for both."""
    rows = [
        Outcome(id="a", gloss="", outcome="killed", kind="verb", perfect=("قتل",)),
        Outcome(id="b", gloss="", outcome="killed", kind="masdar", singular=("قتل",)),
    ]
    by_form = defaultdict(set)
    for phrases in phrase_table(rows, fold=fold_word).by_first.values():
        for phrase in phrases:
            by_form[phrase.words].add(phrase.entry.id)
    assert by_form[("قتل",)] == {"a", "b"}
    assert by_form[("قتلوا",)] == {"a"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('outcome = "slain"', "outcome"),
        ('outcome = "killed"\nkind = "adverb"', "kind"),
        ('outcome = "killed"\nkind = "verb"\nperfekt = ["قتل"]', "perfekt"),
        ('outcome = "killed"\nkind = "verb"\nperfect = "قتل"', "perfect"),
        ('outcome = "killed"\nkind = "verb"\nactive = "yes"', "active"),
        ('kind = "verb"', "outcome"),
    ],
    ids=["outcome", "kind", "key", "no-list", "no-boolean", "missing"],
)
def test_what_the_schema_does_not_know_is_refused(line: str, said: str) -> None:
    """An unknown key or value is an error that names the file, the entry and the key."""
    text = f'[[entry]]\nid = "kill"\ngloss = ""\n{line}\n'
    with pytest.raises(DataError) as error:
        parse_table(text, OutcomeTable, where="data/lexicon/outcomes.toml")
    assert "data/lexicon/outcomes.toml" in str(error.value)
    assert "entry › 1 (kill)" in str(error.value)
    assert said in str(error.value)
