"""What is wrong with the content, said with file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from apps.core.errors import DomainError


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


BAD, WEIGH = "error", "remark"
Finding = tuple[str, Problem]
"""A problem with how grave it is: `BAD` stops publishing, `WEIGH` is for the author to weigh."""


class ContentError(DomainError):
    """The content cannot be loaded; `problems` lists every reason found, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(
            f"The catalogue content has {len(self.problems)} problem(s):\n{listed}",
            code="catalogue_content",
        )
