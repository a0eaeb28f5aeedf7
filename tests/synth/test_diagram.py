"""The picture of the architecture: drawn from what is synthesised, the same every time, and up to date."""

from __future__ import annotations

import html
import re

import pytest

from bin.commands.diagram import ENVIRONMENT, PICTURE, draw
from bin.commands.picture import Box, arrows, boxes, columns, svg


def words(drawn: str) -> list[str]:
    """What the picture says, in the order in which it is drawn."""
    return [html.unescape(each) for each in re.findall(r"<text[^<>]*>([^<>]*)</text>", drawn)]


def stack(name: str, *reads: str) -> Box:
    return Box(name, (), reads)


def test_the_picture_in_docs_is_what_the_stacks_give_today() -> None:
    assert PICTURE.read_text(encoding="utf-8") == draw(ENVIRONMENT), "run `bin/slipway diagram` and commit the result"


def test_it_shows_every_stack_and_its_main_resources() -> None:
    shown = words(draw(ENVIRONMENT))
    for expected in ("network", "data", "ingress", "tracking", "serving", "gateway", "PostgreSQL", "EKS cluster"):
        assert expected in shown


def test_a_stack_stands_right_of_all_that_it_reads() -> None:
    made = [stack("d", "b", "c"), stack("b", "a"), stack("c", "a", "b"), stack("a")]
    assert [[box.name for box in column] for column in columns(made)] == [["a"], ["b"], ["c"], ["d"]]


def test_an_arrow_that_others_imply_is_left_out() -> None:
    made = [stack("network"), stack("data", "network"), stack("tracking", "network", "data")]
    assert arrows(made) == [("network", "data"), ("data", "tracking")]


def test_several_resources_of_a_type_are_one_line() -> None:
    made = boxes(
        {"x-data": {"resource": {"aws_s3_bucket": {"A": {}, "B": {}}, "aws_route": {"C": {}}}}}, {"x-data": []}
    )
    assert [line.text for line in made[0].lines] == ["2 \N{MULTIPLICATION SIGN} S3 bucket"]


@pytest.mark.parametrize("title", ["a & b", "<script>"])
def test_what_is_written_cannot_break_the_picture(title: str) -> None:
    assert title in words(svg([stack("a")], title=title, subtitle=title))
