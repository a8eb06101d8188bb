"""What a chat model cost: as it counts, or by length where a call was cut short before its count came."""

import math
from dataclasses import dataclass

CHARACTERS_A_TOKEN = 2.5
"""Of Vietnamese; by the tokenizer it is 2 to 3.5. Only for calls that nobody has counted."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Calls, tokens as the model counts them, seconds waited for it. `estimated` of the tokens are counted by length,
    for the call was cut short before its count came, or its server gives none."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    seconds: float = 0.0
    estimated: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            round(self.seconds + other.seconds, 3),
            self.estimated + other.estimated,
        )


NO_USAGE = Usage()


def used(counted: tuple[int, int], ended: bool, asked: int, said: int, seconds: float) -> Usage:
    """What one call cost of which `counted` tokens in and out are known, and `asked` and `said` characters. A count of
    a call that did not end is kept where it is the greater one.

    >>> used((40, 9), True, 100, 50, 1.0)
    Usage(calls=1, input_tokens=40, output_tokens=9, seconds=1.0, estimated=0)
    >>> used((0, 0), False, 100, 50, 1.0)
    Usage(calls=1, input_tokens=40, output_tokens=20, seconds=1.0, estimated=60)
    """
    tokens_in, tokens_out = counted
    if ended and tokens_in:
        return Usage(1, tokens_in, tokens_out, seconds)
    more_in = 0 if tokens_in else math.ceil(asked / CHARACTERS_A_TOKEN)
    more_out = max(0, math.ceil(said / CHARACTERS_A_TOKEN) - tokens_out)
    return Usage(1, tokens_in + more_in, tokens_out + more_out, seconds, more_in + more_out)
