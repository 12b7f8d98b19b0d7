"""Texts: how they are compared and shown, how wide they are, and what of them may stand in the name of a file."""

import functools
import re
import unicodedata

_INVISIBLE = frozenset({"Cf", "Cc"})
_UNSHOWN = _INVISIBLE | {"Cs", "Zl", "Zp"}
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NARROWING = re.compile(
    "其中.*|兼|(?:女|女性|党员|学生|学生会员|新增|新发展|缴费|退会|计划|目标|预计|预测|拟定?|章程规定|规定|核定|编制|批准|名额|应有|实到|应到|上届|换届前|上年度?|上一年度?|去年|往年)"
    "(?:人?数|值)?|(?!包?含).*(?:不含|不包括|除).*|.*(?:科协|主管).*|.*(?:审核|复核|初审)"
)
"""What a bracketed remark says that makes a heading another one: 会员代表人数（女）, 完成情况（上年）, 专（兼）职."""
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|%#&{}$!`~\s.]+')
_FILE_NAME_BYTES = 240  # with an extension it is a name for every file system
NAMELESS = "未命名"
_NUMBER = re.compile(
    r"(?:[(]?[0-9]{1,2}(?:[.、,:)]|(?=[\u4e00-\u9fff])(?![年月日次个人家项名]|届(?!次)))|[(]?[一二三四五六七八九十]{1,3}[.、,:)])+"
)
"""A number before a heading: 2.填报年度, ③成立时间, 二、届次; but not 18年底."""
SIMPLIFIED = {
    ord(pair[0]): pair[1]
    for pair in (
        "學学 會会 員员 數数 單单 體体 總总 計计 備备 註注 務务 稱称 標标 準准 選选 狀状 態态 評评 結结 實实 "
        "況况 證证 據据 報报 寫写 聯联 係系 繫系 電电 話话 類类 別别 屆届 歷历 職职 專专 業业 層层 線线 監监 "
        "長长 書书 黨党 無无 團团 眾众 農农 國国 設设 與与 間间 時时 開开 啟启 進进 動动 額额 說说 複复 適适 "
        "應应 質质 機机 構构 辦办 組组 織织 級级 齡龄 號号 碼码 項项 內内 達达 對对 劃划 產产 創创 優优 獎奖 "
        "勵励 講讲 習习 訓训 範范 發发 導导 領领 術术 論论 壇坛 醫医 藥药 雜杂 誌志 網网 衛卫 護护 資资 財财 "
        "經经 費费 個个 門门 關关 廣广 東东 濱滨 師师 園园 畢毕 戶户 過过 還还 這这 來来 為为 從从 際际 後后 "
        "滿满 歲岁 調调 處处 節节 點点 環环 屬属 舉举 觀观 驗验 統统 讀读 製制 條条 執执 輪轮 換换 錄录 冊册 "
        "裝装 "
    ).split()
}
"""Traditional characters of our headings and words, as old templates write them: 完成情況 → 完成情况."""
_LONGEST_HEADING = 120  # with a hint below it
_HINT = re.compile(
    r"[\r\n]\s*(?:[(（](?![^()（）]*[)）]\s*(?![请填如例])[\u4e00-\u9fff])|[请填如例]|单选|多选|必填|选填|下拉|格式|单位[:：]|打?√|是/否|是或否|限|据实)[\s\S]*"
    r"|[\r\n]\s*(?:[男有√○次个人名家项]|已?完成|已落实|达标|(?:中共)?党员)/[^\s(（]+\s*$"
)
"""A second line of a heading that says how to fill in, without brackets: 请选择, 已完成/部分完成/未完成."""
_TRANSLATION = re.compile("(?<=[\u4e00-\u9fff)])[a-z][a-z./]*$")  # 姓名 Name, in a line below or behind
_STARS = "*※★☆●○■□◆◇▲△"
_HEADING_NOISE = re.compile(r"/[人个名家]$|[:*※★☆●○■□◆◇▲△#、,，。.;；“”\"'’‘《》]")


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFKC", text)
    if text.isalnum():  # letters and digits alone, as most names
        return text
    text = _VARIATION.sub("", text)
    if text.isprintable():
        return text
    return "".join(
        " " if ch in "\t\n\r\v\f" else ch
        for ch in text
        if ch in "\t\n\r\v\f" or unicodedata.category(ch) not in _INVISIBLE
    )


@functools.lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """The text as a person reads it: half width, without invisible marks, blanks collapsed, ends trimmed."""
    return " ".join(_visible(text).split())


@functools.lru_cache(maxsize=8192)
def match_key(text: str) -> str:
    """The text for comparing: `clean`, without any blank, in lower case and simplified characters."""
    key = "".join(_visible(text).split()).casefold()
    return key if key.isascii() else key.translate(SIMPLIFIED)


@functools.lru_cache(maxsize=8192)
def heading_key(text: str) -> str:
    """A heading or label for comparing: `match_key` without bracketed remarks (units, hints; not those that make it
    another heading), a number in front, an English translation behind and punctuation.
    """
    key = match_key(_HINT.sub(_unless_below, text) if "\n" in text and len(text) <= _LONGEST_HEADING else text)
    if key[-1:].isascii() and key.rstrip(".")[-1:].isalpha():
        key = _TRANSLATION.sub("", key)
    if key.isalnum() and not key[0].isdigit():
        return key
    return _HEADING_NOISE.sub("", without_number(_BRACKETED.sub(_kept, key)))


def _unless_below(hint: re.Match[str]) -> str:
    """What is kept of a second line: all of it where nothing stands above it, or where a bracket that was opened there
    goes on (是否选做（选做任务, 填）).
    """
    above = hint.string[: hint.start()]
    is_open = sum(map(above.count, "(（")) > sum(map(above.count, ")）"))
    return "" if match_key(above) and not is_open else hint[0]


def _kept(bracketed: re.Match[str]) -> str:
    """What of a bracketed remark belongs to the heading."""
    remark = bracketed[0][1:-1]
    return remark if _NARROWING.fullmatch(remark) else ""


def without_number(key: str) -> str:
    """A `match_key` without the star or the number in front that a list gives it: *25.2016年底个人会员数."""
    key = key.lstrip(_STARS)
    number = _NUMBER.match(key)
    return key[number.end() :] if number else key


def shown(text: str) -> str:
    """The text on one line; what steers it unseen (controls, directions, joiners) is spelled out: 〈U+202E〉."""
    if text.isprintable():
        return text
    return "".join(f"〈U+{ord(ch):04X}〉" if unicodedata.category(ch) in _UNSHOWN else ch for ch in text)


def display_width(text: str) -> int:
    """How many half-width characters a text takes on one line: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in text)


@functools.lru_cache(maxsize=1024)
def file_name_part(text: str, longest: int = 80) -> str:
    """The text as a part of a file's name: without what a file system or a browser could take for more than a name."""
    printable = "".join(ch for ch in text if unicodedata.category(ch)[0] != "C" or ch in "\t\n")
    part = _NOT_IN_FILE_NAMES.sub("-", printable).strip("-_ ")[:longest]
    return part.encode()[:_FILE_NAME_BYTES].decode(errors="ignore")


def file_name(name: str) -> str:
    """A name with its extension so that every file system takes it: 甲/乙.xlsx becomes 甲-乙.xlsx."""
    stem, dot, extension = name.rpartition(".")
    return f"{file_name_part(stem) or NAMELESS}{dot}{file_name_part(extension)}"
