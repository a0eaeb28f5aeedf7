"""Typed bindings of the AWS resource types in use. Generated; see `modules.bindings`."""
