"""The commands of `account`: add, list, disable, password."""

import argparse
import getpass
import sys
from collections.abc import Callable

from etl.accounts.accounts_file import CLERK, ROLES, AccountError, AccountsFile
from etl.command.exit_code import OK
from etl.paths import COMMAND, DataFolder
from etl.text import shown

Deed = Callable[[argparse.Namespace, AccountsFile], None]


def describe(command: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    """Say what `account` takes; each deed takes the options of `common` too."""
    deeds = command.add_subparsers(title="做什么", required=True, metavar="做什么")

    def offer(name: str, deed: Deed, text: str) -> argparse.ArgumentParser:
        offered = deeds.add_parser(name, help=text, description=text, parents=[common])
        offered.set_defaults(deed=deed)
        return offered

    added = offer("add", _add, "新建账号；口令要输入两遍，或从标准输入读一行")
    added.add_argument("account_id", metavar="ID", help="账号：字母、数字和 . _ -")
    added.add_argument("--name", metavar="姓名", default="", help="姓名，例如 张示例（默认与账号相同）")
    added.add_argument("--role", choices=list(ROLES), required=True, help="leader 领导，clerk 工作人员")
    offer("list", _list, "列出账号")
    for name, deed, text in (
        ("disable", _disable, "停用账号；已经登录的随即退出"),
        ("password", _set_password, "重设口令；停用的账号随之恢复"),
    ):
        offer(name, deed, text).add_argument("account_id", metavar="ID", help="账号")


def account(options: argparse.Namespace, folder: DataFolder) -> int:
    deed: Deed = options.deed
    deed(options, AccountsFile(folder.accounts))
    return OK


def _add(options: argparse.Namespace, file: AccountsFile) -> None:
    is_first = not file.all()
    added = file.add(options.account_id, options.name, options.role, _asked_password())
    print(f"已新建账号 {added.account_id}（{shown(added.name)}，{ROLES[added.role]}）。")
    if is_first:
        print("从现在起，打开看板的人都要先登录。")
    if all(one.role != CLERK for one in file.all().values()):
        print(f"还没有工作人员的账号，没有人能收取和审核。请再运行 {COMMAND} account add 账号 --role {CLERK}")


def _list(_: argparse.Namespace, file: AccountsFile) -> None:
    accounts = file.all().values()
    for one in accounts:
        state = "（已停用）" if one.is_disabled else ""
        print(f"{one.account_id}  {shown(one.name)}  {ROLES[one.role]}{state}")
    if not accounts:
        print("还没有账号：打开看板不用登录，只有本机可以访问。")


def _disable(options: argparse.Namespace, file: AccountsFile) -> None:
    file.disable(options.account_id)
    print(f"已停用账号 {options.account_id}。")


def _set_password(options: argparse.Namespace, file: AccountsFile) -> None:
    file.set_password(options.account_id, _asked_password())
    print(f"已重设账号 {options.account_id} 的口令；用旧口令登录的随即退出。")


def _asked_password() -> str:
    """The password: typed twice at a terminal, else one line of the input. Raises AccountError."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("口令：")
    if getpass.getpass("再输入一遍：") != password:
        raise AccountError("两遍输入的口令不一样，没有改动。请再运行一次。")
    return password
