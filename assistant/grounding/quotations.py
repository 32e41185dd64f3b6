"""Finds quotations in a sentence; an inch is written with the same mark."""

from collections.abc import Callable


def quotations(text: str, unmasked: str, is_said: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """What stands between quotation marks.

    A mark behind a digit is an inch's, unless somebody said what it closes. Where that leaves a mark alone, everything
    from the first mark to the last counts as quoted.

    Args:
        text: with straight marks, names blanked out.
        unmasked: the same with names, which may end in a digit.
        is_said: whether records, reviews or documents have the words of a span.
    """
    marks = [at for at, character in enumerate(text) if character == '"']
    found: list[tuple[int, int]] = []
    if len(marks) % 2 and len(marks) > 1 and marks[0] > 0 and is_said(0, marks[0]):
        found.append((0, marks.pop(0)))  # opened in the sentence before
    opened, n_inches = -1, 0
    for at in marks:
        is_inch = unmasked[at - 1 : at].isdigit() and not text[at + 1 : at + 2].isalnum()
        if opened < 0 and is_inch:
            n_inches += 1
        elif opened < 0:
            opened = at
        elif not is_inch or at == marks[-1] or is_said(opened + 1, at):
            found.append((opened + 1, at))
            opened = -1
    if opened >= 0 and len(marks) > 1:
        return [(marks[0] + 1, marks[-1])]
    return found
