"""What argparse says of its own accord, in Chinese."""

import argparse

_WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "%(prog)s: error: %(message)s\n": "用法不对：%(message)s。\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "the following arguments are required: %s": "缺少 %s",
    "unrecognized arguments: %s": "认不出 %s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有“%(value)s”，可用的有 %(choices)s",
    "invalid %(type)s value: %(value)r": "“%(value)s”看不懂，应填整数",
    "expected one argument": "后面要写一项内容",
    "expected at least one argument": "后面至少要写一项内容",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不明确，可能是 %(matches)s",
    "ignored explicit argument %r": "后面不应有 %r",
}


def speak_chinese() -> None:
    """Have every parser of this process speak Chinese: argparse looks each of its own texts up under this name."""
    argparse._ = lambda text: _WORDS.get(text, text)  # type: ignore[attr-defined]
