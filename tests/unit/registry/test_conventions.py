"""Names that must not drift: other rooms and saved runs rely on them."""

from __future__ import annotations

from app.registry import conventions


def test_a_models_artifacts_lie_in_a_folder_of_their_own_below_the_root() -> None:
    assert conventions.experiment_location("s3://bucket/mlflow/", "wine") == "s3://bucket/mlflow/wine"
    assert conventions.experiment_name("wine") == "slipway/wine"


def test_every_tag_is_ours_and_no_two_are_the_same() -> None:
    tags = [value for name, value in vars(conventions).items() if name.endswith("_TAG")]
    assert len(set(tags)) == len(tags)
    assert all(tag.startswith("slipway.") for tag in tags)
