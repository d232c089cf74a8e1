"""The checker of answers must be able to say no."""

import pytest

from tests.api.openapi import answer_problems, assert_answer, enum, request_problems, schema_problems


def test_an_answer_that_fits_has_no_problems() -> None:
    assert answer_problems("listPayments", 200, {"items": []}) == []
    assert answer_problems("createPayment", 422, {"code": "INVALID_REQUEST_BODY"}) == []


@pytest.mark.parametrize(
    ("operation", "status", "body", "where"),
    [
        ("listPayments", 200, {"rows": []}, "$"),
        ("createPayment", 422, {"message": "no code"}, "$"),
        ("listPayments", 200, {"items": [{"payment_id": 7}]}, "$.items[0]"),
        ("listSupportedCountries", 200, ["US", "XX"], "$[1]"),
        (
            "getCustomer",
            200,
            {"customer_id": "c", "business_id": "b", "name": "n", "email": "e", "created_at": "today"},
            "$.created_at",
        ),
    ],
)
def test_an_answer_that_does_not_fit_is_told_by_place(
    operation: str, status: int, body: object, where: str
) -> None:
    assert any(problem.startswith(where) for problem in answer_problems(operation, status, body))
    with pytest.raises(AssertionError):
        assert_answer(operation, status, body)


def test_a_number_beyond_int32_does_not_fit() -> None:
    line = {"product_id": "pdt_1", "quantity": 1, "amount": 2**31}
    assert schema_problems("OneTimeProductCartItem", line)
    assert not schema_problems("OneTimeProductCartItem", {**line, "amount": 2**31 - 1})


def test_request_bodies_are_checked_too() -> None:
    assert request_problems("createPayment", {"billing": {"country": "US"}})


def test_what_the_slice_does_not_have_is_refused() -> None:
    with pytest.raises(LookupError):
        answer_problems("inventedOperation", 200, {})
    with pytest.raises(LookupError):
        answer_problems("listPayments", 418, {})


def test_enumerations_are_read_whole() -> None:
    assert len(enum("Currency")) == 145
    assert len(enum("CountryCodeAlpha2")) == 249
