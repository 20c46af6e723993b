"""Everything that onrecord raises.

    OnRecordError
    ├── ConfigError      a setting, a flag or a file of the user's own is wrong: stop
    ├── DataError        data that ships with onrecord is missing or damaged: stop
    ├── StoreError       the record cannot be read or written: stop
    ├── ArticleError     this article cannot be read: a failure row, and go on
    └── EvidenceError    a span does not prove what it is said to prove: a failure row, and go on

Each takes one positional message, a single line that says what is wrong and what to do, so that an error
survives `pickle` on its way from a worker.
"""


class OnRecordError(Exception):
    """The root; never raised itself."""


class ConfigError(OnRecordError):
    """A setting, a flag or a user's own file is wrong. The message names it and the mend."""


class DataError(OnRecordError):
    """A table that ships with onrecord is missing or damaged."""


class StoreError(OnRecordError):
    """The record cannot be read or written."""


class ArticleError(OnRecordError):
    """One article cannot be read; bulk work writes a failure row and goes on."""


class EvidenceError(OnRecordError):
    """A reading does not agree with its article: a span, a code or an id is wrong."""
