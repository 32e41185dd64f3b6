"""The words of a statement, as a case names it."""

from catalog.vocabulary import words_of
from shoppers.statement import Statement


def statement_words(statement: Statement) -> set[str]:
    """Kind, name, words and amount of a statement, lower case."""
    limit = f"{statement.limit.amount} {statement.limit.amount // 100}" if statement.limit else ""
    return set(words_of(f"{statement.kind} {statement.name} {statement.value} {limit}"))
