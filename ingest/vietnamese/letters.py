"""Vietnamese letters as regular-expression character classes.

A range such as "À-Ỹ" is a trap: in Unicode capital and small letters with marks alternate, so it holds both.
"""

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capital letters, for use inside [...]."""
LOWER = UPPER.lower()
"""The small letters, for use inside [...]."""
