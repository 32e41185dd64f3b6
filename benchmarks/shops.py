"""The shops that are measured: the sample shop, always there, and one of real size from the public data sets."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.process import SHOPKEEPER, Finished, run
from benchmarks.workplace import REPOSITORY, Workplace

QUESTIONS = Path(__file__).resolve().parent / "questions"


@dataclass(frozen=True, slots=True)
class SampleShop:
    """`examples/outfitters`: a few hundred products with reviews and policies."""

    name: str = "outfitters"
    title: str = "sample shop"
    policies: Path = REPOSITORY / "examples" / "outfitters" / "policies"

    def home(self, workplace: Workplace) -> Path:
        """A data folder with this shop imported; made on first use."""
        home = workplace.scratch / f"{self.name}-home"
        if not home.exists():
            run([SHOPKEEPER, "demo", "--once", "--untrained"], home)
        return home

    def questions(self, workplace: Workplace) -> list[str]:
        """What shoppers ask it."""
        return read_questions(QUESTIONS / "outfitters.txt")


@dataclass(frozen=True, slots=True)
class ElectronicsShop:
    """19,406 products of `icecat_chorus`, through the mapping file that a shop's engineer would write."""

    name: str = "electronics"
    title: str = "19,406 products"

    def feed(self, workplace: Workplace) -> Path:
        """The feed as published."""
        return workplace.data_file("icecat_chorus/products.jsonl.gz")

    def import_feed(self, feed: Path, home: Path) -> Finished:
        """Import in a process of its own."""
        mapping = REPOSITORY / "examples" / "mappings" / "electronics.toml"
        return run([SHOPKEEPER, "catalog", "import", str(feed), "--mapping", str(mapping)], home)

    def home(self, workplace: Workplace) -> Path:
        """A data folder with this shop imported; made on first use."""
        feed, home = self.feed(workplace), workplace.scratch / f"{self.name}-home"
        if not home.exists():
            self.import_feed(feed, home)
        return home

    def questions(self, workplace: Workplace) -> list[str]:
        """Our own, and the queries that were rated; each once."""
        ratings = workplace.data_file("icecat_chorus/ratings_dev.csv").read_text(encoding="utf-8").splitlines()
        rated = sorted({line.rsplit(",", 2)[0].strip('"') for line in ratings[1:]})
        return list(dict.fromkeys([*read_questions(QUESTIONS / "electronics.txt"), *rated]))


@dataclass(frozen=True, slots=True)
class DummyJsonShop:
    """194 products of every kind, through their mapping file."""

    name: str = "dummyjson"
    title: str = "194 products of every kind"

    def home(self, workplace: Workplace) -> Path:
        """A data folder with this shop imported; made on first use."""
        feed, home = workplace.data_file("dummyjson/products.json"), workplace.scratch / f"{self.name}-home"
        if not home.exists():
            mapping = REPOSITORY / "examples" / "mappings" / "dummyjson.toml"
            run([SHOPKEEPER, "catalog", "import", str(feed), "--mapping", str(mapping)], home)
        return home

    def questions(self, workplace: Workplace) -> list[str]:
        """None of our own."""
        return []


Shop = SampleShop | ElectronicsShop | DummyJsonShop
OUTFITTERS = SampleShop()
ELECTRONICS = ElectronicsShop()
DUMMYJSON = DummyJsonShop()


def read_questions(path: Path) -> list[str]:
    """One a line; `#` opens a comment."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]
