"""What every block of settings is."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """Settings cannot be changed after they are made, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
