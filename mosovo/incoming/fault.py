"""Why a file is not taken in."""


class Unfit(Exception):
    """A file that is not taken in; the message is a sentence that says what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
