"""``--self-check``: whether this installation is whole, tried without a window on the screen.

It works in a folder of its own that is removed again, touches nobody's data, and reaches no other machine.
"""
