"""Understanding what people type: a message in, an intent with its slots out. Rules and word lists, no models."""

from dieuphoi.handlers.understanding.known import Known, KnownTask, Understood
from dieuphoi.handlers.understanding.message import understand

__all__ = ["Known", "KnownTask", "Understood", "understand"]
