"""IIC-SRP, the Images and Indirect Contact Sexual Reoffending Predictor: the first rule that fits decides."""

from dataclasses import dataclass
from decimal import Decimal

from risk.srp import coefficients
from risk.srp.answers import Answers
from risk.srp.direct_contact import percent
from risk.srp.faults import Fault
from risk.srp.states import Band


@dataclass(frozen=True)
class ImagesIndirect:
    """What IIC-SRP says, and by which rule. All None where faults stop it; percent 0 where it does not apply."""

    percent: Decimal | None = None
    band: Band | None = None
    rule: str = ""
    faults: tuple[Fault, ...] = ()


def score_images_indirect(answers: Answers) -> ImagesIndirect:
    """Scores answers free of faults. Only men are scored, whatever the history (OASys)."""
    if answers.is_not_applicable:
        return ImagesIndirect(percent=Decimal("0.00"), band=Band.NOT_APPLICABLE)
    chance, band, rule = first_rule(answers.images_indirect or 0, answers.contact_child or 0)
    return ImagesIndirect(percent=percent(chance), band=band, rule=rule)


def first_rule(images: int, children: int) -> tuple[Decimal, Band, str]:
    """Probability, band and rule for a man with at least one sexual sanction.

    Any sexual sanction not caught earlier counts as "other", as in OASys; the API wants adult contact and non-contact
    together, which leaves a man with only one of them unscored.
    """
    if images >= 2:
        return coefficients.IMAGES_TWO_OR_MORE, Band.HIGH, "Two or more image or indirect child contact sanctions"
    if images == 1:
        return coefficients.IMAGES_ONE, Band.MEDIUM, "One image or indirect child contact sanction"
    if children >= 2:
        return coefficients.CHILD_TWO_OR_MORE, Band.LOW, "Two or more direct contact child sanctions"
    if children == 1:
        return coefficients.CHILD_ONE, Band.LOW, "One direct contact child sanction"
    return coefficients.OTHER_SEXUAL, Band.LOW, "Other sexual sanctions only"
