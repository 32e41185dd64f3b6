"""All pages of the console."""

from api.console import (
    catalog,
    conversations,
    entrance,
    experiments,
    feedback,
    files,
    models,
    overview,
    trial,
)

ROUTERS = tuple(
    noun.router for noun in (entrance, overview, conversations, feedback, catalog, models, experiments, trial, files)
)
