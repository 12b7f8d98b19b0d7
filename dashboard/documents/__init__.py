"""Documents about one society for paper: what they hold, and how it is written as HTML and for Word."""
