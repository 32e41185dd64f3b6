import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request


def test_a_taken_port_is_one_sentence_and_an_error(run):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        outcome = run("serve", "--port", port)
    assert outcome.code == 1
    assert port in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


def test_a_port_that_is_none_is_a_usage_error(run):
    assert run("serve", "--port", "99999").code == 2
    assert run("serve", "--port", "http").code == 2


def test_it_serves_without_a_catalog_says_so_and_stops_on_ctrl_c(tmp_path):
    command = [sys.executable, "-m", "cli.main", "serve", "--port", "0", "--home", str(tmp_path / "home")]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    environment["SHOPKEEPER_RETRAIN_SCHEDULE"] = "30 3 * * *"
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address
        try:
            with urllib.request.urlopen(f"{address.group()}/healthz", timeout=20) as answer:
                assert answer.status == 200
        finally:
            process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "no catalog yet" in err
    assert "looked after at '30 3 * * *'; next: 20" in err
    assert "Traceback" not in err
