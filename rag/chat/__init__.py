"""A chat model as writer, and the checks that its sentences pass."""
