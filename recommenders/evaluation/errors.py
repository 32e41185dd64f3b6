"""What evaluation refuses.

EvaluationRefused      there is nothing to measure, or what was given does not fit together
"""

from recommenders.errors import RecommenderError


class EvaluationRefused(RecommenderError):
    """There is nothing to measure, or what was given does not fit together; the message says what to do."""
