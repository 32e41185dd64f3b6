import stat
import subprocess
import sys
from pathlib import Path

import pytest

from events.errors import PseudonymKeyInvalid
from events.pseudonym import KEY_FILE, Pseudonyms


def test_the_same_shopper_has_the_same_key_under_the_same_secret_only():
    one, other = Pseudonyms(b"a" * 32), Pseudonyms(b"b" * 32)
    assert one.key("ann") == Pseudonyms(b"a" * 32).key("ann")
    assert len({one.key("ann"), one.key("bob"), other.key("ann")}) == 3
    assert len(one.key("ann")) == 32
    assert "ann" not in one.key("ann")


def test_the_secret_is_made_once_and_is_the_owners_alone(home):
    first = Pseudonyms.of_home(home).key("ann")
    assert Pseudonyms.of_home(home).key("ann") == first
    assert stat.S_IMODE((home / KEY_FILE).stat().st_mode) == 0o600
    assert [file.name for file in home.iterdir()] == [KEY_FILE]


def test_processes_that_start_together_agree_on_the_secret(home):
    program = "import sys; from events.pseudonym import Pseudonyms; print(Pseudonyms.of_home(sys.argv[1]).key('ann'))"
    started = [
        subprocess.Popen([sys.executable, "-c", program, home], cwd=Path.cwd(), stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert len({process.communicate(timeout=60)[0] for process in started}) == 1
    assert [process.returncode for process in started] == [0] * 4


@pytest.mark.parametrize("content", ["", "no digits", "abcd"])
def test_a_damaged_secret_is_refused_and_left_as_it_is(home, content):
    (home / KEY_FILE).write_text(content)
    with pytest.raises(PseudonymKeyInvalid, match="backup"):
        Pseudonyms.of_home(home)
    assert (home / KEY_FILE).read_text() == content


def test_a_short_secret_is_refused():
    with pytest.raises(PseudonymKeyInvalid, match="this one has 3"):
        Pseudonyms(b"abc")
