"""Where the payload log is kept: a folder, or S3. A file is there whole or not at all."""

from __future__ import annotations

import os
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit

from app.errors import BadInputError, SlipwayError

if TYPE_CHECKING:
    from collections.abc import Iterator

# A write that takes this long has no writer any more.
_ABANDONED_SECONDS = 3600.0
# The writer has its own bounded retry: a dead endpoint must not hold it for boto3's minutes.
_CONNECT_SECONDS = 3
_READ_SECONDS = 10


class Store(Protocol):
    """A place for files, by key (`a/b/c.parquet`)."""

    def connect(self) -> None:
        """Do now what would make the first write slow; whatever goes wrong is raised."""

    def write(self, key: str, data: bytes) -> None:
        """Put a file there, whole or not at all; whatever goes wrong is raised."""

    def read(self, key: str) -> bytes:
        """A file's content."""

    def keys(self, prefix: str) -> Iterator[str]:
        """Every key that starts with `prefix` (a folder, ending in a slash)."""

    def folders(self, prefix: str) -> Iterator[str]:
        """The names of the folders right below `prefix`."""


def open_store(uri: str, *, session: Any = None) -> Store:
    """The store of a URI: `s3://bucket/prefix`, `file:///folder`, or a folder's path.

    Args:
        uri: Where.
        session: A boto3 session, or one of its kind; None: a default one, made with the first use.

    Raises:
        BadInputError: It is none of these.
    """
    parts = urlsplit(uri)
    if parts.scheme == "s3" and parts.netloc:
        return S3Store(parts.netloc, parts.path, session=session)
    if parts.scheme == "file" and parts.path:
        return FolderStore(Path(unquote(parts.path)))
    if parts.scheme == "" and uri:
        return FolderStore(Path(uri))
    raise BadInputError(
        f"{uri!r} is no place for a payload log", why="it is s3://bucket/prefix or a folder", fix="give one of these"
    )


class FolderStore:
    """A folder: files are written beside it and renamed into it.

    Args:
        root: The folder; made with the first write.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._partial = root / ".partial"

    def connect(self) -> None:
        """See `Store.connect`."""
        self._partial.mkdir(parents=True, exist_ok=True)

    def write(self, key: str, data: bytes) -> None:
        """See `Store.write`."""
        target = self._root / key
        target.parent.mkdir(parents=True, exist_ok=True)
        self._partial.mkdir(exist_ok=True)
        self._clean()
        unfinished = self._partial / uuid.uuid4().hex
        try:
            with unfinished.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)

    def read(self, key: str) -> bytes:
        """See `Store.read`."""
        return (self._root / key).read_bytes()

    def keys(self, prefix: str) -> Iterator[str]:
        """See `Store.keys`."""
        found = (path for path in (self._root / prefix).rglob("*") if path.is_file())
        return (path.relative_to(self._root).as_posix() for path in sorted(found))

    def folders(self, prefix: str) -> Iterator[str]:
        """See `Store.folders`."""
        folder = self._root / prefix
        return iter(sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ())

    def _clean(self) -> None:
        """Remove what a writer that was killed has left."""
        oldest = time.time() - _ABANDONED_SECONDS
        for path in self._partial.iterdir():
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except FileNotFoundError:
                continue  # another writer's, just renamed


class S3Store:
    """A bucket, below a prefix. S3 shows an object when it is complete.

    Args:
        bucket: The bucket's name.
        prefix: Where in the bucket; slashes around it do not matter.
        session: A boto3 session, or one of its kind; None: a default one, made with the first use.
    """

    def __init__(self, bucket: str, prefix: str = "", *, session: Any = None) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._session = session
        self._s3: Any = None

    def connect(self) -> None:
        """See `Store.connect`."""
        self._client()

    def write(self, key: str, data: bytes) -> None:
        """See `Store.write`."""
        self._client().put_object(Bucket=self._bucket, Key=self._prefix + key, Body=data)

    def read(self, key: str) -> bytes:
        """See `Store.read`."""
        with _explained(self._bucket):
            body: bytes = self._client().get_object(Bucket=self._bucket, Key=self._prefix + key)["Body"].read()
        return body

    def keys(self, prefix: str) -> Iterator[str]:
        """See `Store.keys`."""
        for page in self._pages(prefix):
            for item in page.get("Contents", ()):
                yield item["Key"].removeprefix(self._prefix)

    def folders(self, prefix: str) -> Iterator[str]:
        """See `Store.folders`."""
        for page in self._pages(prefix, Delimiter="/"):
            for item in page.get("CommonPrefixes", ()):
                yield item["Prefix"].removeprefix(self._prefix + prefix).rstrip("/")

    def _pages(self, prefix: str, **options: str) -> Iterator[Any]:
        pages = self._client().get_paginator("list_objects_v2")
        with _explained(self._bucket):
            yield from pages.paginate(Bucket=self._bucket, Prefix=self._prefix + prefix, **options)

    def _client(self) -> Any:
        if self._s3 is None:
            import boto3  # noqa: PLC0415 - slow to import
            from botocore.config import Config  # noqa: PLC0415 - slow to import

            config = Config(
                connect_timeout=_CONNECT_SECONDS, read_timeout=_READ_SECONDS, retries={"total_max_attempts": 1}
            )
            self._s3 = (self._session or boto3.session.Session()).client("s3", config=config)
        return self._s3


@contextmanager
def _explained(bucket: str) -> Iterator[None]:
    """S3's refusals as errors a person can act on."""
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - slow to import

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise SlipwayError(
            f"the payload log in s3://{bucket} cannot be read",
            why=str(error),
            fix="check the bucket's name and your rights; locally: bin/slipway status",
        ) from error
