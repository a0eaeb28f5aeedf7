"""How long CloudWatch Logs may keep a log."""

from __future__ import annotations

# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
LOG_RETENTION_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)  # fmt: skip  # noqa: E501


def known_retention(days: int) -> None:
    """Refuse a number of days that CloudWatch Logs would refuse.

    Raises:
        ValueError: Names the nearest number that it takes.
    """
    if days not in LOG_RETENTION_DAYS:
        nearest = min(LOG_RETENTION_DAYS, key=lambda known: abs(known - days))
        raise ValueError(
            f"log_retention_days {days} is not a retention CloudWatch Logs takes; the nearest is {nearest}"
        )
