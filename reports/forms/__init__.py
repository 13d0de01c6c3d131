"""Forms turn what people type into facts, and say in a sentence what does not fit."""
