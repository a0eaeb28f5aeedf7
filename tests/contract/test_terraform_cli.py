"""Where terraform finds its providers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bin.commands.terraform_cli import PROVIDER, cli_config, find_mirror, terraform_environment


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
