"""From data to a version in Staging: validate → train → evaluate → register → gate."""
