"""The policy of risk: assessments and levels are in the case compartment, written by those who may change the case."""

from mosovo.access.protection import protect
from mosovo.access.states import Compartment
from risk.models import LevelDecision, StaticAssessment

protect(StaticAssessment, Compartment.CASE)
protect(LevelDecision, Compartment.CASE)
