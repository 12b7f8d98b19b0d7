"""The examples in docs/deploy with the real programs: nginx and Caddy in front of a dashboard, systemd's own check.

`apt-get install nginx-light caddy openssl` has them; each test is skipped where its program is missing.
"""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.accounts.accounts_file import CLERK, LEADER, AccountsFile
from etl.paths import DataFolder
from tests.browser import stage
from tests.dashboard.server.asking import ask, conversation, drawn, log_in

PASSWORD = "right-word-1"
EXAMPLE = "kanban.example.org"
WAIT_SECONDS = 20
Start = Callable[[Path, str, int, int], list[str]]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _nginx(folder: Path, example: str, port: int, behind: int) -> list[str]:
    """Write what goes around the example and return the command."""
    certificate = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout key.pem -out cert.pem"
    subprocess.run(certificate.split(), cwd=folder, check=True, capture_output=True)
    for old, new in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/ssl/certs/kanban.crt", f"{folder}/cert.pem"),
        ("/etc/ssl/private/kanban.key", f"{folder}/key.pem"),
        ("127.0.0.1:8501", f"127.0.0.1:{behind}"),
    ):
        assert old in example
        example = example.replace(old, new)
    example = example.replace(EXAMPLE, "localhost")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    around = f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log; events {{}}"
    (folder / "nginx.conf").write_text(f"{around} http {{ access_log off; {paths}\n{example}\n}}\n")
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _caddy(folder: Path, example: str, port: int, behind: int) -> list[str]:
    """Write the example with other ports and return the command."""
    options = ["admin off", "auto_https disable_redirects", "skip_install_trust", f"storage file_system {folder}/caddy"]
    assert f"{EXAMPLE} {{" in example
    assert "127.0.0.1:8501" in example
    example = example.replace(f"{EXAMPLE} {{", f"localhost:{port} {{\n\tbind 127.0.0.1")
    example = example.replace("127.0.0.1:8501", f"127.0.0.1:{behind}")
    (folder / "Caddyfile").write_text("\n\t".join(["{", *options]) + "\n}\n" + example)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    with (folder / "out.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
    try:
        deadline = time.monotonic() + WAIT_SECONDS
        while not _is_open(port):
            assert process.poll() is None and time.monotonic() < deadline, (folder / "out.log").read_text()
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


@pytest.fixture(scope="module")
def ports() -> dict[str, int]:
    """Return the port on which each proxy will listen."""
    return {"nginx": _free_port(), "caddy": _free_port()}


@pytest.fixture(scope="module")
def data(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small association's data folder in which a leader and a clerk have accounts."""
    folder = Path(shutil.copytree(warehouse, tmp_path_factory.mktemp("deployed") / "data"))
    accounts = AccountsFile(DataFolder(folder).accounts)
    accounts.add("li", "李示例", LEADER, PASSWORD)
    accounts.add("zhang", "张示例", CLERK, PASSWORD)
    return folder


@pytest.fixture(scope="module")
def behind(ports: dict[str, int], data: Path) -> Iterator[str]:
    """Return the address of a dashboard that both proxies serve."""
    with stage.served(data, address=",".join(f"https://localhost:{port}" for port in ports.values())) as address:
        yield address


@pytest.mark.parametrize(
    ("program", "example", "start"), [("nginx", "nginx.conf", _nginx), ("caddy", "Caddyfile", _caddy)]
)
def test_proxy_serves_the_dashboard_by_tls_and_says_nothing_for_a_visitor(
    root: Path, tmp_path: Path, request: pytest.FixtureRequest, program: str, example: str, start: Start
) -> None:
    if not shutil.which(program) or not shutil.which("openssl"):
        pytest.skip(f"no {program} on this machine")
    behind, ports, data = (request.getfixturevalue(name) for name in ("behind", "ports", "data"))
    port = ports[program]
    address = f"https://localhost:{port}"
    text = (root / "docs" / "deploy" / example).read_text("utf-8")
    command = start(tmp_path, text, port, int(behind.rpartition(":")[2]))
    with _running(command, port, tmp_path):
        forged = {"X_Forwarded_For": "9.9.9.9", "X_Reform_Role": "clerk", "X_Reform_Account": "zhang"}
        answer = ask(address, "/tasks?period=2018", Accept="text/html", **forged)
        assert (answer.status, answer.headers["location"]) == (303, "/login?next=%2Ftasks%3Fperiod%3D2018")
        assert "学会" not in ask(address, "/login", Host="evil.example", **forged).text
        assert ask(address, "/login", "POST", "name=li", Origin="https://evil.example").status == 403
        logged_in = log_in(address, "li", PASSWORD)
        assert logged_in.status == 303
        assert "secure" in logged_in.headers["set-cookie"].lower()
        with conversation(address, logged_in.cookie, **forged) as socket:
            seen = drawn(socket, "submissions")
        assert ("李示例".encode() in seen, "催报名单".encode() in seen) == (True, False)
        assert ask(address, "/", Cookie=logged_in.cookie).status == 200
    lines = [json.loads(line) for line in (data / "log" / "access.jsonl").read_text("utf-8").splitlines()]
    assert {line["from"] for line in lines} == {"127.0.0.1"}


def test_unit_is_one_that_systemd_understands(root: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd on this machine")
    unit = (root / "docs" / "deploy" / "reform-dashboard.service").read_text("utf-8")
    unit = unit.replace("/usr/bin/python3 /opt/reform-dashboard/start.py", "/bin/true")  # else it must be installed
    (tmp_path / "reform-dashboard.service").write_text(unit.replace("User=reform\nGroup=reform\n", ""))
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / "reform-dashboard.service")],
        capture_output=True,
        text=True,
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "UMask=0077" in unit
