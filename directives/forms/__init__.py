"""Forms turn text into facts; what is written stands in `directives.lifecycle`."""
