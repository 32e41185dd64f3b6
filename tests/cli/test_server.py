import socket

import pytest

from api.settings import Settings
from cli.server import AddressTaken, address_of, listen


def test_port_zero_takes_a_free_one_and_the_address_names_it():
    with listen(Settings(port=0)) as listener:
        port = listener.getsockname()[1]
        assert port > 0
        assert address_of(listener) == f"http://127.0.0.1:{port}"


def test_every_interface_is_named_by_an_address_that_can_be_opened():
    with listen(Settings(host="0.0.0.0", port=0)) as listener:
        assert address_of(listener).startswith("http://127.0.0.1:")


def test_a_taken_port_is_told_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(AddressTaken, match=rf"127\.0\.0\.1:{port} .* --port"):
            listen(Settings(port=port))


def test_an_address_of_another_machine_is_told():
    with pytest.raises(AddressTaken, match=r"192\.0\.2\.1"):
        listen(Settings(host="192.0.2.1", port=0))
