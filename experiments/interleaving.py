"""Team-draft interleaving: two rankings in one list, compared by what the same shopper chooses of it.

Radlinski, Kurup, Joachims (2008), "How Does Clickthrough Data Reflect Retrieval Quality?". As for a game in the school
yard two captains take turns, who begins each round is tossed, and each takes its best that is left. It needs far fewer
lists than showing each ranking to half of the shoppers, since everybody compares both.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class InterleavedList:
    """One list of two rankings.

    Attributes:
        products: ids, best first.
        teams: of each product, 0 where the first ranking took it, 1 where the second did.
    """

    products: tuple[str, ...]
    teams: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Credit:
    """Products chosen of one list, by the ranking that took them."""

    first: int
    second: int

    @property
    def winner(self) -> int:
        """1 for the first ranking, -1 for the second, 0 for neither."""
        return (self.first > self.second) - (self.first < self.second)


def team_draft(first: Sequence[str], second: Sequence[str], length: int, seed: str) -> InterleavedList:
    """Interleave two rankings.

    Args:
        first: product ids, best first, each once.
        second: the same of the other ranking.
        length: of the list; shorter where the rankings hold fewer products.
        seed: of the tosses, such as the list's id: the same list can be made again.
    """
    toss, rankings = Random(f"team-draft:{seed}"), (first, second)  # noqa: S311 a coin, not a key
    places, sizes = [0, 0], [0, 0]
    taken: dict[str, int] = {}
    while len(taken) < length:
        for team, ranking in enumerate(rankings):
            while places[team] < len(ranking) and ranking[places[team]] in taken:
                places[team] += 1
        open_teams = [team for team in (0, 1) if places[team] < len(rankings[team])]
        if not open_teams:
            break
        team = _next_team(sizes, toss)
        if team not in open_teams:
            team = open_teams[0]
        taken[rankings[team][places[team]]] = team
        sizes[team] += 1
    return InterleavedList(tuple(taken), tuple(taken.values()))


def _next_team(sizes: Sequence[int], toss: Random) -> int:
    """The smaller team; a toss where both have as many."""
    return toss.randrange(2) if sizes[0] == sizes[1] else int(sizes[0] > sizes[1])


def credit_of(shown: InterleavedList, chosen: Collection[str]) -> Credit:
    """Put what was chosen (opened, or bought) down to the teams."""
    teams = [team for product, team in zip(shown.products, shown.teams, strict=True) if product in chosen]
    return Credit(teams.count(0), teams.count(1))
