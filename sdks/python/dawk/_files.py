"""Files of uploads."""

from __future__ import annotations

from typing import BinaryIO, Tuple, Union

# Bytes, an open file, or a name with bytes and, where it is known, a type.
FileInput = Union[bytes, BinaryIO, Tuple[str, bytes], Tuple[str, bytes, str]]
