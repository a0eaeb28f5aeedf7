"""The embedded runtime: the platform's parts as real processes on one machine, no Docker and no AWS account."""
