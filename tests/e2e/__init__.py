"""The real program, started like a person starts it and driven from outside."""
