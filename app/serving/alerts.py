"""Alerts: what a person has to hear of, posted to a webhook as JSON."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import BadInputError

if TYPE_CHECKING:
    from app.serving.logs import JsonLog

_ATTEMPTS = 4
_RETRY_SECONDS = 1.0  # doubled each time
_TIMEOUT_SECONDS = 5.0


class Webhook:
    """Posts alerts.

    Args:
        url_file: The file that holds the URL. Whoever knows the URL may post: it is a secret, and never logged.
        log: Told of an alert that nobody took.

    Raises:
        BadInputError: The file cannot be read, or holds no URL.
    """

    def __init__(self, url_file: str, log: JsonLog) -> None:
        self._log = log
        try:
            self._url = Path(url_file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadInputError(
                f"the file {url_file} cannot be read",
                why=error.strerror or str(error),
                fix="put the webhook's URL into it, or leave out --alert-url-file",
            ) from error
        if not self._url.startswith(("http://", "https://")):
            raise BadInputError(f"{url_file} holds no URL", fix="put the webhook's URL into it: https://…")

    def post(self, text: str, **fields: Any) -> None:
        """Post an alert, several times if need be; takes its time, so not from the event loop's thread.

        Args:
            text: For people, under the key that Slack and Mattermost show.
            fields: For machines.
        """
        import requests  # noqa: PLC0415 - MLflow has imported it by now; the listener starts without

        wait_seconds, why = _RETRY_SECONDS, ""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                answer = requests.post(self._url, json={"text": text, **fields}, timeout=_TIMEOUT_SECONDS)
            except requests.RequestException as error:
                why = type(error).__name__  # its words quote the URL
            else:
                if answer.ok:
                    return
                why = f"HTTP {answer.status_code}"
            if attempt < _ATTEMPTS:
                time.sleep(wait_seconds)
                wait_seconds *= 2
        self._log.event("alert_failed", level="error", message=f"the webhook did not take it: {why}", alert=text)
