from rag.errors import UserError


def test_an_error_is_one_sentence_and_what_to_do() -> None:
    error = UserError("Câu hỏi đang để trống.", "Hãy gõ một câu hỏi.")
    assert (str(error), error.status) == ("Câu hỏi đang để trống. Hãy gõ một câu hỏi.", 2)


def test_without_a_hint_nothing_dangles() -> None:
    assert str(UserError("Hỏng.", status=3)) == "Hỏng."
