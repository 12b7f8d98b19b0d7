"""Unified social credit codes (统一社会信用代码, GB 32100-2015) that look right and belong to nobody."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = [pow(3, position, 31) for position in range(17)]
_BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
# 51: a society registered with civil affairs; 990000: a region that no code of the country names.
_HEAD = "51990000"


def invented(number: int) -> str:
    """The code of the society with this number, with both its check characters right."""
    body = f"MJ{number:06d}"
    total = sum(weight * _BODY_ALPHABET.index(ch) for weight, ch in zip(_BODY_WEIGHTS, body, strict=True))
    code = f"{_HEAD}{body}{'0123456789X'[-total % 11]}"
    return code + check_character(code)


def check_character(code: str) -> str:
    """The 18th character that belongs to the first 17."""
    total = sum(weight * _ALPHABET.index(ch) for weight, ch in zip(_WEIGHTS, code, strict=True))
    return _ALPHABET[-total % 31]
