import json
import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from assistant.system_prompt import PROMPT_VARIANTS
from experiments.analysis.planning import planned
from experiments.analysis.report import Verdict
from experiments.definition import read_definition
from experiments.errors import ExperimentInvalid
from experiments.experiment import METRIC_NAMES
from experiments.policy import Ranking

TOML = """
name = "prompt"
unit = "session"
[[variants]]
name = "long"
[[variants]]
name = "brief"
weight = 2
policy = { prompt = "brief", exploration = 0.1 }
[[metrics]]
name = "clicked"
role = "primary"
[plan]
baseline = 0.3
mde = 0.05
"""


def read(tmp_path, text, name="experiment.toml"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return read_definition(file)


def test_a_file_is_read(tmp_path) -> None:
    experiment = read(tmp_path, TOML)
    assert (experiment.name, experiment.unit, experiment.status) == ("prompt", "session", "draft")
    assert experiment.variants[1].policy.exploration == 0.1
    assert experiment.plan.alpha == 0.05


def test_two_experiments_written_alike_draw_differently(tmp_path) -> None:
    assert read(tmp_path, TOML).salt != read(tmp_path, TOML).salt


def test_json_says_the_same(tmp_path) -> None:
    experiment = read(tmp_path, TOML)
    written = json.loads(
        experiment.model_dump_json(exclude={"status", "layer_start", "created_at", "started_at", "stopped_at"})
    )
    again = read(tmp_path, json.dumps(written), "experiment.json")
    assert again.model_copy(update={"created_at": experiment.created_at}) == experiment


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "neither TOML nor JSON"),
        ("{", "neither TOML nor JSON"),
        (TOML.replace("weight = 2", "weight = -2"), r"variants\.1\.weight"),
        (TOML.replace('"clicked"', '"happiness"'), r"metrics\.0\.name"),
        (TOML.replace("mde = 0.05", ""), r"plan\.mde: Field required"),
        ('status = "running"\n' + TOML, "status is not written down"),
        ("x" * 200_000, "200,000 bytes"),
    ],
)
def test_a_file_that_cannot_be_used_says_where_it_is_wrong(tmp_path, text, words) -> None:
    with pytest.raises(ExperimentInvalid, match=words):
        read(tmp_path, text)


def test_the_documents_example_can_be_used(tmp_path) -> None:
    document = (Path(__file__).parents[2] / "docs" / "experiments.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```toml\n(.*?)```", document, re.MULTILINE | re.DOTALL)
    whole, holdout = read(tmp_path, blocks[0]), blocks[1]
    assert planned(whole).plan.n_units > 10_000
    held_out = {**tomllib.loads(blocks[0]), **tomllib.loads(holdout), "is_holdout": True}
    assert read(tmp_path, json.dumps(held_out)).shares == {"held-out": 0.05, "served": 0.95}


def test_every_metric_and_every_verdict_is_documented() -> None:
    document = (Path(__file__).parents[2] / "docs" / "experiments.md").read_text(encoding="utf-8")
    for word in (*METRIC_NAMES, *get_args(Verdict), *get_args(Ranking), *PROMPT_VARIANTS):
        assert f"`{word}`" in document, word
