"""What is made of a frame is made once for that frame, and again for one that only looks the same."""

import pandas as pd

from dashboard import frame_cache


def test_made_once_for_a_frame_and_anew_for_its_twin() -> None:
    made = []

    @frame_cache.kept
    def count(frame: pd.DataFrame, column: str) -> int:
        made.append(column)
        return int(frame[column].count())

    frame = pd.DataFrame({"name": ["甲", None]})
    assert [count(frame, "name"), count(frame, "name"), count(frame.copy(), "name")] == [1, 1, 1]
    assert made == ["name", "name"]


def test_rows_of_values_are_the_same_frame_every_time() -> None:
    frame = pd.DataFrame({"verdict": ["met", "unmet", "met"], "number": [1, 2, 3]})
    assert frame_cache.rows(frame, "verdict", "met")["number"].tolist() == [1, 3]
    assert frame_cache.rows(frame, "verdict", "met") is frame_cache.rows(frame, "verdict", "met")
    assert frame_cache.rows(frame, "verdict").empty
