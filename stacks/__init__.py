"""The deployable stacks and the environments they are deployed to."""
