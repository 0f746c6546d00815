"""One factory a model; nothing is made that is not named here or by the test."""
