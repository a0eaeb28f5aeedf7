"""The suite that every target passes, and the request it sends; other packages import it from where it is."""

from app.targets.conformance import PAYLOAD, ROWS, TargetCases

__all__ = ["PAYLOAD", "ROWS", "TargetCases"]
