"""The house rules that no linter knows."""

import importlib.metadata
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
OUR_NAMES = {
    "api", "assistant", "catalog", "cli", "database", "events", "experiments", "recommenders", "retrieval", "shoppers",
    "storefront",
    "widget",
}  # fmt: skip
NEVER_SERVED = (
    "torch", "tensorflow", "keras", "implicit", "pyspark", "sentence_transformers", "transformers", "sklearn",
    "lightgbm", "optuna", "ibis", "duckdb", "pandas", "pandera", "pyarrow", "matplotlib",
    "statsmodels",
)  # fmt: skip


def test_no_other_distribution_owns_one_of_our_names() -> None:
    owners = importlib.metadata.packages_distributions()
    for name in OUR_NAMES:
        assert set(owners.get(name, [])) <= {"shopkeeper-assistant"}, f"{name} is also installed by {owners[name]}"


def test_the_distribution_cannot_be_uploaded_by_accident() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "Private :: Do Not Upload" in project["classifiers"]


def test_every_package_folder_is_listed_in_the_build() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {
        ".".join(init.parent.relative_to(ROOT).parts)
        for name in OUR_NAMES
        for init in [*(ROOT / name).rglob("__init__.py"), *(ROOT / name).rglob("*.js")]
    }
    assert found == listed


def test_every_file_can_be_read_in_one_sitting() -> None:
    for name in OUR_NAMES | {"benchmarks"}:
        for file in [*(ROOT / name).rglob("*.py"), *(ROOT / name).rglob("*.js")]:
            assert len(file.read_text().splitlines()) <= 300, f"{file} has more than 300 lines: split it by its nouns"


def test_init_files_hold_no_code() -> None:
    for name in OUR_NAMES:
        for init in (ROOT / name).rglob("__init__.py"):
            for line in init.read_text().splitlines():
                assert not line.startswith(("def ", "class ", "if ", "for ")), init


def test_a_fresh_server_process_holds_no_training_framework() -> None:
    opened = "from recommenders.model_table import MODELS; [entry.model_class() for entry in MODELS.values()]"
    served = "import sys, api.wiring, api.app, cli.server, cli.retraining_schedule"
    looked = f"{served}; {opened}; print([m for m in {NEVER_SERVED!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", looked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"


def test_tests_have_no_packages_that_would_shadow_ours() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))
