"""What the person chose about the program itself, kept in its settings."""

from dataclasses import replace

from dodo_desktop.core.updates import UpdateNote
from dodo_desktop.services.feed import Feed
from dodo_desktop.services.ports import Settings, SettingsStore


class Choices:
    """`settings` are those in use; the feed `changed` tells that they are others now."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store
        self.settings: Settings = store.load()
        self.changed: Feed[None] = Feed()

    def set_look(self, look: str) -> None:
        """system, light or dark. Raises OSError, as the following do."""
        self._save(replace(self.settings, look=look))

    def set_language(self, language: str) -> None:
        """A language's code, "" for the system's."""
        self._save(replace(self.settings, language=language))

    def set_ask_first(self, ask_first: bool) -> None:
        """Whether orders ask before they go out."""
        self._save(replace(self.settings, ask_first=ask_first))

    def note_updates(self, note: UpdateNote) -> None:
        """What was chosen and learnt about newer versions."""
        self._save(replace(self.settings, updates=note))

    def _save(self, settings: Settings) -> None:
        self._store.save(settings)
        self.settings = settings
        self.changed.emit(None)
