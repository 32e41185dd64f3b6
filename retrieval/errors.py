"""What can go wrong while finding products; every message says what to do."""


class RetrievalError(Exception):
    """The root of this package's errors."""


class EncoderError(RetrievalError):
    """The text encoder cannot be used."""


class EncoderWeightsAltered(EncoderError):
    """The packaged weights are not the ones this version was measured with."""


class EncoderFilesBroken(EncoderError):
    """The exported encoder in the data folder is incomplete or altered."""


class IndexMissing(RetrievalError):
    """No index was built in this data folder yet."""


class IndexBroken(RetrievalError):
    """An index on disk is truncated, altered or cannot be opened in time."""


class VectorServerUnreachable(IndexBroken):
    """The Chroma server does not answer."""
