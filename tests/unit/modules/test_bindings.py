"""What a binding refuses, and what the generator writes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules import cdk
from modules.aws import ecr, s3
from modules.bindings.render import Binding, python_name, python_type, render_service
from modules.bindings.schema import PROVIDER, SchemaError, read_types

THING = {
    "block": {
        "attributes": {
            "id": {"type": "string", "optional": True, "computed": True},
            "name": {"type": "string", "required": True, "description": 'The "name".'},
            "lambda": {"type": "number", "optional": True},
            "old": {"type": "string", "optional": True, "deprecated": True},
            "tags_all": {"type": ["map", "string"], "optional": True, "computed": True},
            "zones": {"type": ["set", "string"], "optional": True},
        },
        "block_types": {
            "rule": {
                "nesting_mode": "list",
                "min_items": 1,
                "block": {"attributes": {"id": {"type": "string", "required": True}}},
            },
            "single": {"nesting_mode": "list", "max_items": 1, "block": {}},
        },
    }
}


def document(**types: object) -> dict[str, object]:
    return {"provider_schemas": {PROVIDER: {"resource_schemas": types, "data_source_schemas": {}}}}


def rendered() -> str:
    body = read_types(document(aws_thing=THING), "resource_schemas", ["aws_thing"])["aws_thing"]
    return render_service("thing", "1.2.3", [Binding("aws_thing", "Thing", is_data=False, body=body)])


@pytest.fixture(scope="module")
def stack() -> cdk.Stack:
    return cdk.Stack(cdk.App(), "bindings")


def test_an_unknown_argument_is_refused_by_name_with_the_nearest_known_one(stack: cdk.Stack) -> None:
    with pytest.raises(
        cdk.BindingError, match=r"^aws_s3_bucket: unknown argument 'force_destory'; did you mean 'force_destroy'"
    ):
        s3.Bucket(stack, "Unknown", force_destory=True)  # type: ignore[call-arg]


def test_a_missing_argument_is_refused_by_name(stack: cdk.Stack) -> None:
    with pytest.raises(cdk.BindingError, match=r"^aws_ecr_lifecycle_policy: required argument 'policy' is missing$"):
        ecr.LifecyclePolicy(stack, "Missing", repository="a")  # type: ignore[call-arg]


def test_a_refused_resource_leaves_nothing_in_the_stack(stack: cdk.Stack) -> None:
    with pytest.raises(cdk.BindingError):
        s3.Bucket(stack, "Refused", colour="blue")  # type: ignore[call-arg]
    assert stack.node.try_find_child("Refused") is None


def test_a_nested_block_is_checked_as_its_resource_is() -> None:
    with pytest.raises(
        cdk.BindingError,
        match=r"aws_ecr_repository\.image_scanning_configuration: unknown .* did you mean 'scan_on_push'",
    ):
        ecr.RepositoryImageScanningConfiguration(scan_push=True)  # type: ignore[call-arg]


def test_blocks_and_none_become_plain_values() -> None:
    rule = s3.BucketLifecycleConfigurationRuleFilter(prefix="")
    assert cdk.plain({"rule": [rule], "left_out": None, "pair": (1, 2)}) == {"rule": [{"prefix": ""}], "pair": [1, 2]}


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_plain_values_stay_what_they_are_once_plain(value: object) -> None:
    assert cdk.plain(cdk.plain(value)) == cdk.plain(value)


def test_arguments_are_keyword_only_required_ones_first() -> None:
    signature = rendered().split("class Thing(cdk.Resource)")[1].split(") -> None")[0]
    names = ["*,", "name: str,", "rule: Sequence[ThingRule],", "lambda_: float | None = None,"]
    positions = [signature.index(name) for name in names]
    assert positions == sorted(positions)
    assert "single: ThingSingle | None = None," in signature


def test_what_only_the_provider_sets_is_no_argument_and_has_a_getter() -> None:
    text = rendered()
    assert "id: str | None" not in text
    assert "tags_all" not in text
    assert 'return self._string("id")' in text
    assert 'return self._strings("zones")' in text


def test_a_deprecated_argument_gets_no_binding() -> None:
    assert "old" not in rendered()


def test_a_required_id_of_a_block_stays_an_argument() -> None:
    assert "        id: str,\n" in rendered().split("class ThingRule(cdk.Block)")[1]


def test_generated_text_is_python_and_names_the_provider_page() -> None:
    text = rendered()
    compile(text, "thing.py", "exec")
    assert "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/thing" in text
    assert "name: The 'name'." in text


def test_a_type_that_the_provider_lacks_is_refused_by_name() -> None:
    with pytest.raises(SchemaError, match="no aws_thin in its resource_schemas"):
        read_types(document(aws_thing=THING), "resource_schemas", ["aws_thin"])


@pytest.mark.parametrize(
    ("terraform", "python"),
    [
        ("string", "str"),
        (["list", "string"], "Sequence[str]"),
        (["map", ["list", "number"]], "Mapping[str, Sequence[float]]"),
        (["set", ["object", {"a": "string"}]], "Sequence[Mapping[str, Any]]"),
    ],
)
def test_terraform_types_become_annotations(terraform: object, python: str) -> None:
    assert python_type(terraform) == python


def test_names_that_python_or_the_base_class_has_taken_get_an_underscore() -> None:
    assert [python_name(name) for name in ("from", "scope", "bucket")] == ["from_", "scope_", "bucket"]


def test_only_the_named_blocks_of_a_block_are_read() -> None:
    only = {"aws_thing": ("single",)}
    body = read_types(document(aws_thing=THING), "resource_schemas", ["aws_thing"], only)["aws_thing"]
    assert [nested.name for nested in body.blocks] == ["single"]
