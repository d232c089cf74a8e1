"""The shapes of the app's models, so that a program without the app can make as many."""

import types
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from tests.bench.children.used import Models

_KINDS = {str: "str", int: "int", bool: "bool", datetime: "moment"}


def described_models() -> Models:
    """All that are there and ready to be used."""
    return {
        kind.__name__: {name: _kind(field.annotation) for name, field in kind.model_fields.items()}
        for kind in _all(BaseModel)
        if kind.__module__.startswith("dodo_desktop.") and kind.__pydantic_complete__
    }


def _all(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in kind.__subclasses__():
        yield each
        yield from _all(each)


def _kind(annotation: Any) -> str:
    """The name of a kind; of several that a field takes, the first."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin in (Annotated, Union, types.UnionType):
        return _kind(inside[0])
    if origin is list:
        return f"list {_kind(inside[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "pairs"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation.__name__
    return _KINDS[annotation]
