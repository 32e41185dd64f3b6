"""Which policy a shopper sees, and whether it was better."""

from experiments.allocation import Allocation, Assignment
from experiments.experiment import Experiment, Metric, Variant
from experiments.policy import Policy
from experiments.store import ExperimentStore

__all__ = ["Allocation", "Assignment", "Experiment", "ExperimentStore", "Metric", "Policy", "Variant"]
