"""Releases: pure planners that decide, and one executor that acts.

A planner turns (release, observation, time) into one typed action; the executor performs it through a target, stores
the release, and asks again. A release that was killed therefore goes on where it stood.
"""
