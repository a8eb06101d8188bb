"""How a follow-up is written so that it stands alone: "ai chủ trì? (về: số hóa hồ sơ)"."""

_ABOUT = " (về: "


def with_subject(text: str, about: str) -> str:
    """A follow-up with what it is about.

    >>> with_subject("ai chủ trì?", "số hóa hồ sơ"), with_subject("ai chủ trì?", "")
    ('ai chủ trì? (về: số hóa hồ sơ)', 'ai chủ trì?')
    """
    return f"{text}{_ABOUT}{about})" if about else text


def own_words(text: str) -> str:
    """The text without what `with_subject` added."""
    return text.partition(_ABOUT)[0]


def subject_of(text: str) -> str:
    """What `with_subject` added.

    >>> subject_of("ai chủ trì? (về: số hóa hồ sơ)")
    'số hóa hồ sơ'
    """
    return text.partition(_ABOUT)[2].removesuffix(")")
