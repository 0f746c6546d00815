"""What does for a reason, wherever one is asked for: words, not what was typed to get past the question."""

LEAST_LETTERS = 3
NO_REASON = "Say why in words: one or two letters, blanks or dots tell nothing to whoever reads it later"


def is_no_reason(text: str, *, least: int = 0) -> bool:
    """Whether a text tells nothing: fewer letters than the shortest word that could, or under ``least`` characters."""
    return sum(character.isalpha() for character in text) < LEAST_LETTERS or len(text.strip()) < least
