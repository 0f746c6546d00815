"""Reference data: what must be there before anybody signs in. Each app's reference.py adds its own.

Installed after every migration. What is missing is made; what an administrator has changed is left as it is.
"""

from collections.abc import Callable

_installers: list[Callable[[], None]] = []


def installs(function: Callable[[], None]) -> Callable[[], None]:
    """Register a function that makes what is missing and may be called again and again."""
    _installers.append(function)
    return function


def install_reference_data() -> None:
    """Run every installer."""
    for installer in _installers:
        installer()
