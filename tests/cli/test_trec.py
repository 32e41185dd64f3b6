import pytest

from catalog.candidate import Candidate
from cli.errors import InputRefused
from cli.trec import read_queries, run_lines, write_run


def write(tmp_path, content):
    file = tmp_path / "queries.tsv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_queries_are_read_in_order_and_blank_lines_passed_over(tmp_path):
    queries = read_queries(write(tmp_path, "\ufeffq1\twarm jacket\r\n\nq2\tmug  with lid\n"))
    assert [(query.qid, query.text) for query in queries] == [("q1", "warm jacket"), ("q2", "mug  with lid")]


@pytest.mark.parametrize("line", ["no tab here", "\tno qid", "q2\t", "two words\ttext"])
def test_a_broken_line_is_named_by_its_number(tmp_path, line):
    with pytest.raises(InputRefused, match="line 2: expected qid"):
        read_queries(write(tmp_path, f"q1\tjacket\n{line}\n"))


def test_a_repeated_qid_is_refused_with_both_lines(tmp_path):
    with pytest.raises(InputRefused, match="line 3: qid 'q1' was already used on line 1"):
        read_queries(write(tmp_path, "q1\ta\nq2\tb\nq1\tc\n"))


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path):
    with pytest.raises(InputRefused, match="line 2: not UTF-8"):
        read_queries(write(tmp_path, b"q1\tjacket\nq2\t\xff\xfe\n"))


def test_a_file_without_queries_is_refused(tmp_path):
    with pytest.raises(InputRefused, match="has no queries"):
        read_queries(write(tmp_path, "\n\n"))


def test_scores_fall_strictly_even_where_they_are_equal():
    candidates = [Candidate("a", 0.5), Candidate("b", 0.5), Candidate("c", 0.5), Candidate("d", 0.4999999)]
    scores = [float(line.split()[4]) for line in run_lines("q1", candidates)]
    assert scores == [0.5, 0.499999, 0.499998, 0.499997]


def test_a_line_has_the_six_standard_fields():
    assert list(run_lines("q1", [Candidate("red mug", 1.25)])) == ["q1 Q0 red_mug 1 1.250000 shopkeeper"]


def test_a_run_that_fails_half_way_leaves_the_one_before(tmp_path):
    file = tmp_path / "out.run"
    file.write_text("before\n")

    def lines():
        yield "q1 Q0 a 1 1.0 t"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_run(file, lines())
    assert file.read_text() == "before\n"
