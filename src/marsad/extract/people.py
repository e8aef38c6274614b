"""Counted people: the noun after a number, its side, its age and sex (codebook, "Figures": victims, group, age_sex).

People told by a noun alone ("جنديان", "طفلة") count too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from marsad.extract.sheet import CLAUSE_ENDS, OutcomeMention, Quantity, Sheet, SideMention
from marsad.lexicon.actors import ActorRegistry, VictimNoun
from marsad.lexicon.grammar import PeopleGrammar
from marsad.lexicon.index import WordIndex
from marsad.lexicon.quantities import QuantityWords
from marsad.lexicon.roles import RoleWords
from marsad.text.clitics import Head, beginning_in, heads, splits

_GROUP_REACH: Final = 6  # words between people and the first side named after them
# What a noun says by its number alone: one, two, or at least two.
Amount = tuple[int | None, int | None, str]
AMOUNTS: Final[dict[int, Amount]] = {1: (1, 1, "exact"), 2: (2, 2, "exact")}
MORE: Final[Amount] = (2, None, "vague")
_YEARS: Final = (1000, 2100)
_PLURAL: Final = 4  # letters that a plural in ون or ين has at least
_UNNAMED: Final = ("militants",)
_WOMEN_AND_CHILDREN: Final = frozenset({"women", "children"})


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """A number of people as tokens `[start, end)`. `others`: they are more of the people named before ("12 آخرين")."""

    start: int
    end: int
    low: int | None
    high: int | None
    qualifier: str
    noun: VictimNoun | None = None
    outcome: OutcomeMention | None = None
    sides: tuple[SideMention, ...] = ()
    others: bool = False
    bare: bool = False
    own: bool = False
    named: bool = False
    number_start: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """Reads people around numbers and nouns."""

    registry: ActorRegistry
    nouns: WordIndex[tuple[VictimNoun, ...]]
    quantities: QuantityWords
    roles: RoleWords
    grammar: PeopleGrammar
    _heads: Callable[[str], tuple[Head, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_heads", beginning_in(self.nouns.by_first))

    def counted(self, sheet: Sheet, quantity: Quantity) -> People | None:
        """The people a quantity counts; None where it counts something else."""
        words, at = sheet.words, self._counted_at(sheet.words, quantity)
        dated = any(d.start == at for d in sheet.dates)  # "إصابة عشرين يوم الثلاثاء"
        if at < len(words) and words[at].removeprefix("ال") in self.quantities.counted_other and not dated:
            return None
        if any(d.start <= quantity.number_start < d.end for d in sheet.dates):
            return None
        if self._age(words, quantity) or self._year(sheet, quantity):
            return None
        if self._adjective(words, quantity):
            return self._stressed(sheet, quantity)
        outcome = next((o for o in sheet.outcomes if at <= o.start <= at + 1 and o.entry.kind == "noun"), None)
        if outcome is not None and (sheet.clause_break(at, outcome.start) or self._of_the_dead(words, at, outcome)):
            outcome = None
        if self._names_total(sheet, quantity, outcome) or self._of_whom(words, quantity):
            return None
        if self._before_definite(words, quantity):
            return None
        others = at < len(words) and words[at] in self.grammar.others
        end, noun, sides, own = self._noun_phrase(sheet, at)
        if outcome is not None and outcome.start == at:
            end = max(end, outcome.end)
        if not (noun or outcome or others or sides or own):
            if at < len(words) and self._of_other(words, at):
                return None
            if at < len(words) and not self.ends_phrase(sheet, at) and not self._untold_people(sheet, quantity, at):
                return None
        if others:
            end = max(end, at + 1)
        return People(
            start=quantity.start,
            end=end,
            low=quantity.low,
            high=quantity.high,
            qualifier=quantity.qualifier,
            noun=noun,
            outcome=outcome,
            sides=sides,
            others=others or self._others_after(words, end),
            own=own,
            bare=not (noun or outcome or sides or others or own),
            number_start=quantity.number_start,
        )

    def implied(self, sheet: Sheet, at: int) -> People | None:
        """People told by a noun alone at a token: one ("قائد"), two ("جنديان"), or more ("مدنيين": at least two)."""
        words = sheet.words
        found = self._noun(words, at)
        if found is None:
            return None
        length, noun = found
        phrase_end, told, sides, own = self._noun_phrase(sheet, at)
        noun, end = told or noun, max(at + length, phrase_end)
        low, high, qualifier = self.hedged(sheet, end, AMOUNTS.get(noun.count or 0, MORE))
        number = self._number_after(words, at + length) if noun.number != "singular" else None
        if number is not None:
            low, high, qualifier, end = number, number, "exact", max(end, at + length + 1)
        return People(
            start=at,
            end=end,
            low=low,
            high=high,
            qualifier=qualifier,
            noun=noun,
            sides=sides,
            own=own,
            number_start=at,
            others=noun.more or self._others_after(words, end),
        )

    def hedged(self, sheet: Sheet, end: int, amount: Amount) -> Amount:
        """ "قتيلين على الأقل": what a noun tells by its number alone, with a hedge right after it."""
        at = end
        hedge = self.quantities.hedges_after.at(sheet.words[at], sheet.words, at) if at < len(sheet.words) else None
        if hedge is None or amount[1] is None:
            return amount
        bounds = {"at_least": (amount[0], None), "more_than": (amount[0], None), "at_most": (None, amount[1])}
        low, high = bounds.get(hedge[1], amount[:2])
        return low, high, hedge[1]

    def _number_after(self, words: Sequence[str], at: int) -> int | None:
        """ "أبنائه الثلاثة", "مسلحين اثنين": the number of some people, told after them as an adjective."""
        if at >= len(words):
            return None
        number = self.quantities.numbers.get(words[at].removeprefix("ال"), 0)
        two = number == 2
        return number if two or (words[at].startswith("ال") and 3 <= number <= 10) else None

    def people_in(self, sheet: Sheet, start: int, end: int) -> bool:
        """Whether people, told by a noun or a number, begin in tokens `[start, end)`."""
        numbers = any(start <= q.number_start < end for q in sheet.quantities)
        return numbers or any(self.noun_at(sheet.words, i) is not None for i in range(start, end))

    def noun_at(self, words: Sequence[str], at: int) -> VictimNoun | None:
        """The noun that counts people at a word."""
        found = self._noun(words, at)
        return found[1] if found else None

    def _noun(self, words: Sequence[str], at: int, *, joined: bool = True) -> tuple[int, VictimNoun] | None:
        """The noun of people at a word, and how many words it takes; unless `joined`, not behind "and"."""
        for head in self._heads(words[at]):
            if head.conjunction and not joined:
                continue
            found = self.nouns.at(head.form, words, at)
            if found is not None:
                after = words[at + found[0]] if at + found[0] < len(words) else ""
                both = next((n for n in found[1] if n.number == "dual"), None)
                construct = (
                    both is not None and after.startswith("ال") and not words[at].endswith("ن")
                )  # "والدا الطفل": a dual, and no accusative
                return found[0], both if both is not None and construct else found[1][0]
        owned = self.possessed(words[at])
        return (1, owned) if owned is not None else None

    # ---- the noun phrase

    def _noun_phrase(self, sheet: Sheet, at: int) -> tuple[int, VictimNoun | None, tuple[SideMention, ...], bool]:
        """From a number on: where its phrase ends, its noun, the sides named in it, whether they are the speaker's."""
        words, noun, end, own = sheet.words, None, at, False
        following = words[at] if at < len(words) else ""
        of_them = following in self.grammar.of_them and at + 1 < len(words) and self._noun(words, at + 1)
        if following in self.grammar.before_noun or of_them:
            at += 1
        if at < len(words):
            found = self._noun(words, at, joined=False)  # "مقتل اثنين وإصابة ثلاثة"
            if found is not None:
                noun, end = found[1], at + found[0]
                noun, end = self._with_other(words, noun, end)
            elif words[at] in self.roles.own or self.possessed(words[at]):
                own, end = True, at + 1
                noun = self.possessed(words[at])
        sides = self.sides_after(sheet, at, max(end, at), member=noun is not None and noun.side_decides)
        if sides:
            end = max(end, sides[-1].end)
        if not own and any(w in self.roles.own for w in words[at : end + 3]):
            own = any(w in self.roles.own for w in words[at : min(end + 3, len(words))] if w not in CLAUSE_ENDS)
        return end, noun, sides, own

    def _with_other(self, words: Sequence[str], noun: VictimNoun, end: int) -> tuple[VictimNoun, int]:
        """A second noun under one number: "نساء وأطفال", women and children, also under none; "13 جنديا وشرطيا"."""
        joined = end < len(words) and words[end].startswith("و") and len(words[end]) > 2
        second = self._noun((words[end][1:],), 0) if joined else None
        if second is None:
            return noun, end
        other = second[1]
        if noun.number == other.number == "singular" and words[end - 1].endswith("ا") and words[end].endswith("ا"):
            victims = noun.victims if noun.victims == other.victims else "mixed"
            return replace(noun, victims=victims), end + second[0]
        both = noun.number == other.number == "plural" and {noun.age_sex, other.age_sex} <= _WOMEN_AND_CHILDREN
        if not both or noun.age_sex == other.age_sex:
            return noun, end
        return replace(noun, age_sex="women_and_children"), end + second[0]

    def possessed(self, word: str) -> VictimNoun | None:
        """A noun of people with a pronoun: "مقاتليها", "أبنائه"."""
        for split in splits(word) if word not in self.grammar.vehicles else ():
            if split.pronoun and not split.article and split.pronoun not in ("ي", "ك"):
                hit = self.nouns.by_first.get(split.stem + "ن" if split.stem.endswith(("ا", "تي")) else split.stem)
                if hit and len(hit[-1][0]) == 1:
                    return hit[-1][1][0]
        return None

    def sides_after(self, sheet: Sheet, at: int, end: int, *, member: bool = False) -> tuple[SideMention, ...]:
        """The sides in the words after the noun, up to the first that leads elsewhere.

        `member`: after a leader or a fighter "في" and "بـ" lead to the side he is of ("قيادي بارز بالحرس الثوري").
        """
        out: list[SideMention] = []
        hedge = self.quantities.hedges_after.at(sheet.words[end], sheet.words, end) if end < len(sheet.words) else None
        reach = end = end + hedge[0] if hedge is not None else end
        others = next((q.start for q in sheet.quantities if q.start >= max(at, end)), len(sheet.words))
        for mention in sheet.sides:
            if mention.start < at:
                continue
            if mention.start > others:
                break  # "8 من عناصر التنظيم و11 عراقيا": other people
            if mention.start > reach + (2 if out else _GROUP_REACH):
                break
            only_noun = all(m.labels == _UNNAMED for m in out)  # "مسلحين من تنظيم": the noun, then the side
            if not self._theirs(sheet, max(reach, at), mention, first=only_noun, member=member):
                break
            person = self._noun(sheet.words, mention.start) if mention.conjunction else None
            if person is not None and person[1].count is not None:
                break  # "5 عناصر من الحزب وضابط": one more, told for himself
            if mention.labels[0] != "infrastructure":
                out.append(mention)
            reach = mention.end
        return tuple(out)

    def _theirs(self, sheet: Sheet, start: int, mention: SideMention, *, first: bool, member: bool) -> bool:
        """Whether a side is that of the people whose words end at token `start`: nothing between leads elsewhere."""
        between = sheet.words[start : mention.start]
        if first and len(between) >= 2 and between[-1] in self.roles.ranks:
            between = between[:-2] if between[-2] in self.grammar.before_ranks else between
        if first and member and between and between[-1] in self.grammar.member_of:
            away = any(w in self.grammar.leads_away for w in between[:-1])
            between = between if away else between[:-1]
        if any(w in CLAUSE_ENDS or w in self.grammar.leads_away for w in between):
            return False
        if any(w.startswith("و") and w[1:] in self.roles.launch for w in between):
            return False  # "93 آخرين وتمكنت المقاومة"
        if any(_verb_like(sheet, i) for i in range(start, mention.start)):
            return False
        if mention.preposition == "ك" or (mention.preposition == "ب" and not (first and member)):
            return False
        joined = first or mention.conjunction == "و" or mention.kind == "adjective"
        return joined and mention.kind not in ("capital", "country")

    # ---- what is no count of people

    def _age(self, words: Sequence[str], quantity: Quantity) -> bool:
        """ "(17 عاما)", "(35)": an age."""
        before = words[quantity.start - 1] if quantity.start else ""
        after = words[quantity.end] if quantity.end < len(words) else ""
        if self._after_brackets(words, quantity) != quantity.end:
            return False
        return before == "(" and (after == ")" or after in self.grammar.years)

    def _of_the_dead(self, words: Sequence[str], at: int, outcome: OutcomeMention) -> bool:
        """ "عدد من أقارب الشهيد", "آلاف الفلسطينيين جثمان": people around a dead one, who are not dead themselves."""
        if outcome.start != at + 1 or outcome.form.number != 1:
            return False
        return words[at].startswith("ال") or (outcome.article and self._noun(words, at) is not None)

    @staticmethod
    def _year(sheet: Sheet, quantity: Quantity) -> bool:
        """ "1943- فرار …": a year at the head of a line of a chronicle."""
        head = quantity.start == sheet.sentence(quantity.start)[0]
        dash = sheet.words[quantity.end : quantity.end + 1] in (["-"], ["–"], [":"])
        return head and dash and _YEARS[0] <= (quantity.low or 0) <= _YEARS[1]

    def _untold_people(self, sheet: Sheet, quantity: Quantity, at: int) -> bool:
        """ "إصابة عدد من المتجمهرين": whether a plural no table knows stands right after what its people suffered."""
        word = sheet.words[at]
        suffered = any(o.end == quantity.start and o.entry.kind in ("verb", "masdar") for o in sheet.outcomes)
        return suffered and word.endswith(("ين", "ون")) and len(word) > _PLURAL and not sheet.told(at)

    def _stressed(self, sheet: Sheet, quantity: Quantity) -> People | None:
        """The people of a noun that a number after it stresses."""
        told = self.implied(sheet, quantity.start - 1)
        if told is None or (told.noun is not None and told.noun.number == "plural" and quantity.low != 2):
            return None
        return replace(told, low=quantity.low, high=quantity.high, qualifier=quantity.qualifier)

    def _counted_at(self, words: Sequence[str], quantity: Quantity) -> int:
        """Where what a number counts may stand: after its brackets, or its hedge ("18 على الأقل من المسلحين")."""
        at = self._after_brackets(words, quantity)
        hedge = self.quantities.hedges_after.at(words[at], words, at) if at < len(words) else None
        after = at + hedge[0] if hedge is not None else at
        return after if after < len(words) and words[after] in self.grammar.of else at

    def _adjective(self, words: Sequence[str], quantity: Quantity) -> bool:
        """ "مدنيين اثنين", "شخص واحد": a number that only stresses what the noun before it tells."""
        if quantity.start == 0 or quantity.end - quantity.start != 1 or (quantity.low or 0) > 2:
            return False
        before = words[quantity.start - 1]
        fits = quantity.low == 1 or before.endswith(("ين", "ان"))
        return fits and words[quantity.start].isalpha() and self._noun(words, quantity.start - 1) is not None

    def _after_brackets(self, words: Sequence[str], quantity: Quantity) -> int:
        """ "إصابة (6) مدنيين": the token after a number, and after the brackets around it where it counts people."""
        at = quantity.end
        bracketed = quantity.start > 0 and words[quantity.start - 1] == "(" and at + 1 < len(words) and words[at] == ")"
        return at + 1 if bracketed and self._noun(words, at + 1) is not None else at

    def _before_definite(self, words: Sequence[str], quantity: Quantity) -> bool:
        """ "في بداية 2014 الأسير المحرر": after digits a noun with the article is none that they count."""
        at = quantity.end
        digits = words[quantity.number_start].isdecimal() and at - quantity.number_start == 1
        return digits and at < len(words) and words[at].startswith("ال") and self._noun(words, at) is not None

    def _of_other(self, words: Sequence[str], at: int) -> bool:
        """ "15 من الغارات": a part of what is not people; "60 في المئة": a share."""
        if at + 1 < len(words) and words[at + 1] in self.grammar.percent:
            return True
        if words[at] not in self.grammar.of or at + 1 >= len(words):
            return False
        if words[at + 1] in self.grammar.units:
            return False
        return any(s.stem in self.quantities.counted_other for s in splits(words[at + 1]) if not s.pronoun)

    def _of_whom(self, words: Sequence[str], quantity: Quantity) -> bool:
        """ "ثمانية من العناصر الـ54": those of whom some are told; "أكبر عدد": a number only wished for."""
        before = words[max(quantity.start - 3, 0) : quantity.start]
        if before[-1:] and before[-1] in self.grammar.most_possible:
            return True
        return len(before) == 3 and before[0] in self.grammar.of and before[1].startswith("ال") and before[2] == "ال"

    def _names_total(self, sheet: Sheet, quantity: Quantity, outcome: OutcomeMention | None) -> bool:
        """ "عدد القتلى", "عدد من قتلوا": the number of those, told further on, and no number itself."""
        first, at = sheet.words[quantity.number_start], quantity.end
        if quantity.qualifier != "vague" or not any(h.form in self.grammar.totals for h in heads(first)):
            return False
        if at < len(sheet.words) and sheet.words[at].startswith("ال"):
            near = (o for o in sheet.outcomes if at < o.start <= at + 2)
            if any(o.entry.kind == "noun" and o.article for o in near):
                return True  # "عدد المدنيين المختطفين"
        if at - quantity.number_start == 1:
            return outcome is not None and outcome.start == at
        return any(o.start == at and o.entry.kind == "verb" for o in sheet.outcomes)

    def ends_phrase(self, sheet: Sheet, at: int) -> bool:
        """Whether a number ends its phrase: a mark, a conjunction, a preposition, a verb of what they suffered."""
        word = sheet.words[at]
        if word in CLAUSE_ENDS or word.startswith("و") or word in self.grammar.closers or word in (")", "(", "-"):
            return True
        verb = any(o.start == at and o.entry.kind in ("verb", "light") for o in sheet.outcomes)
        return verb or any(d.start == at for d in sheet.dates)

    def _others_after(self, words: Sequence[str], end: int) -> bool:
        return end < len(words) and words[end] in self.grammar.others


def _verb_like(sheet: Sheet, token: int) -> bool:
    return any(o.start == token and o.entry.kind in ("verb", "masdar") for o in sheet.outcomes) or any(
        t.start == token for t in sheet.triggers
    )
