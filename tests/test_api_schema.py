"""Schemathesis finds nothing: what the description of the API promises holds for whatever is sent, good or bad."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from bots.api.app import create_app
from tests.api_room import real
from tests.room import on_file

EXAMPLES = 8
"""Requests a route and phase: bounded, so that the suite stays short; `EXAMPLES = 200` takes some minutes."""


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of a service on the made documents, and the key of its admin."""
    folder = tmp_path_factory.mktemp("schema")
    with on_file(folder) as assistant:
        key = assistant.catalogue.keys.add("admin", "han_che")[1]
        with real(assistant, folder / "data", rate_key=1_000_000, rate_address=1_000_000) as service:
            schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(service))
            schema.config.update(headers={"Authorization": f"Bearer {key}"})
            # No schema can say that a file is what its name says, or that some message of the user's has words in it.
            accepted = schema.config.checks.positive_data_acceptance
            accepted.expected_statuses = [*accepted.expected_statuses, "400", "415"]
            yield schema


def test_every_route_keeps_its_word(described: Any) -> None:
    tried = 0
    for found in described.get_all_operations():
        route = found.ok()

        @given(case=route.as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        def keeps_its_word(case: Any) -> None:
            case.call_and_validate()

        keeps_its_word()
        tried += 1
    assert tried > 20
