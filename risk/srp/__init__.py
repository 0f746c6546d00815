"""The static predictors of sexual reoffending, DC-SRP and IIC-SRP: pure functions of one person's answers.

`read` takes a record in the field names of the Ministry of Justice's API, `score` scores its answers, `written` makes
plain values of the result.
"""

from risk.srp.answers import QUESTIONS, Answers, Question
from risk.srp.exchange import Reading, read, unreadable, written
from risk.srp.faults import Fault, unanswered
from risk.srp.scoring import ALGORITHM, VERSION, Result, score
from risk.srp.states import Band, FaultKind, Gender, Supervision

__all__ = [
    "ALGORITHM",
    "QUESTIONS",
    "VERSION",
    "Answers",
    "Band",
    "Fault",
    "FaultKind",
    "Gender",
    "Question",
    "Reading",
    "Result",
    "Supervision",
    "read",
    "score",
    "unanswered",
    "unreadable",
    "written",
]
