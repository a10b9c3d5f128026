"""What a lower app must learn from a higher one: declared below, registered above, at start.

Three shapes, each written where it is used:

    @Hook                               # many are told, in the order of registration
    def facts_changed(kind: str, pks: Collection[int], reason: str) -> None: ...

    @Provider                           # one is asked; the body answers while nobody registered
    def scores_of(pks: Collection[int]) -> Mapping[int, Score]:
        return {}

    GRANTS = Registry[type[ObjectGrant]]("grants", "...", key=...)    # many bring a value

The app above says `facts_changed.register(listener)` in its `AppConfig.ready`; a test says
`with facts_changed.registered(listener):`. `manage.py wiring` prints who tells whom. What points
down anyway is a plain import and no business of this module.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
V = TypeVar("V")

DECLARED: list[Declared[Any]] = []


class Declared(Generic[T]):
    """What the three shapes share: name, meaning, module of declaration, and who registered."""

    def __init__(self, name: str, about: str, module: str) -> None:
        self.name, self.about, self.module = name, about, module
        self._values: dict[str, T] = {}
        self._modules: dict[str, str] = {}
        DECLARED.append(self)

    @property
    def registrants(self) -> list[str]:
        """The modules that registered, once, in order."""
        return list(dict.fromkeys(self._modules.values()))

    def register(self, *values: T) -> None:
        """Called at start; the same value again changes nothing."""
        for value in values:
            self._put(value, _module_of(value) or _caller())

    @contextmanager
    def registered(self, *values: T) -> Iterator[None]:
        """Register for the duration of a test."""
        before = dict(self._values), dict(self._modules)
        try:
            for value in values:
                self._put(value, _module_of(value) or "tests")
            yield
        finally:
            self._values, self._modules = before

    def _put(self, value: T, module: str) -> None:
        key = self._key(value)
        if self._values.setdefault(key, value) != value:
            raise ValueError(f"{key} is registered twice as one of {self.name}")
        self._modules.setdefault(key, module)

    def _key(self, value: T) -> str:
        return repr(value)


class Hook(Declared[Callable[P, None]], Generic[P]):
    """Something that happened: `hook(...)` tells every listener, and a failure of one is ours."""

    def __init__(self, declared: Callable[P, None]) -> None:
        super().__init__(declared.__name__, _first_line(declared), declared.__module__)
        self.__doc__ = declared.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        for listener in self._values.values():
            listener(*args, **kwargs)


class Provider(Declared[Callable[P, R]], Generic[P, R]):
    """A question that one app above answers; the declared body answers while none does."""

    def __init__(self, declared: Callable[P, R]) -> None:
        super().__init__(declared.__name__, _first_line(declared), declared.__module__)
        self.__doc__ = declared.__doc__
        self._default = declared

    def register(self, *values: Callable[P, R]) -> None:
        """Called at start, once in an installation."""
        answers = [*self._values, *map(self._key, values)]
        if len(set(answers)) > 1:
            raise ValueError(f"{self.name} is answered by {' and '.join(answers)}")
        super().register(*values)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        # The last one: a test's answer comes before the installation's.
        answer = next(reversed(self._values.values()), self._default)
        return answer(*args, **kwargs)


class Registry(Declared[V], Mapping[str, V], Generic[V]):
    """Values that many apps bring, by key and in the order of registration."""

    def __init__(self, name: str, about: str, *, key: Callable[[V], str]) -> None:
        super().__init__(name, about, _caller())
        self._key_of = key

    def _key(self, value: V) -> str:
        return self._key_of(value)

    def __getitem__(self, key: str) -> V:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _module_of(value: object) -> str | None:
    """Where a function or class is written; a plain value does not know."""
    written = inspect.isroutine(value) or isinstance(value, type)
    return getattr(value, "__module__", None) if written else None


def _caller() -> str:
    """The module that declares or registers a plain value: who called into this one."""
    frame = inspect.currentframe()
    # `Registry[int](...)` comes through typing.
    while frame is not None and frame.f_globals["__name__"] in {__name__, "typing"}:
        frame = frame.f_back
    return str(frame.f_globals["__name__"]) if frame is not None else ""


def _first_line(declared: Callable[..., object]) -> str:
    return (inspect.getdoc(declared) or "").partition("\n")[0]
