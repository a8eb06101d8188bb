"""Which place of the documents says what is asked: places, what surrounds them, how well they fit."""
