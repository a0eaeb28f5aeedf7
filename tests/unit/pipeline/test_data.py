"""Rows: what can be trained on, and the one error that says why something cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BadInputError
from app.pipeline.data import MINIMUM_ROWS_PER_CLASS, load
from app.pipeline.spec import BundledData, CsvData

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "size,weight,kind"
ROWS = [f"{number},{number / 2},{'ab'[number % 2]}" for number in range(2 * MINIMUM_ROWS_PER_CLASS)]


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "fruit.csv"


def written(csv: Path, *lines: str) -> CsvData:
    csv.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return CsvData(path=str(csv), target="kind")


def refusal(source: CsvData) -> str:
    with pytest.raises(BadInputError) as caught:
        load(source)
    assert source.path in caught.value.what
    return str(caught.value)


@pytest.mark.parametrize(("name", "rows", "classes"), [("wine", 178, 3), ("breast_cancer", 569, 2)])
def test_bundled_data_has_named_columns_and_classes(name: str, rows: int, classes: int) -> None:
    data = load(BundledData(name=name))
    assert (len(data.features), len(data.target), len(data.classes)) == (rows, rows, classes)
    assert set(data.features.dtypes.astype(str)) == {"float64"}


def test_an_unknown_bundled_data_set_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadInputError, match=r"'iris'[\s\S]*wine, breast_cancer"):
        load(BundledData(name="iris"))


def test_a_csv_file_is_read_with_every_column_but_the_target_as_a_feature(csv: Path) -> None:
    data = load(written(csv, HEADER, *ROWS))
    assert list(data.features.columns) == ["size", "weight"]
    assert data.classes == ["a", "b"]
    assert (data.name, data.target.name) == ("fruit", "kind")
    assert data.features["weight"].iloc[3] == 1.5


def test_named_features_alone_are_read(csv: Path) -> None:
    source = written(csv, f"note,{HEADER}", *(f"free text,{row}" for row in ROWS))
    data = load(source.model_copy(update={"features": ("weight",)}))
    assert list(data.features.columns) == ["weight"]


def test_blanks_around_values_blank_lines_and_a_byte_order_mark_are_no_data(csv: Path) -> None:
    plain = load(written(csv, HEADER, *ROWS))
    messy = load(written(csv, "\ufeff size , weight,kind ", "", *(row.replace(",", " , ") for row in ROWS), "", ""))
    assert messy.digest == plain.digest


def test_the_digest_depends_on_values_names_and_order_and_not_on_how_numbers_are_written(csv: Path) -> None:
    digest = load(written(csv, HEADER, *ROWS)).digest
    same = [row.replace(",0.5,", ",5e-1,") for row in ROWS]
    assert load(written(csv, HEADER, *same)).digest == digest
    changed = ["0,0.0001,a", *ROWS[1:]]
    for lines in ([HEADER, *changed], ["siz,weight,kind", *ROWS], [HEADER, *reversed(ROWS)]):
        assert load(written(csv, *lines)).digest != digest


def test_a_missing_file_is_named(csv: Path) -> None:
    assert "no such file" in refusal(CsvData(path=str(csv), target="kind"))


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(CsvData(path=str(tmp_path), target="kind"))


def test_a_file_of_bytes_is_refused(csv: Path) -> None:
    csv.write_bytes(bytes(range(256)) * 10)
    assert "cannot be read" in refusal(CsvData(path=str(csv), target="kind"))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "the file is empty"),
        ([HEADER], "no row"),
        ([HEADER, "", ""], "no row"),
        (["size,weight", *(row[:-2] for row in ROWS)], "column 'kind' is missing (there are 'size', 'weight')"),
        (["kind", *(row[-1] for row in ROWS)], "no column besides the target 'kind'"),
        (["size,size,kind", *ROWS], "column 'size' is there 2 times"),
        ([HEADER, *ROWS, "1,2,3,4"], "line 22"),
        ([HEADER, "big,1,a", *ROWS], "column 'size' is not a number ('big') in line 2"),
        ([HEADER, *ROWS, "", "1,inf,a"], "column 'weight' is not a number ('inf') in line 23"),
        ([HEADER, *ROWS, "1,,a"], "column 'weight' has no value in line 22"),
        ([HEADER, *ROWS, "1,NaN,a"], "column 'weight' has no value in line 22"),
        ([HEADER, *ROWS, "1"], "column 'kind' has no value in line 22"),
        ([HEADER, *ROWS, "1,2,"], "column 'kind' has no value in line 22"),
        ([HEADER, *ROWS, "1,2,c"], "'c' (1)"),
        ([HEADER, *(row[:-1] + "a" for row in ROWS)], "one class only ('a')"),
        ([HEADER, *(f"1,2,{number}.5" for number in range(30))], "must be a class, not a number"),
    ],
)
def test_what_cannot_be_trained_on_is_named_with_column_line_and_file(csv: Path, lines: list[str], said: str) -> None:
    csv.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert said in refusal(CsvData(path=str(csv), target="kind"))


def test_every_problem_of_a_file_is_in_the_one_message(csv: Path) -> None:
    message = refusal(written(csv, HEADER, *ROWS, "x,,c"))
    assert all(f"column '{name}'" in message for name in ("size", "weight", "kind"))


def test_a_message_stays_short_when_a_whole_column_is_wrong(csv: Path) -> None:
    lines = [f"word,{number},{'ab'[number % 2]}" for number in range(1000)]
    message = refusal(written(csv, HEADER, *lines))
    assert "and 995 more" in message
    assert len(message) < 500


SCRAPS = st.sampled_from(
    ["kind", "size", "1", "-2.5", "nan", "", " ", ",", ",", "\n", "\n", '"', "\x00", "é", "\r", ";"]
)


@settings(max_examples=150, deadline=None)
@given(text=st.lists(SCRAPS, max_size=60).map("".join) | st.text(max_size=100))
def test_any_text_is_refused_in_our_own_words_and_with_its_file(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(BadInputError) as caught:  # far too few rows of any class
        load(CsvData(path=str(path), target="kind"))
    assert str(path) in str(caught.value)
