"""What the program needs from outside: which Pythons and systems, the packages with their hashes, installed in `.venv`,
put on a stick, listed with their licences.

`start.py` imports it before anything is installed, with a Python that may be too old: standard library and old syntax
only.
"""
