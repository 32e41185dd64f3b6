"""What is said to whoever asks for Spark without its Java."""

from pathlib import Path

import pytest

from recommenders.errors import SparkUnavailable
from recommenders.interactions.spark_engine import require_spark


def java_that_says(told: str, home: Path) -> Path:
    program = home / "bin" / "java"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{told}\n")
    program.chmod(0o755)
    return home


def test_without_java_it_says_which_one_is_needed(tmp_path: Path) -> None:
    with pytest.raises(SparkUnavailable, match="Spark needs Java 17, and there is no"):
        require_spark(tmp_path)


def test_another_java_is_told_by_its_version(tmp_path: Path) -> None:
    home = java_that_says("""echo 'openjdk version "1.8.0_392"' >&2""", tmp_path)
    with pytest.raises(SparkUnavailable, match=r"Spark needs Java 17, but .* is Java 1;"):
        require_spark(home)


def test_a_java_that_does_not_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(SparkUnavailable, match="does not run"):
        require_spark(java_that_says("exit 3", tmp_path))


def test_java_17_is_enough(tmp_path: Path) -> None:
    require_spark(java_that_says("""echo 'openjdk version "17.0.15" 2025-04-15' >&2""", tmp_path))
