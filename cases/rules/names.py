"""How names are taken apart into words that a search can compare: no accents, capitals, no punctuation."""

import re
import unicodedata

LONGEST = 60
# Letters that are letters of their own, not a plain one with a mark on it.
SPELT_OUT = str.maketrans(
    {"ß": "SS", "æ": "AE", "œ": "OE", "ø": "O", "đ": "D", "ð": "D", "þ": "TH", "ł": "L", "ħ": "H", "ı": "I", "ŋ": "NG"}
)
# Written together or apart by habit: O Brien, Mc Donald.
PARTICLES = frozenset({"O", "MC", "MAC"})


def words_of(name: str) -> list[str]:
    """The words of a name in order, each at most 60 letters: "Anne-Marie O’Brien" gives ANNE, MARIE, OBRIEN."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(SPELT_OUT))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).upper()
    # Apostrophes and full stops join; anything else that is neither letter nor digit parts.
    words = re.findall(r"[^\W_]+", re.sub(r"['’‘ʼ`´.]", "", plain))
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in PARTICLES:
            joined[-1] += word
        else:
            joined.append(word)
    return [word[:LONGEST] for word in joined]
