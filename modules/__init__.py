"""Reusable constructs that know AWS and no environment."""
