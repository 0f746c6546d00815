"""Points, coefficients and limits of DC-SRP and IIC-SRP, as published in the Ministry of Justice's own code.

Source: github.com/ministryofjustice/hmpps-arns-risk-actuarial-api at 016919c (2026-08-04), checked against the
independent test calculator github.com/ministryofjustice/oasys-cypress-test at 884260a (2026-02-25). Both MIT.
"""

from decimal import Decimal

from risk.srp.states import Band

# DC-SRP. Points for 0, 1, 2 and "3 or more" sanctions.
CONTACT_ADULT = (0, 5, 10, 15)
CONTACT_CHILD = (0, 3, 6, 9)
NON_CONTACT = (0, 2, 4, 6)
# Points for a total of "0 or 1" and of "2 or more" sanctions of any kind.
TOTAL_SANCTIONS = (0, 0, 6)
STRANGER = 4

# (age from which, points): the last line reached counts.
AGE_AT_FOLLOW_UP = (
    (0, 14),
    (21, 13),
    (24, 12),
    (27, 11),
    (30, 10),
    (33, 9),
    (36, 8),
    (39, 7),
    (42, 6),
    (45, 5),
    (48, 4),
    (51, 3),
    (54, 2),
    (57, 1),
    (60, 0),
)
AGE_AT_LAST_SEXUAL_SANCTION = ((0, 0), (16, 5), (18, 10))

MOST_POINTS = 64
# (points from which, band)
BANDS = ((0, Band.LOW), (22, Band.MEDIUM), (30, Band.HIGH), (36, Band.VERY_HIGH))

# Probability = 1 / (1 + e^-(INTERCEPT + PER_POINT x points)).
INTERCEPT = Decimal("-8.633")
PER_POINT = Decimal("0.1598")

# IIC-SRP. The value is the probability itself; there is no link function.
IMAGES_TWO_OR_MORE = Decimal("0.1031")
IMAGES_ONE = Decimal("0.03328")
CHILD_TWO_OR_MORE = Decimal("0.00926")
CHILD_ONE = Decimal("0.00634")
OTHER_SEXUAL = Decimal("0.00281")

# Limits of what can be answered.
MOST_SANCTIONS = 999
AGE_LIMIT = 110
REDUCTION_YEARS = 5
