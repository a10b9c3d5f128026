"""What is counted in Python files.

*Density* is the number of nodes of a function's syntax tree: `ast.walk` over the whole function,
its decorators, parameters, annotations and docstring with it. Two functions of the same length
can hold twice as much; a line that packs three calls and a comprehension costs its reader more
than three lines do, and a count of lines rewards the packing. Every node counts, small ones such
as the context of a name too, so that the figure can be repeated with one line of Python. The body
alone is given beside it, since annotations are nodes and not what makes code dense.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .spread import Spread, per_cent

Function = ast.FunctionDef | ast.AsyncFunctionDef
LONG, TOO_LONG, LONG_MODULE, LONG_TEST = 40, 60, 400, 25


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file, read and parsed."""

    name: str
    text: str
    tree: ast.Module

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def lines(self) -> list[str]:
        return self.text.splitlines()

    def comments(self) -> Iterator[tokenize.TokenInfo]:
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token

    def code(self) -> list[tuple[int, str]]:
        """Lines that hold code, with their number, without their comments."""
        lines = self.lines()
        for comment in self.comments():
            row, column = comment.start
            lines[row - 1] = lines[row - 1][:column]
        return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def read_sources(root: Path, folders: Iterable[str]) -> list[Source]:
    """The Python files below some folders of `root`; migrations are Django's writing."""
    paths = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
    return [_read(root, path) for path in paths if "migrations" not in path.parts]


def _read(root: Path, path: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    return Source(path.relative_to(root).as_posix(), text, ast.parse(text))


@dataclass(frozen=True, slots=True)
class PythonFigures:
    files: int
    lines: int
    code_lines: int
    functions: int
    function_lines: Spread
    functions_over_40: list[str]
    functions_over_60: list[str]
    nodes: Spread
    body_nodes: Spread
    annotated: float
    documented: float
    modules_over_400: list[str]
    for_each_in: int
    fmt_skip: int


def measure_python(sources: list[Source]) -> PythonFigures:
    functions = [function for source in sources for function in source.functions()]
    public = [holder for source in sources for holder in _public(source.tree)]
    return PythonFigures(
        files=len(sources),
        lines=sum(len(source.lines()) for source in sources),
        code_lines=sum(len(source.code()) for source in sources),
        functions=len(functions),
        function_lines=Spread.of([length(function) for function in functions]),
        functions_over_40=longer_than(LONG, sources),
        functions_over_60=longer_than(TOO_LONG, sources),
        nodes=Spread.of([_nodes([function]) for function in functions]),
        body_nodes=Spread.of([_nodes(_body(function)) for function in functions]),
        annotated=per_cent(sum(map(_is_annotated, functions)), len(functions)),
        documented=per_cent(sum(map(_has_docstring, public)), len(public)),
        modules_over_400=[
            f"{source.name} ({len(source.lines())})"
            for source in sources
            if len(source.lines()) > LONG_MODULE
        ],
        for_each_in=sum(_loops_called_each(source.tree) for source in sources),
        fmt_skip=sum(_unformatted(source) for source in sources),
    )


def length(function: Function) -> int:
    """Lines from `def` to the end; decorators are not counted."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def longer_than(limit: int, sources: list[Source], prefix: str = "") -> list[str]:
    """The functions over a limit, as "file function (lines)"."""
    return [
        f"{source.name} {function.name} ({length(function)})"
        for source in sources
        for function in source.functions()
        if function.name.startswith(prefix) and length(function) > limit
    ]


def _nodes(roots: Iterable[ast.AST]) -> int:
    return sum(1 for root in roots for _ in ast.walk(root))


def _body(function: Function) -> list[ast.stmt]:
    """The statements of a function without its docstring."""
    return function.body[1:] if _has_docstring(function) else function.body


def _has_docstring(node: Function | ast.ClassDef | ast.Module) -> bool:
    return ast.get_docstring(node) is not None


def _is_annotated(function: Function) -> bool:
    """Whether the result and every parameter have a type; `self` and `cls` need none."""
    given = function.args
    plain = [*given.posonlyargs, *given.args]
    if plain and plain[0].arg in {"self", "cls"}:
        plain = plain[1:]
    parameters = [*plain, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return function.returns is not None and all(item.annotation for item in parameters)


def _public(node: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef | ast.Module]:
    """The module, its public classes, and the public functions of both."""
    if isinstance(node, ast.Module) and node.body:
        yield node
    for inner in node.body:
        if isinstance(inner, Function | ast.ClassDef) and not inner.name.startswith("_"):
            yield inner
            if isinstance(inner, ast.ClassDef) and inner.name != "Meta":
                yield from _public(inner)


def _loops_called_each(tree: ast.Module) -> int:
    """Loops and comprehensions whose variable is `each`, a name that says nothing."""
    return sum(
        isinstance(node, ast.For | ast.AsyncFor | ast.comprehension)
        and isinstance(node.target, ast.Name)
        and node.target.id == "each"
        for node in ast.walk(tree)
    )


def _unformatted(source: Source) -> int:
    return sum(comment.string.startswith("# fmt: skip") for comment in source.comments())
