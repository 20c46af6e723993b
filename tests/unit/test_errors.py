from __future__ import annotations

import pickle

import pytest

from onrecord import errors

ALL = [errors.ConfigError, errors.DataError, errors.StoreError, errors.ArticleError, errors.EvidenceError]


@pytest.mark.parametrize("kind", ALL)
def test_every_error_is_of_the_tree_and_survives_pickle(kind: type[errors.OnRecordError]) -> None:
    error = pickle.loads(pickle.dumps(kind("the file is empty; give one with text")))  # noqa: S301
    assert isinstance(error, errors.OnRecordError)
    assert type(error) is kind
    assert str(error) == "the file is empty; give one with text"


def test_the_docstring_draws_the_whole_tree() -> None:
    for kind in ALL:
        assert kind.__name__ in (errors.__doc__ or "")
