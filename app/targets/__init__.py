"""Where deployments run: the port `Target`, its adapters, and how they are found.

An environment's adapter is an entry point of the group `slipway.targets` whose name is the environment's. Another
package can add one.
"""
