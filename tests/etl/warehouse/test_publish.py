"""Publishing: the last three builds stay, whatever their number."""

from etl.warehouse import current_build, publish
from tests.etl.conftest import Desk


def test_the_last_three_builds_stay(desk: Desk) -> None:
    names = []
    for count in range(5):
        with publish(desk.folder, count) as path:
            path.write_bytes(b"")
        build = current_build(desk.folder)
        assert build is not None
        names.append(build.name)
        kept = {build.name for build in desk.folder.warehouse.glob("*.duckdb")}
        assert len(kept) == min(count + 1, 3)
        assert names[-1] in kept
