"""The texts of argparse in Chinese (usage, errors): a gettext catalogue (`locale/`), made from `messages.po`."""

import gettext
import os
from pathlib import Path


def speak_chinese() -> None:
    """Have argparse, which asks gettext for each of its texts, find the Chinese ones."""
    os.environ["LANGUAGE"] = "zh_CN"
    gettext.bindtextdomain("messages", Path(__file__).with_name("locale"))
