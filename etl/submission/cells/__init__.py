"""One cell as one value: counts, years, dates, words of closed lists."""
