from cli.terminal import Terminal
from cli.training_bars import TrainingBars
from cli.training_table import show_run
from recommenders.run_record import ModelOutcome, RunRecord


def record(*outcomes: ModelOutcome, notes: tuple[str, ...] = ()) -> RunRecord:
    return RunRecord("r", "h", ("a", "b"), "c", {}, outcomes, notes)


def test_every_model_is_a_line_and_reasons_follow(capsys) -> None:
    metrics = {"recall_20": 0.25, "ndcg_10": 0.125}
    good = ModelOutcome("als", "promoted", "v", "", metrics, metrics, "u", (0.1, -0.05, 0.2), seconds=3.21)
    bad = ModelOutcome("segments", "failed", reason="out of\nluck")
    show_run(Terminal(), record(good, bad, notes=("als u was set aside",)))
    captured = capsys.readouterr()
    assert captured.out.splitlines()[1:] == [
        "als\t0.250\t0.125\t0.250\t+0.100 (-0.050 … +0.200)\tpromoted\t3.2",
        "segments\t–\t–\t–\tfirst of its kind\tfailed\t0.0",
        "segments: out of luck",
    ]
    assert captured.err == "als u was set aside\n"


def test_a_version_that_could_not_be_measured_is_not_comparable(capsys) -> None:
    show_run(Terminal(), record(ModelOutcome("als", "promoted", "v", against="u")))
    assert "not comparable" in capsys.readouterr().out


def test_nothing_is_drawn_where_nobody_looks(capsys) -> None:
    with TrainingBars(Terminal()) as bars:
        bars.follow("als", "learning", 1, 2)
        bars.follow("als", "learning", 2, 2)
        bars.follow("gru4rec", "learning", 1, 2)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")
