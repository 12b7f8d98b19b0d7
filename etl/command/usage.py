"""The texts of argparse in Chinese (usage, errors): a gettext catalogue (`locale/`), made from `messages.po`.

And a word that a command is given.
"""

import gettext
import os
from pathlib import Path

JOURNAL = "journal"
"""What `accept-loss` is given for the journal itself, instead of a file."""


def speak_chinese() -> None:
    """Have argparse, which asks gettext for each of its texts, find the Chinese ones."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", Path(__file__).with_name("locale"))
