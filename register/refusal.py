"""What an act on people says when it is refused."""


class Refusal(Exception):
    """Raised with words a member of staff can act on; nothing was changed.

    The words never repeat what was given: they may stand in logs. `about` names the field that
    stands in the way, or is "".
    """

    def __init__(self, words: str, about: str = "") -> None:
        super().__init__(words)
        self.about = about
