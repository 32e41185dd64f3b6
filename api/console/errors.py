"""Why the console does not show a page.

RequestRefused
├── ConsoleOff           the shop has no secret key, so that nobody could be let in
├── StaffKeyRequired     no key came along, or a wrong one
├── TooManyGuesses       wrong keys come faster than they are looked at
├── ForeignForm          a form was sent by something else than a page of the console
└── TrialRefused         a question that cannot be asked
"""

from api.errors import RequestRefused


class ConsoleOff(RequestRefused):
    """The shop has no secret key, so that nobody could be let in."""


class StaffKeyRequired(RequestRefused):
    """No key came along, or a wrong one."""


class TooManyGuesses(RequestRefused):
    """Wrong keys come faster than they are looked at."""


class ForeignForm(RequestRefused):
    """A form was sent by something else than a page of the console."""


class TrialRefused(RequestRefused):
    """A question that cannot be asked."""
