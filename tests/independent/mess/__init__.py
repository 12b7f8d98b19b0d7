"""From what a society means to the files that people send: the same truth in every disorder that still must read."""
