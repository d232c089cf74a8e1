"""Where files are kept."""

import re
from pathlib import Path

APP_NAME = "Dodo Payment Links"
PRACTICE = "practice"

_PROFILE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_CUSTOM = "custom-"
_DATABASE = "data.sqlite3"


class Paths:
    """The folders of the program: the system's usual ones, or all below `root`.

    Folders are made when they are first asked for, 0700; that raises OSError where the disk refuses.
    """

    def __init__(self, root: Path | None = None) -> None:
        if root is None:
            import platformdirs

            self._data = Path(platformdirs.user_data_path(APP_NAME, appauthor=False))
            self._config = Path(platformdirs.user_config_path(APP_NAME, appauthor=False))
            self._logs = Path(platformdirs.user_log_path(APP_NAME, appauthor=False))
        else:
            root = root.expanduser().absolute()
            self._data, self._config, self._logs = root, root, root / "logs"

    @property
    def data(self) -> Path:
        """The folder of all that is kept."""
        return private_folder(self._data)

    @property
    def settings_file(self) -> Path:
        """The file of the settings, in a folder that exists."""
        return private_folder(self._config) / "settings.json"

    @property
    def logs(self) -> Path:
        """The folder of the logs."""
        return private_folder(self._logs)

    @property
    def instance_lock(self) -> Path:
        """The file whose lock the one running program holds."""
        return self.data / "program.lock"

    def profile(self, profile_id: str) -> Path:
        """The folder of a profile, of practice, or of a custom host (`custom_id`).

        Raises ValueError for an id that could name a place elsewhere.
        """
        return private_folder(self.place(profile_id))

    def place(self, profile_id: str) -> Path:
        """Where the folder of a profile is or would be; asking makes none. Raises ValueError as `profile`."""
        if not _PROFILE_ID.fullmatch(profile_id):
            raise ValueError("a profile's id is letters, digits and dashes")
        if profile_id == PRACTICE or profile_id.startswith(_CUSTOM):
            return self.data / profile_id
        return self.data / "profiles" / profile_id

    def database(self, profile_id: str) -> Path:
        """The database of a profile. Raises ValueError as `profile` does."""
        return self.profile(profile_id) / _DATABASE

    def has_data(self, profile_id: str) -> bool:
        """Whether a profile has a database. Raises ValueError as `profile` does."""
        return (self.place(profile_id) / _DATABASE).is_file()

    def runner_lock(self, profile_id: str) -> Path:
        """The file whose lock the one runner of a profile's orders holds."""
        return self.profile(profile_id) / "runner.lock"


def custom_id(host: str) -> str:
    """The profile id of a custom host (with its port): each host has its own, and its data never mixes."""
    import hashlib

    return _CUSTOM + hashlib.sha256(host.casefold().encode()).hexdigest()[:16]


def private_folder(folder: Path) -> Path:
    """`folder`, made together with what is missing above it, each 0700. Raises OSError."""
    if not folder.is_dir():
        private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder
