"""What can go wrong with a request, each with its HTTP status, and with a load, each with its reason.

No message here repeats a value of the request: error bodies and logs are no place for what a caller sent.
"""

from __future__ import annotations


class ServingError(Exception):
    """A request that gets no prediction.

    Attributes:
        status: HTTP status code.
        code: MLflow's name for the class of error, as its own scoring server answers it.
    """

    status = 500
    code = "INTERNAL_ERROR"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """Response headers that belong to this error."""
        return ()


class InvalidInputError(ServingError):
    """The body cannot be read, or does not fit the model's signature."""

    status = 400
    code = "BAD_REQUEST"


class ModelError(ServingError):
    """The model itself raised. MLflow's scoring server answers 400, so a counter of its own tells it apart.

    Args:
        message: What is told to the caller.
        cause: What the model raised.
        status: 400 unless the model chose another status by raising an MlflowException.
    """

    code = "BAD_REQUEST"

    def __init__(self, message: str, *, cause: BaseException, status: int = 400) -> None:
        super().__init__(message)
        self.cause = cause
        self.status = status


class NotFoundError(ServingError):
    """No such path, or no such model on this server."""

    status = 404
    code = "RESOURCE_DOES_NOT_EXIST"


class MethodNotAllowedError(ServingError):
    """The path exists, for another method.

    Args:
        message: What is told to the caller.
        allowed: The methods that the path has.
    """

    status = 405
    code = "BAD_REQUEST"

    def __init__(self, message: str, *, allowed: tuple[str, ...]) -> None:
        super().__init__(message)
        self._allowed = allowed

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """RFC 9110 wants the allowed methods named."""
        return ((b"allow", ", ".join(self._allowed).encode()),)


class TooLargeError(ServingError):
    """More bytes or more rows than the server takes in one request.

    Args:
        message: What is told to the caller.
        endless: Not even the rest of it is read: the connection is closed.
    """

    status = 413
    code = "REQUEST_LIMIT_EXCEEDED"

    def __init__(self, message: str, *, endless: bool = False) -> None:
        super().__init__(message)
        self._endless = endless

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """What the client may still send has no reader."""
        return ((b"connection", b"close"),) if self._endless else ()


class UnsupportedMediaTypeError(ServingError):
    """The content type is none that the route reads."""

    status = 415
    code = "BAD_REQUEST"


class UnavailableError(ServingError):
    """Not ready, or the queue is full: the same request may succeed later.

    Args:
        message: What is told to the caller.
        retry_after_seconds: When to try again (Retry-After).
    """

    status = 503
    code = "TEMPORARILY_UNAVAILABLE"

    def __init__(self, message: str, *, retry_after_seconds: int = 1) -> None:
        super().__init__(message)
        self._retry_after_seconds = retry_after_seconds

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """RFC 9110's Retry-After."""
        return ((b"retry-after", b"%d" % self._retry_after_seconds),)


class PredictionTimeoutError(ServingError):
    """The prediction was not there in time; MLflow's server answers 504 as well."""

    status = 504
    code = "REQUEST_TIMEOUT"


class LoadError(Exception):
    """The model could not be loaded; `reason` is a stable word for machines, the message is for people."""

    reason = "load_failed"


class RegistryUnreachableError(LoadError):
    """The tracking server or the artifact store did not answer: the model may be fine."""

    reason = "registry_unreachable"


class ModelMissingError(LoadError):
    """The registry or the artifact store answered that there is no such model, version or file."""

    reason = "model_missing"


class MissingRequirementError(LoadError):
    """The model needs packages that are not installed here."""

    reason = "missing_requirements"


class WarmUpError(LoadError):
    """The model was loaded but cannot predict its own input example."""

    reason = "warm_up_failed"
