"""
Finding reports by words.

Readers are answered from what is public alone: the words that help them (parts of
words, spellings, suggestions) were learned in the act of release, and are looked for
among public reports again before they are shown. The desk searches everything.

Order: ``asking``, ``words``, ``forgetting``, ``names``, ``matches``, ``snippets``, ``compiling``,
``filters``, ``answers``, ``suggesting``, ``desk``.
"""

from articles.search.answers import LENGTH, Answer, answer
from articles.search.asking import Question, asked
from articles.search.desk import desk_search
from articles.search.filters import PARAMETERS, names_of
from articles.search.forgetting import forget
from articles.search.matches import MOST
from articles.search.suggesting import suggestions
from articles.search.words import learn, readable_text, unlearn

__all__ = [
    "LENGTH",
    "MOST",
    "PARAMETERS",
    "Answer",
    "Question",
    "answer",
    "asked",
    "desk_search",
    "forget",
    "learn",
    "names_of",
    "readable_text",
    "suggestions",
    "unlearn",
]
