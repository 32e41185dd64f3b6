"""Settings of product search, with defaults that work offline."""

from dataclasses import dataclass

#: Stands for the weights that come as a package; anything else is a sentence-transformers name or path.
PACKAGED_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class RetrievalConfig:
    """How products are embedded, stored and found.

    Attributes:
        model: the packaged encoder, or any sentence-transformers model by name or path.
        chroma_url: `http://host:port` of a Chroma server; None keeps the vectors in the data folder.
        semantic_share: how much of the fused score of a one-word query is semantic, the rest is words (0..1).
        semantic_share_per_word: how much more each further word makes it: of many words, some match by accident.
        semantic_share_max: and how much at most.
        depth: products each leg puts forward before fusion.
        open_timeout_seconds: how long a Chroma folder of doubtful state may take to open.
    """

    model: str = PACKAGED_MODEL
    chroma_url: str | None = None
    semantic_share: float = 0.3
    semantic_share_per_word: float = 0.15
    semantic_share_max: float = 0.6
    depth: int = 300
    open_timeout_seconds: float = 20.0

    def semantic_share_of(self, n_words: int) -> float:
        """The share for a query of so many telling words."""
        return min(self.semantic_share + self.semantic_share_per_word * max(n_words - 1, 0), self.semantic_share_max)
