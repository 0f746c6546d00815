"""MOSOVO: case management for units that manage sexual offenders, violent offenders and dangerous persons."""
