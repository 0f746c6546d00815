"""Both predictors on one person's answers. A result informs the officer; it sets no risk level by itself."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from risk.srp.answers import QUESTIONS, Answers
from risk.srp.cautions import count_warnings, direct_contact_warnings
from risk.srp.direct_contact import DirectContact, score_direct_contact
from risk.srp.faults import (
    IMAGES_INDIRECT_READS,
    Fault,
    direct_contact_faults,
    images_indirect_faults,
    without_malformed,
)
from risk.srp.images_indirect import ImagesIndirect, score_images_indirect

ALGORITHM = "DC-SRP and IIC-SRP"
# 6 is the number OASys passes for these two; after the point, the count of our own readings where the sources differ.
VERSION = "6.1"


@dataclass(frozen=True)
class Result:
    """Both results with the answers as given, the day they were scored for, and what scored them."""

    answers: Answers
    assessed_on: dt.date
    direct_contact: DirectContact
    images_indirect: ImagesIndirect
    warnings: tuple[str, ...]
    algorithm: str = ALGORITHM
    version: str = VERSION

    @property
    def errors(self) -> tuple[Fault, ...]:
        """Every fault of either predictor, once."""
        return tuple(dict.fromkeys((*self.direct_contact.faults, *self.images_indirect.faults)))


def score(answers: Answers, *, today: dt.date, malformed: Sequence[Fault] = (), noted: Sequence[str] = ()) -> Result:
    """Scores each predictor that has what it needs; a fault of the one does not stop the other.

    `malformed` are answers that could not be read at all, `noted` warnings from the reading. Where the answers name no
    date of assessment it is today. Never raises for what a person answered.
    """
    assessed_on = answers.assessed_on or today
    direct = _direct_contact(answers, assessed_on, malformed)
    images = _images_indirect(answers, malformed)
    warnings = [*noted]
    if direct.band or images.band:
        warnings += count_warnings(answers)
    if direct.band:
        warnings += direct_contact_warnings(answers, assessed_on)
    return Result(answers, assessed_on, direct, images, tuple(warnings))


def _direct_contact(answers: Answers, assessed_on: dt.date, malformed: Sequence[Fault]) -> DirectContact:
    faults = without_malformed(direct_contact_faults(answers, assessed_on), malformed, frozenset(QUESTIONS))
    return DirectContact(faults=faults) if faults else score_direct_contact(answers, assessed_on)


def _images_indirect(answers: Answers, malformed: Sequence[Fault]) -> ImagesIndirect:
    faults = without_malformed(images_indirect_faults(answers), malformed, IMAGES_INDIRECT_READS)
    return ImagesIndirect(faults=faults) if faults else score_images_indirect(answers)
