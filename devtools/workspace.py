"""Where a working copy keeps what ./dev makes."""

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CACHE_NAME = "ugyfelkor"


@dataclass(frozen=True)
class Workspace:
    """One working copy: its root, its private state and the downloads it shares with others."""

    root: Path
    cache: Path

    @classmethod
    def here(cls) -> "Workspace":
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
        return cls(Path(__file__).resolve().parent.parent, Path(base).expanduser() / CACHE_NAME)

    @property
    def state(self) -> Path:
        return self.root / ".dev"

    @property
    def addons(self) -> Path:
        return self.root / "addons"

    @property
    def python(self) -> Path:
        return self.state / "venv" / "bin" / "python"

    @property
    def bin(self) -> Path:
        return self.state / "bin"

    @property
    def data_dir(self) -> Path:
        return self.state / "data"

    @property
    def logs(self) -> Path:
        return self._folder("logs")

    @property
    def run(self) -> Path:
        return self._folder("run")

    @cached_property
    def short_name(self) -> str:
        """Eight characters that tell this working copy from others on the machine."""
        return hashlib.sha256(str(self.root).encode()).hexdigest()[:8]

    def _folder(self, name: str) -> Path:
        folder = self.state / name
        folder.mkdir(parents=True, exist_ok=True)
        return folder
