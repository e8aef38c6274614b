"""Speed of cutting reports into words: spaCy's Arabic tokenizer beside the project's list of tokens.

    python bench/tokenize_speed.py CORPUS [--limit N]

One core, first pass, processor time, each way with a vocabulary of its own that has met no word yet: most of the time
goes into making lexemes, so that a text met before would hide what is measured. Behind
docs/decisions/0001-spacy-and-folded-text.md.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import spacy
from corpus import reports_of
from spacy.tokens import Doc

from marsad.text.folding import fold
from marsad.text.tokens import words


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed of tokenizing.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, help="no more reports than this")
    asked = parser.parse_args()
    texts = [report.text for report in reports_of(asked.corpus, limit=asked.limit)]
    print(f"{len(texts)} reports from {asked.corpus.name}")
    for name, cut in ways().items():
        started = time.process_time()
        for text in texts:
            cut(text)
        print(f"{name:45} {len(texts) / (time.process_time() - started):8.0f} reports/s")


def ways() -> dict[str, Callable[[str], object]]:
    """The ways compared, each with a vocabulary of its own."""
    default, listed, trimmed = spacy.blank("ar"), spacy.blank("ar"), spacy.blank("ar")
    trimmed.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]

    def own(text: str) -> object:
        return words(fold(text).text)

    def document(nlp: spacy.language.Language, text: str) -> object:
        return Doc(nlp.vocab, words=words(fold(text).text))

    return {
        "spaCy's Arabic tokenizer": default.make_doc,
        "folded, own tokens, spaCy document": lambda text: document(listed, text),
        "the same, no lexical attributes": lambda text: document(trimmed, text),
        "folded, own tokens, no document": own,
    }


if __name__ == "__main__":
    main()
