"""Agencies that take part in managing people: reference data that an administrator keeps."""

from django.db import models


class Agency(models.Model):
    """An agency of the responsible authority, one under the duty to co-operate, or another."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    in_use = models.BooleanField(default=True)
    # Asked first where a child may be at risk.
    cares_for_children = models.BooleanField(default=False)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name
