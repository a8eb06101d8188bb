"""What is measured of a place as an answer to a question (features.py), by name and in order."""

FEATURES = (
    "covered",  # share of the question's terms said in any zone, nearer zones counting more
    "covered_own",  # the same in the clause (or cell, header and row label) alone
    "covered_near",  # the same with the clauses it hangs on and what introduces it
    "pairs",  # share of the question's neighbouring pairs said near
    "missing",  # weight of the rarest term said nowhere, as a share of the rarest term's
    "missing_pair",  # the same of pairs of syllables that the documents use side by side elsewhere
    "formal",  # share of the formal wording of a spoken phrase, best wording
    "beyond",  # the same as "covered" of the terms that the document's name does not say
    "naming",  # share of the terms that the document's name, issuer and place say
    "lead",  # share of the terms that the sentence says which introduces the place
    "names",  # share of the names in the question (runs of capitals) said anywhere around
    "numbers",  # share of the numbers in the question's content said anywhere around
    "target",  # a target where a result is asked for, or the other way round
    "head",  # share of the indicator's own words ("tỷ lệ *hộ nghèo*") said in its sentence or what leads to it
    "precise",  # share of the clause's own words that the question says
    "precise_heads",  # the same of the clauses it hangs on; of itself when there are none
    "short",  # 1 / (1 + syllables / 30)
    "lexical",  # BM25 score of the statement, as a share of the best
    "dense",  # cosine of the statement, as a share of the best
    "period",  # logarithms of the factors of slots.py
    "level",
    "own_level",  # the place's own words name a level asked for
    "part_level",  # the place's own words name a level where none is asked for: it is a part of what is
    "another",  # the place tells another of a family of alternatives (siblings.py) than the question asks for
    "unit",
    "document",
    "expected",  # logarithm of the factor of expect.py
    "header",  # share of the column header's words that the question says
    "near",  # how near the place stands to the conversation's last answer
    "recent",  # how new the period is, when none is asked for
    "newest",  # the same, when the newest is asked for
    "heading",  # kinds of statements and places, 0 or 1
    "metadata",
    "footnote",
    "value_cell",
    "reference",
    "row",
    "short_open",  # "short" where no single figure, day or body is asked for
    "basis",  # the place stands in what a document rests on
)
OPEN = ("explain", "list", "other")
"""Intents that a longer place answers."""
