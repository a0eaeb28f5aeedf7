"""Request bodies that nobody means: any bytes, any JSON, and JSON that looks like a request."""

from __future__ import annotations

import json

from hypothesis import strategies as st

KEYS = st.sampled_from(
    (
        *(
            "dataframe_split",
            "dataframe_records",
            "instances",
            "inputs",
            "params",
            "columns",
            "data",
            "index",
            "a",
            "b",
        ),
        *("id", "name", "shape", "datatype", "outputs", "parameters", "messages"),
    )
)
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["a", "b", "FP64", "BYTES", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
tensors = st.fixed_dictionaries(
    {"name": st.sampled_from(["a", "b", "x"]), "shape": documents, "datatype": st.sampled_from(["FP64", "BYTES", 1])},
    optional={"data": documents},
)
requests = st.fixed_dictionaries(
    {"inputs": st.lists(tensors, max_size=3)}, optional={"outputs": documents, "parameters": documents, "id": documents}
)
bodies = st.binary(max_size=60) | (documents | requests).map(lambda document: json.dumps(document).encode())
