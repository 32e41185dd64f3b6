import subprocess
import sys

import pytest

from cli.launch import Launch
from cli.main import main


def test_help_lists_every_command(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for name in ("demo", "serve", "chat", "ask", "search", "catalog", "doctor"):
        assert f"\n  {name} " in out


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from cli.main import main; main(['--help']);"
        "heavy = set('chromadb onnxruntime numpy fastapi sqlalchemy torch pydantic anthropic rich asyncio'.split());"
        "sys.exit(9 if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "Commands:" in done.stdout


@pytest.mark.parametrize("name", ["demo", "serve", "chat", "ask", "search", "catalog", "doctor"])
def test_every_command_has_help(name, capsys):
    assert main([name, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Usage: shopkeeper {name}")


@pytest.mark.parametrize("name", ["demo", "serve", "chat", "ask", "search", "doctor"])
def test_the_help_of_a_command_names_the_shared_options(name, capsys):
    main([name, "--help"])
    out = capsys.readouterr().out
    assert "--home" in out
    assert "--debug" in out


def test_an_unknown_command_suggests_the_nearest(capsys):
    assert main(["serch", "boots"]) == 2
    err = capsys.readouterr().err
    assert "'serch'" in err
    assert "Did you mean 'search'" in err


def test_an_unknown_subcommand_suggests_the_nearest(capsys):
    assert main(["catalog", "imprt", "x.csv"]) == 2
    assert "Did you mean 'import'" in capsys.readouterr().err


def test_an_unknown_option_is_a_usage_error_of_two_lines(capsys):
    assert main(["ask", "boots", "--jsn"]) == 2
    err = capsys.readouterr().err
    assert "--jsn" in err
    assert "shopkeeper ask --help" in err
    assert "Traceback" not in err


def test_no_command_shows_the_help_as_a_usage_error(capsys):
    assert main([]) == 2
    assert "Commands:" in capsys.readouterr().err


def test_the_version_is_shown(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("shopkeeper 0.")


def test_a_data_folder_that_is_a_file_is_a_usage_error(tmp_path, capsys):
    file = tmp_path / "home"
    file.write_text("not a folder")
    assert main(["--home", str(file), "catalog", "stats"]) == 2
    assert "home" in capsys.readouterr().err


@pytest.mark.parametrize("place", ["before", "after"])
def test_the_data_folder_is_named_before_or_after_the_command(place, tmp_path, capsys):
    home = ["--home", str(tmp_path / "shop")]
    command = ["catalog", "stats"]
    assert main([*home, *command] if place == "before" else [*command, *home]) == 0
    assert (tmp_path / "shop" / "shop.db").exists()
    assert "catalog is empty" in capsys.readouterr().out


def test_the_option_wins_over_the_environment(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SHOPKEEPER_HOME", str(tmp_path / "environment"))
    assert main(["catalog", "stats"]) == 0
    assert main(["catalog", "stats", "--home", str(tmp_path / "option")]) == 0
    assert (tmp_path / "environment" / "shop.db").exists()
    assert (tmp_path / "option" / "shop.db").exists()


def test_a_wrong_setting_is_one_sentence_with_its_name(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SHOPKEEPER_PORT", "many")
    assert main(["catalog", "stats", "--home", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert "SHOPKEEPER_PORT" in err
    assert len(err.strip().splitlines()) == 1


def test_debug_shows_the_traceback(tmp_path, capsys):
    (tmp_path / "shop.db").write_bytes(b"this is no database, it is a sentence of some length" * 40)
    assert main(["catalog", "stats", "--home", str(tmp_path)]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert main(["catalog", "stats", "--debug", "--home", str(tmp_path)]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_told_and_has_its_own_exit_code(tmp_path, capsys):
    def interrupted(settings, require_catalog):
        raise KeyboardInterrupt

    launch = Launch(home=tmp_path, opener=interrupted)
    assert main(["search", "boots"], launch) == 130
    assert capsys.readouterr().err == "Interrupted.\n"


def test_a_fault_of_the_program_is_one_sentence_that_says_how_to_see_more(tmp_path, capsys):
    def faulty(settings, require_catalog):
        raise ZeroDivisionError("division by zero\nand more")

    launch = Launch(home=tmp_path, opener=faulty)
    assert main(["search", "boots"], launch) == 1
    err = capsys.readouterr().err
    assert err.startswith("Error: Something unexpected went wrong (ZeroDivisionError: division by zero)")
    assert "--debug" in err
    assert len(err.splitlines()) == 1
