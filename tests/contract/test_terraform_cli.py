"""Where terraform finds its providers, and that it finds them for many at once."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bin.commands import terraform_cli
from bin.commands.terraform_cli import cli_config, terraform_environment
from bin.commands.terraform_provider import PROVIDER, fetch_mirror, find_mirror, init_provider


@pytest.mark.parametrize(
    "place", ["usr/share/terraform/plugins", "usr/share/terraform", "opt/anything", "opt/vendor/plugins"]
)
def test_a_mirror_is_found_where_one_is_commonly_kept(tmp_path: Path, place: str) -> None:
    (tmp_path / place / PROVIDER).mkdir(parents=True)
    assert find_mirror({"HOME": str(tmp_path / "home")}, tmp_path) == tmp_path / place


def test_the_home_folder_goes_before_the_machine_and_the_variable_before_both(tmp_path: Path) -> None:
    home, own = tmp_path / "home", tmp_path / "own"
    for place in (tmp_path / "opt/anything", home / ".terraform.d/plugins", own):
        (place / PROVIDER).mkdir(parents=True)
    assert find_mirror({"HOME": str(home)}, tmp_path) == home / ".terraform.d/plugins"
    assert find_mirror({"HOME": str(home), "TF_PLUGIN_MIRROR": str(own)}, tmp_path) == own


def test_a_configuration_of_the_users_own_is_kept(tmp_path: Path) -> None:
    own = tmp_path / "own.tfrc"
    own.write_text("")
    assert cli_config(tmp_path / "unused", {"TF_CLI_CONFIG_FILE": str(own)}) == own
    assert not (tmp_path / "unused").exists()


def test_a_variable_that_names_a_missing_file_is_replaced_by_the_mirror_found(tmp_path: Path) -> None:
    mirror = tmp_path / "mirror"
    (mirror / PROVIDER).mkdir(parents=True)
    environ = {"TF_CLI_CONFIG_FILE": str(tmp_path / "missing"), "TF_PLUGIN_MIRROR": str(mirror)}
    added = terraform_environment(tmp_path / "config", environ)
    assert added["CHECKPOINT_DISABLE"] == "1"
    assert added["CDKTF_SKIP_PROVIDER_LOCK"] == "true", "a lock for other platforms would ask the registry"
    assert str(mirror) in Path(added["TF_CLI_CONFIG_FILE"]).read_text()


def test_cdktf_is_kept_from_terraforms_plugin_cache(tmp_path: Path) -> None:
    """cdktf runs several `terraform init` at once, for which that cache is not made."""
    home = {"HOME": str(tmp_path)}
    added = terraform_environment(tmp_path / "config", {**os.environ, **home})
    cache = tmp_path / ".terraform.d" / "plugin-cache"
    subprocess.run(["cdktf", "--version"], env={**os.environ, **added, **home}, check=True, capture_output=True)
    assert not cache.exists()
    without = {name: value for name, value in os.environ.items() if name not in added}  # an activated shell's
    subprocess.run(["cdktf", "--version"], env=without | home, check=True, capture_output=True)
    assert cache.exists(), "cdktf no longer turns the cache on by itself: nothing need be said against it"


def test_many_stacks_may_be_initialised_at_once(tmp_path: Path) -> None:
    """With the plugin cache, some of them fail: they meet in it."""
    environ = {**os.environ, "TF_PLUGIN_CACHE_DIR": str(tmp_path / "cache")}  # a user's own habit
    (tmp_path / "cache").mkdir()
    environ |= terraform_environment(tmp_path / "config", environ)
    folders = [tmp_path / str(number) for number in range(12)]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor(len(folders)) as pool:
        list(pool.map(lambda folder: init_provider(folder, environ), folders))
    assert not any((tmp_path / "cache").iterdir())


def test_a_machine_without_a_mirror_fetches_the_provider_once_however_many_ask(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """From wherever the user's own `.terraformrc` says: here, the mirror of the machine that runs the test."""
    configured = terraform_environment(tmp_path / "config")
    own = tmp_path / "home" / ".terraformrc"
    own.parent.mkdir()
    own.write_bytes(Path(configured["TF_CLI_CONFIG_FILE"]).read_bytes())
    environ = {name: value for name, value in os.environ.items() if name != "TF_CLI_CONFIG_FILE"}
    environ |= {"HOME": str(own.parent), "TF_PLUGIN_CACHE_DIR": ""}
    with ThreadPoolExecutor(3) as pool:
        (place,) = set(pool.map(lambda _: fetch_mirror(environ), range(3)))
    assert capfd.readouterr().err.count("Fetching") == 1
    assert find_mirror({"HOME": environ["HOME"]}, tmp_path) == place
    fetched = terraform_environment(tmp_path / "fetched", {**environ, "TF_PLUGIN_MIRROR": str(place)})
    (tmp_path / "project").mkdir()
    init_provider(tmp_path / "project", {**environ, **fetched})


def test_a_provider_that_cannot_be_fetched_leaves_nothing_half_there(tmp_path: Path) -> None:
    (tmp_path / ".terraformrc").write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{tmp_path}"\n  }}\n}}\n'
    )
    environ = {name: value for name, value in os.environ.items() if name != "TF_CLI_CONFIG_FILE"}
    environ |= {"HOME": str(tmp_path), "TF_PLUGIN_CACHE_DIR": ""}
    with pytest.raises(subprocess.CalledProcessError):
        fetch_mirror(environ)
    assert find_mirror({"HOME": str(tmp_path)}, tmp_path) is None
    kept = [path.name for path in (tmp_path / ".cache" / "slipway" / "terraform-providers").iterdir()]
    assert kept == ["lock"]


def test_a_cache_that_cannot_be_written_leaves_the_fetching_to_terraform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".cache").write_text("a file where the folder should be")
    monkeypatch.setattr(terraform_cli, "find_mirror", lambda _: None)  # a machine without one
    assert cli_config(tmp_path / "config", {"HOME": str(tmp_path)}) is None
