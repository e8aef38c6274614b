"""Site chrome is found where it stands, and a reporter's sentence never is."""

from __future__ import annotations

import pytest

from marsad.errors import DataError
from marsad.text.chrome import ChromeRule, boilerplate, chrome_rules, parse_rules
from marsad.text.folding import fold_word

BODY = (
    "قتل ثلاثة مدنيين في قصف على أطراف البلدة أمس.\n"
    "وقالت فرق الإنقاذ إنها نقلت المصابين إلى مستشفى قريب.\n"
    "ولم تعرف الجهة التي أطلقت القذائف على الحي حتى الآن.\n"
)
POSTED = "الميناء - قصف على...\nFacebookالميناء's Post\n\nالميناءMarch 3, 2021 · Shared with Public"


@pytest.mark.parametrize("rule", chrome_rules(), ids=lambda rule: rule.name)
def test_every_rule_finds_its_examples_and_spares_its_counterexamples(rule: ChromeRule) -> None:
    """Each rule of the data says which lines it must find and which it must leave alone, and does."""
    assert rule.fits, "a rule without an example"
    assert rule.spares, "a rule without a counterexample"
    assert [line for line in rule.fits if not rule.possible(fold_word(line).lower())] == []
    assert [line for line in rule.fits if not any(rule.found(fold_word(line)))] == []
    assert [line for line in rule.spares if any(rule.found(fold_word(line)))] == []


@pytest.mark.parametrize(
    "line", sorted({line for rule in chrome_rules() for line in rule.spares}), ids=lambda line: line[:24]
)
def test_no_rule_takes_what_another_spares(line: str) -> None:
    """A line that one rule spares is not lost to another, wherever in the report it stands."""
    for text in (line + "\n" + BODY, BODY + line, BODY + line + "\n" + BODY):
        assert boilerplate(text) == ()


@pytest.mark.parametrize(
    ("text", "chrome"),
    [
        (BODY, []),
        (BODY + "قد يعجبك ايضا", ["قد يعجبك ايضا"]),
        (BODY + "\nمقالات ذات صلة\n\nقتيل في حي آخر\n", ["مقالات ذات صلة\n\nقتيل في حي آخر"]),
        ("أخبار ذات صلة\n" + BODY, ["أخبار ذات صلة"]),
        (BODY + "اقرأ أيضاً\nخمسة قتلى في بلدة مجاورة\n" + BODY, ["اقرأ أيضاً\nخمسة قتلى في بلدة مجاورة"]),
        (BODY + "اقرأ أيضاً: خمسة قتلى في بلدة مجاورة\n" + BODY, ["اقرأ أيضاً: خمسة قتلى في بلدة مجاورة"]),
        ("عنوان الخبر\n\nوكالات\n" + BODY, ["وكالات"]),
        (BODY * 2 + "وكالات\n" + BODY, []),
        (BODY + "وعاد الهدوء. سمات الميناء قصف", ["سمات الميناء قصف"]),
        (BODY + "شارك\r\nفيسبوك\r\n\r\nتويتر\r\n", ["شارك\r\nفيسبوك\r\n\r\nتويتر"]),
        (
            POSTED + BODY + "#الميناءAll reactions:29 commentsLikeCommentالله يرحمهم\nمقتل عشرة",
            [POSTED, "All reactions:29 commentsLikeCommentالله يرحمهم\nمقتل عشرة"],
        ),
        (
            "شبكة الميناء@harbour_newsقصف على الأطراف5:52 PM · Aug 19, 2022·16 Likes\n" + BODY,
            ["شبكة الميناء@harbour_news", "5:52 PM · Aug 19, 2022·16 Likes"],
        ),
        (BODY + "السابق\nقصف على بلدة\nالتالي\nهدوء حذر\n" + BODY, ["السابق\nقصف على بلدة\nالتالي\nهدوء حذر"]),
        ("", []),
    ],
    ids=["body", "tail", "links-to-the-end", "heading-not-to-the-end", "next-line", "same-line", "agency", "not-midway",
         "after-a-sentence", "contiguous", "facebook", "x", "headlines", "empty"],
)  # fmt: skip
def test_spans(text: str, chrome: list[str]) -> None:
    """The spans slice the chrome out of the source as it was read."""
    assert [text[start:end] for start, end in boilerplate(text)] == chrome


HEAD = 'version = 1\n[[rule]]\nname = "a"\nwhere = "last"\ntakes = "line"\nfits = []\nspares = []\n'


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ("version = ", "no TOML"),
        ("version = 1\nrules = []", "needs `version` and `rule`"),
        (HEAD, "pattern"),
        (HEAD + 'pattern = "x"\nstrength = 3', "strength"),
        (HEAD.replace("last", "above") + 'pattern = "x"', "above"),
        (HEAD.replace('"line"', '"all"') + 'pattern = "x"', "all"),
        (HEAD + 'pattern = "أخبار"', "folded"),
        (HEAD + 'pattern = "("', "regular expression"),
        (HEAD + 'pattern = "^x|^y"', "another \\^"),
        (HEAD + 'pattern = "x"\n' + HEAD.removeprefix("version = 1\n") + 'pattern = "y"', "one name"),
    ],
)
def test_the_loader_refuses_what_it_does_not_know(document: str, what: str) -> None:
    """A misspelt key, place or pattern in the data is an error that names the file, not a rule that never fires."""
    with pytest.raises(DataError, match=what) as refused:
        parse_rules(document, where="chrome.toml")
    assert refused.value.where is not None
    assert refused.value.where.startswith("chrome.toml")
