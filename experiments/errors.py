"""What can go wrong with experiments.

ExperimentError
├── ExperimentUnknown      there is no experiment of this name
├── ExperimentInvalid      what it should be cannot be read, or makes no sense
├── ExperimentRefused      it cannot be created, started, widened or stopped as things are
└── AnalysisRefused        there is nothing to judge yet
"""


class ExperimentError(Exception):
    """Anything about experiments that a shop's engineer can put right."""


class ExperimentUnknown(ExperimentError):
    """There is no experiment of this name."""


class ExperimentInvalid(ExperimentError):
    """What it should be cannot be read, or makes no sense; the message says where."""


class ExperimentRefused(ExperimentError):
    """It cannot be created, started, widened or stopped as things are; nothing was changed."""


class AnalysisRefused(ExperimentError):
    """There is nothing to judge yet."""
