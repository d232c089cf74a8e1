"""Checks bodies against the slice of Dodo's OpenAPI document that lies beside this file."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

_HERE = Path(__file__).parent
_BASE = "urn:dodo-openapi"
_FORMATS = FormatChecker()


@_FORMATS.checks("int32")
def _int32(value: object) -> bool:
    return not isinstance(value, int) or -(2**31) <= value < 2**31


@_FORMATS.checks("date-time")
def _date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


@cache
def document() -> dict[str, Any]:
    """The whole slice."""
    # The C loader reads the document in a tenth of the time, where it is there.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(
        (_HERE / "dodo-openapi.yml").read_text(encoding="utf-8"), Loader=loader
    )
    return loaded


@cache
def _registry() -> Registry[Any]:
    slice_ = Resource.from_contents(document(), default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource(_BASE, slice_)
    return registry


def schema(name: str) -> dict[str, Any]:
    """A schema of `components/schemas`, as written."""
    found: dict[str, Any] = document()["components"]["schemas"][name]
    return found


def enum(name: str) -> list[str]:
    """The values of an enumeration among the schemas."""
    return list(schema(name)["enum"])


@cache
def _validator(pointer: str) -> Draft202012Validator:
    return Draft202012Validator(
        {"$ref": f"{_BASE}#/{pointer}"}, registry=_registry(), format_checker=_FORMATS
    )


def _escape(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")


def _operation(operation_id: str) -> tuple[str, dict[str, Any]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            if operation["operationId"] == operation_id:
                return f"paths/{_escape(path)}/{method}", operation
    raise LookupError(f"the slice has no operation {operation_id}")


def _problems(pointer: str, body: object) -> list[str]:
    return sorted(f"{fault.json_path}: {fault.message}" for fault in _validator(pointer).iter_errors(body))


def answer_problems(operation_id: str, status: int, body: object) -> list[str]:
    """What is wrong with a JSON answer to an operation; empty when it fits.

    Raises LookupError if the slice has no such operation, or no JSON answer of it with that status.
    """
    pointer, operation = _operation(operation_id)
    answer = operation["responses"].get(str(status))
    if answer is None:
        raise LookupError(f"{operation_id} does not answer {status}")
    pointer = f"{pointer}/responses/{status}"
    if "$ref" in answer:
        pointer = answer["$ref"].removeprefix("#/")
        answer = document()["components"]["responses"][pointer.rsplit("/", 1)[1]]
    if "application/json" not in answer["content"]:
        raise LookupError(f"{operation_id} does not answer {status} with JSON")
    return _problems(f"{pointer}/content/application~1json/schema", body)


def request_problems(operation_id: str, body: object) -> list[str]:
    """What is wrong with the JSON body of a request; empty when it fits. Raises LookupError as above."""
    pointer, operation = _operation(operation_id)
    if "requestBody" not in operation:
        raise LookupError(f"{operation_id} takes no body")
    return _problems(f"{pointer}/requestBody/content/application~1json/schema", body)


def schema_problems(name: str, body: object) -> list[str]:
    """What is wrong with a body measured by one schema of the document; empty when it fits."""
    return _problems(f"components/schemas/{_escape(name)}", body)


def assert_answer(operation_id: str, status: int, body: object) -> None:
    """Fail unless the JSON answer fits the slice."""
    problems = answer_problems(operation_id, status, body)
    assert not problems, f"{operation_id} {status}: " + "; ".join(problems)


def assert_request(operation_id: str, body: object) -> None:
    """Fail unless the JSON body of a request fits the slice."""
    problems = request_problems(operation_id, body)
    assert not problems, f"{operation_id}: " + "; ".join(problems)
