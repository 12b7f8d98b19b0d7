"""The dashboard without the links below its lists of societies: `python -m tests.benchmarks.unlinked run ENTRY …`.

Everything else is drawn by the same server, so that the benchmark can say what the links cost.
"""

from streamlit.web import cli

from dashboard.sections import society_list

if __name__ == "__main__":
    society_list.link_to_society = lambda *_: None
    cli.main()
