"""Each measure on answers a person can judge by hand."""

import pytest

from eval import claims, metrics, retrieval
from eval.metrics import BY_NAME, refusals, score, scores, slices
from eval.records import Found, Gold, GoldFigure, Outcome, Score, Source
from eval.stats import bootstrap, percentile, permutation_test

QUOTE = "Tỷ lệ ký số tại xã phường: 93,5%"
GOLD = Gold(
    "q", "figure", ("tỷ lệ ký số?",), all_of=(("93,5",),), none_of=("96,81",), sources=(Source("a", QUOTE),),
    documents=("a",), figures=(GoldFigure(93.5, "%", "2026-Q1"),),
)  # fmt: skip
NOWHERE = Gold("u", "unanswerable", ("hôm nay mưa không?",), abstain=True, form="none")
CITATION = {"marker": 1, "document_id": "a", "quote": QUOTE, "title": "Báo cáo Quý 1 năm 2026"}
FIGURE = {"value": 93.5, "unit": "%", "period": "2026-Q1"}
GOOD = {"answer": "93,5% tại xã phường, Quý 1 năm 2026 [1]", "citations": [CITATION], "figures": [FIGURE]}
REFUSAL = {"answer": "Không có.", "abstained": True}


def value(name: str, outcome: Outcome) -> float | None:
    result: float | None = BY_NAME[name].of(outcome)
    return result


def test_a_right_cited_answer_has_full_marks() -> None:
    found = {name: s.mean for name, s in scores([Outcome(GOLD, GOOD)]).items()}
    assert found.pop("wrong_refusal") == 0
    assert set(found.values()) == {1.0}
    assert "list_completeness" not in found


def test_a_failure_has_no_marks_in_any_measure() -> None:
    down = Outcome(GOLD, error="down", evidence=())
    assert {s.mean for name, s in scores([down]).items() if name != "wrong_refusal"} == {0.0}
    assert set(scores([down])) - set(scores([Outcome(GOLD, GOOD, evidence=(Found("a", QUOTE),))])) == set()


@pytest.mark.parametrize(
    ("reply", "accuracy", "right", "cited", "main"),
    [
        (GOOD | {"citations": []}, 0, 1, 0, 1),
        (GOOD | {"answer": "96,81% [1]"}, 0, 0, 1, 0),
        (REFUSAL, 0, 0, 0, None),
    ],
)
def test_what_each_measure_sees(reply: dict[str, object], accuracy: int, right: int, cited: int, main: int) -> None:
    outcome = Outcome(GOLD, reply)
    names = ("accuracy", "right", "cited", "main_sentence")
    assert tuple(value(name, outcome) for name in names) == (accuracy, right, cited, main)


def test_an_unanswerable_question_counts_in_accuracy_alone() -> None:
    assert value("accuracy", Outcome(NOWHERE, REFUSAL)) == 1
    assert value("accuracy", Outcome(NOWHERE, GOOD)) == 0
    assert value("right_and_cited", Outcome(NOWHERE, REFUSAL)) is None
    assert value("wrong_refusal", Outcome(NOWHERE, REFUSAL)) is None


def test_a_list_is_counted_by_its_members() -> None:
    gold = Gold("l", "list", ("?",), all_of=(("y tế",), ("giáo dục",), ("an ninh",), ("du lịch",)))
    assert value("list_completeness", Outcome(gold, {"answer": "Y tế, giáo dục và an ninh"})) == 0.75
    assert value("list_completeness", Outcome(gold, REFUSAL)) == 0


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (FIGURE, 1),
        (FIGURE | {"value": 93.51}, 0),
        (FIGURE | {"unit": "điểm"}, 0),
        (FIGURE | {"period": "2024-Q1"}, 0),
    ],
)
def test_a_figure_is_exact_in_value_unit_and_period(figure: dict[str, object], expected: float) -> None:
    assert claims.numeric_exact(GOLD, {"figures": [figure]}) == expected


@pytest.mark.parametrize(
    ("answer", "recall", "precision"),
    [
        ("93,5% tại xã phường [1]", 1, 1),
        ("93,5% tại xã phường [1]\n\nNăm trước là 96,81%.", 0.5, 1),
        ("96,81% tại xã phường [1]", 0, 0),
        ("93,5% tại xã phường [2]", 0, 0),
        ("93,5% số dự án giao thông đã hoàn thành vượt tiến độ [1]", 0, 1),
        ("Tại xã phường [1]", 1, 1),
        ("Không rõ", None, None),
    ],
)
def test_citations_hold_their_sentences(answer: str, recall: float | None, precision: float | None) -> None:
    reply = {"answer": answer, "citations": [CITATION]}
    assert claims.citation_recall(reply) == recall
    assert claims.citation_precision(reply) == precision


def test_a_shown_computation_holds_its_result() -> None:
    quote = CITATION | {"quote": "880 dịch vụ, cấp xã 102 dịch vụ"}
    reply = {"answer": "11,59% dịch vụ cấp xã [1]", "citations": [quote]}
    assert claims.citation_recall(reply) == 0
    assert claims.citation_recall(reply | {"computation": {"formula": "102 / 880", "result": "11,59"}}) == 1


def test_a_difference_beside_two_cited_figures_stands_in_the_computation() -> None:
    second = CITATION | {"marker": 2, "quote": "Cấp xã đạt 96,81%"}
    answer = "93,5% tại xã phường [1]; 96,81% tại cấp xã [2]: giảm 3,31 điểm phần trăm"
    reply = {"answer": answer, "citations": [CITATION, second]}
    assert claims.citation_recall(reply) == pytest.approx(2 / 3)
    assert claims.citation_recall(reply | {"computation": {"result": "3,31"}}) == 1


def test_numbers_are_compared_however_they_are_written() -> None:
    assert claims.number_forms("03 quyết định, 93.1%") == claims.number_forms("3 quyết định, 93,1%")
    assert claims.number_forms("0,5 và 00") == {"0,5", "0"}
    assert claims.number_forms("1.224") != claims.number_forms("1.225")


def outcome(*evidence: Found, gold: Gold = GOLD) -> Outcome:
    return Outcome(gold, GOOD, evidence=evidence)


def test_retrieval_counts_the_place_of_the_gold_statement() -> None:
    other = Found("a", "Tổng số thủ tục hành chính đang thực hiện")
    third = outcome(other, Found("b", QUOTE), Found("a", "- " + QUOTE + "."))
    assert [retrieval.recall(retrieval.statements, k)(third) for k in (1, 2, 3, 10)] == [0, 0, 1, 1]
    assert retrieval.reciprocal_rank(retrieval.statements)(third) == pytest.approx(1 / 3)
    assert retrieval.ndcg(retrieval.statements)(third) == pytest.approx(0.5)  # 1 / log2(4)
    assert value("recall@10", Outcome(GOLD, GOOD)) is None


def test_retrieval_needs_every_source_where_the_answer_does() -> None:
    second = "Tỷ lệ văn bản ký số tại cấp xã: 96,81%"
    both = Gold(
        "c", "compare", ("?",), all_of=(("1",),), sources=(Source("a", QUOTE), Source("b", second)), need_all=True
    )
    assert value("recall@10", outcome(Found("a", QUOTE), Found("a", QUOTE), gold=both)) == 0.5
    assert value("recall@10", outcome(Found("a", QUOTE), Found("b", second), gold=both)) == 1
    assert value("ndcg@10", outcome(Found("a", QUOTE), Found("b", second), gold=both)) == 1


def test_a_passage_is_found_where_any_statement_of_its_section_is_right() -> None:
    first, second = Found("a", "Tổng số thủ tục", passage=("Tổng số thủ tục", QUOTE)), Found("a", "Mục khác")
    assert value("recall@1", outcome(first)) == 0
    assert value("passage_recall@1", outcome(first)) == 1
    twice = outcome(second, Found("a", "Một ý khác", passage=("Mục khác",)), second, first)
    assert value("passage_mrr@10", twice) == pytest.approx(1 / 2)  # one section stands once


def test_every_measure_says_what_it_is_and_where_it_comes_from() -> None:
    assert not [metric.name for metric in metrics.METRICS if "Source: " not in (metric.of.__doc__ or "")]


def test_refusals_have_precision_and_recall_of_their_own() -> None:
    rows = [Outcome(NOWHERE, REFUSAL), Outcome(NOWHERE, GOOD), Outcome(GOLD, REFUSAL), Outcome(NOWHERE, error="down")]
    assert scores(rows)["refusal_precision"].mean == 0.5
    assert scores(rows)["refusal_recall"].mean == pytest.approx(1 / 3)


def test_a_part_of_the_gold_quote_is_relevant_a_single_word_is_not() -> None:
    assert retrieval.relevant(GOLD, "a", "ký số tại xã phường") == 0
    assert retrieval.relevant(GOLD, "a", "xã phường") is None


def test_refusals_are_counted_like_detections() -> None:
    found = refusals(
        [Outcome(NOWHERE, REFUSAL), Outcome(NOWHERE, GOOD), Outcome(GOLD, REFUSAL), Outcome(GOLD, error="down")]
    )
    assert found == (0.5, 0.5, 0.5, 2, 1, 2, 1)
    assert refusals([Outcome(GOLD, GOOD)]).f1 == 0


def test_slices_keep_every_question() -> None:
    rows = [Outcome(GOLD, GOOD), Outcome(NOWHERE, REFUSAL)]
    assert {name: len(group) for name, group in slices(rows, "category").items()} == {"figure": 1, "unanswerable": 1}
    assert set(slices(rows, "document")) == {"a", "—"}
    assert set(slices(rows, "form")) == {"prose", "none"}


def test_latency_takes_the_rank_of_the_shared_scorer() -> None:
    rows = [Outcome(GOLD, GOOD, ms=float(ms)) for ms in range(1, 101)]
    assert metrics.latency(rows) == {"p50": 50, "p95": 95, "p99": 99, "max": 100}
    assert percentile([7], 0.95) == 7
    assert metrics.latency([]) == {}


def test_the_interval_holds_the_mean_and_narrows_with_more_questions() -> None:
    few, many = bootstrap([0, 1] * 10), bootstrap([0, 1] * 1000)
    assert few.low < few.mean == 0.5 < few.high
    assert many.high - many.low < few.high - few.low
    assert bootstrap([0, 1] * 10) == few
    assert score(BY_NAME["list_completeness"], [Outcome(GOLD, GOOD)]) is None
    assert score(BY_NAME["right"], [Outcome(GOLD, GOOD)]) == Score(1, 1, 1, 1)


def test_the_permutation_test_against_counting_by_hand() -> None:
    # Four pairs differ, all in one direction: 2 of 16 sign patterns are as extreme.
    assert permutation_test([0, 0, 0, 0, 1], [1, 1, 1, 1, 1]) == 2 / 16
    assert permutation_test([0, 1], [1, 0]) == 1
    assert permutation_test([1, 1], [1, 1]) == 1
    assert permutation_test([0] * 20, [1] * 20) < 0.001
    assert permutation_test([0, 1] * 20, [1, 0] * 20) > 0.5
