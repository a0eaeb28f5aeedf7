"""The measurements behind `bin/bench`, and the peers they compare with."""
