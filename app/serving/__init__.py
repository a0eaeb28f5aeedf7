"""The model server: http → dataplane → model. Started with `python -m app.serving`."""
