"""The images that carry Slipway: what is in them, how they are built, pushed and proven."""
