"""Every model by name, and where its parts live; a part is imported when it is asked for.

So `--help` costs no import, and a server that opens models never touches a training module.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from recommenders.errors import ModelUnknown

if TYPE_CHECKING:  # NumPy is behind them, which the help of a command does without
    from recommenders.recommender import Recommender, Train

#: What a model is held against: `purchases` asks for the products of a shopper's coming weeks, `next_click` for the
#: product after each one of a visit, `ranking` is trained upon the answers of the others.
Task = Literal["purchases", "next_click", "ranking"]
#: The floor of every comparison; always trained first.
FLOOR = "popularity"


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model.

    Attributes:
        kind: its name, as in artifacts and at the terminal.
        package: the dotted name of its package.
        class_name: of the class that serves; `<class_name>Parameters` are its parameters.
        task: what it is held against.
        starts_warm: whether its `train` takes an artifact to begin from; only where that was measured to be a gain.
    """

    kind: str
    package: str
    class_name: str
    task: Task
    starts_warm: bool = False

    @property
    def is_present(self) -> bool:
        """Whether its package can be imported; nothing is."""
        try:
            return find_spec(f"{self.package}.model") is not None
        except ModuleNotFoundError:
            return False

    def parameters_class(self) -> type[Any]:
        """The frozen dataclass of its parameters."""
        found: type[Any] = getattr(import_module(f"{self.package}.parameters"), f"{self.class_name}Parameters")
        return found

    def model_class(self) -> "type[Recommender]":
        """The class that serves it; its module imports no training framework."""
        found: type[Recommender] = getattr(import_module(f"{self.package}.model"), self.class_name)
        return found

    def train_function(self, on_spark: bool = False) -> "Train":
        """What trains it, `on_spark` if it can be. Importing it may take seconds; never called by a server."""
        is_there = on_spark and find_spec(f"{self.package}.spark") is not None
        found: Train = import_module(f"{self.package}.spark" if is_there else f"{self.package}.train").train
        return found

    def search_space(self) -> Mapping[str, Any]:
        """Which parameters are worth tuning, and where: name → `Span` or `Choice`; empty if none is.

        Never called by a server.
        """
        if find_spec(f"{self.package}.search_space") is None:
            return {}
        found: Mapping[str, Any] = import_module(f"{self.package}.search_space").SEARCH_SPACE
        return found


#: Kind → entry.
ModelTable = Mapping[str, ModelEntry]


def table_of(*entries: ModelEntry) -> ModelTable:
    """A table of these entries, in this order."""
    return MappingProxyType({entry.kind: entry for entry in entries})


def _own(class_name: str, kind: str, task: Task, starts_warm: bool = False) -> ModelEntry:
    return ModelEntry(kind, f"recommenders.{kind}", class_name, task, starts_warm)


#: In the order in which they are trained.
MODELS = table_of(
    _own("Popularity", FLOOR, "purchases"),
    _own("RepeatPurchase", "repeat_purchase", "purchases"),
    _own("ItemNeighbours", "item_neighbours", "purchases"),
    _own("Als", "als", "purchases"),
    _own("MatrixFactorization", "matrix_factorization", "purchases"),
    _own("TwoTower", "two_tower", "purchases"),
    _own("Segments", "segments", "purchases"),
    _own("Content", "content", "next_click"),
    _own("SessionNeighbours", "session_neighbours", "next_click"),
    _own("Gru4rec", "gru4rec", "next_click", starts_warm=True),
    _own("Sasrec", "sasrec", "next_click"),
    ModelEntry("blend", "recommenders.ranking.blend", "Blend", "ranking"),
    ModelEntry("lambdarank", "recommenders.ranking.lambdarank", "LambdaRank", "ranking"),
)


def entry_of(kind: str, table: ModelTable = MODELS) -> ModelEntry:
    """The entry of a kind.

    Raises:
        ModelUnknown: naming the kinds there are.
    """
    try:
        return table[kind]
    except KeyError:
        raise ModelUnknown(f"there is no model {kind!r}; there are {', '.join(table)}") from None
