"""What Qt's binding compiles at each start and no program without mistakes uses, put off until then."""

from __future__ import annotations

import builtins
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PACKAGE = "shibokensupport/signature/"
_NAMES = ("errorhandler", "layout", "mapping", "parser", "lib/enum_sig", "lib/pyi_generator", "lib/tool")
_LATE = {f"{_PACKAGE}{name}.py" for name in _NAMES}
"""They write stubs and say which arguments would have been right where a call had the wrong ones."""

_ENTRY = "update_mapping"
"""The one name that the library looks up in what a module has already, without asking the module for it."""

_sources: dict[str, Any] = {}
_lock = threading.RLock()


@contextmanager
def signatures_late() -> Iterator[None]:
    """Inside of it the binding is imported; its texts about arguments are compiled when one is first wanted.

    They come as source, in an archive inside of the library, and take half as long as Qt itself.
    """
    whole = builtins.compile

    def stand_in(source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
        if filename not in _LATE:
            return whole(source, filename, mode, *more, **options)
        _sources[filename] = source
        return whole(f"from {__name__} import late\nlate({filename!r}, globals())", filename, mode)

    vars(builtins)["compile"] = stand_in
    try:
        yield
    finally:
        vars(builtins)["compile"] = whole


def waiting() -> tuple[str, ...]:
    """The texts that nobody wanted yet."""
    return tuple(_sources)


def late(filename: str, module: dict[str, Any]) -> None:
    """Lets the first name that is looked up in a module of the binding compile it."""

    def look_up(name: str) -> Any:
        # Those that imports ask for say nothing about a wish for what is in there.
        if name.startswith("__"):
            raise AttributeError(name)
        with _lock:
            if (source := _sources.pop(filename, None)) is not None:
                exec(compile(source, filename, "exec"), module)  # noqa: S102 - the binding's own, as it would
        try:
            return module[name]
        except KeyError:
            raise AttributeError(name) from None

    def enter(*arguments: Any) -> Any:
        look_up("namespace")
        return module[_ENTRY](*arguments)

    module["__getattr__"] = look_up
    if filename == f"{_PACKAGE}mapping.py":
        module[_ENTRY] = enter
