"""The one kind of error that is shown to the person at the screen."""


class Refused(Exception):
    """A verb declined to act, in words a nurse can act on.

    `message` is an untranslated text; whoever shows it translates it and fills in `params`.
    `field` names the form field the refusal belongs to, where there is one.
    """

    def __init__(self, message: str, *, field: str | None = None, **params: object) -> None:
        super().__init__(message.format(**params) if params else message)
        self.message = message
        self.field = field
        self.params = params
