"""A made-up police force and the people it manages, for demonstrations, tests of speed, and training.

Everybody is invented and plainly so: family names are household things in many languages, all places lie in Testshire,
telephone numbers are those kept for drama, postcodes lie in no postal area, and numbers of records in no range in use.
The same seed on the same day makes the same force.
"""
