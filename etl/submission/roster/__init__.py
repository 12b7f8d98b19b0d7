"""理事会名册 and 监事名册: persons, posts and gaps, without the persons."""
