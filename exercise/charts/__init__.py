"""Charts: rows of the core in, a chart and the sentence that says what it shows out."""
