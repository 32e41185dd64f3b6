from assistant.stream import AnswerText, Card, MessageEnd, Products
from cli.chat_room import ChatRoom
from cli.terminal import Terminal

MUG = Card(product_id="mug-1", title="Enamel Mug", availability="in_stock", reason="A mug.")


class Typist:
    """A person at a keyboard; Ctrl-C is a line that is raised."""

    is_interactive = True

    def __init__(self, *lines):
        self._lines = iter(lines)

    def next(self):
        line = next(self._lines, None)
        if line is KeyboardInterrupt:
            raise KeyboardInterrupt
        return line


class Teller:
    """A dialogue that says a word and then is stopped, or says all."""

    def __init__(self, stopped_on=()):
        self.asked = []
        self._stopped_on = stopped_on

    def ask(self, message, show):
        self.asked.append(message)
        show(Products(list_id="l", items=(MUG,)))
        show(AnswerText(text="First words"))
        if message in self._stopped_on:
            raise KeyboardInterrupt
        show(MessageEnd(stop_reason="end_turn", writer="template", latency={}))


def talk(*lines, stopped_on=()):
    teller = Teller(stopped_on)
    return ChatRoom(None, teller, Terminal()).run(Typist(*lines)), teller.asked


def test_ctrl_c_stops_the_answer_and_the_chat_goes_on(capsys):
    code, asked = talk("long", "short", stopped_on={"long"})
    assert (code, asked) == (0, ["long", "short"])
    captured = capsys.readouterr()
    assert captured.out.startswith("First words\nFirst words\n")
    assert "Stopped." in captured.err


def test_ctrl_c_at_the_prompt_asks_once_and_leaves_the_second_time():
    code, asked = talk(KeyboardInterrupt, KeyboardInterrupt, "never asked")
    assert (code, asked) == (130, [])


def test_ctrl_c_twice_during_an_answer_leaves():
    code, asked = talk("long", KeyboardInterrupt, "never asked", stopped_on={"long"})
    assert (code, asked) == (130, ["long"])


def test_a_line_between_two_interruptions_keeps_the_chat_open():
    code, asked = talk(KeyboardInterrupt, "mug", KeyboardInterrupt, "again", "/quit")
    assert (code, asked) == (0, ["mug", "again"])


def test_the_end_of_the_input_leaves_without_an_error():
    assert talk("mug") == (0, ["mug"])


def test_a_stopped_answer_leaves_the_list_before_in_place(capsys):
    talk("mug", "long", "/why 1", stopped_on={"long"})
    assert "Enamel Mug: A mug." in capsys.readouterr().out
