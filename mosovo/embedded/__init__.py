"""A real PostgreSQL and a real Valkey from two wheels, for a Linux machine on which neither is installed.

They run while somebody uses them. Every user holds a shared lock, which the kernel takes back however the user ends;
whoever finds no other user on leaving stops the servers. Only Unix sockets, in a folder for their account alone.
Root may not run PostgreSQL: then both run as "nobody", from a place that account can reach.
"""

from mosovo.embedded.places import ROOT, EmbeddedError, Place, client_url, place, urls
from mosovo.embedded.use import environment, needed, remove, running, servers, stop

__all__ = [
    "ROOT",
    "EmbeddedError",
    "Place",
    "client_url",
    "environment",
    "needed",
    "place",
    "remove",
    "running",
    "servers",
    "stop",
    "urls",
]
