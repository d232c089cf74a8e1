"""Account, data, language and look."""
