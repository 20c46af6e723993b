"""The network at run time: three small graphs and what was measured of them. The one importer of onnxruntime.

`window.onnx` reads windows; `cue_roles.onnx` and `event_roles.onnx` read anchors; `weights.json` says what belongs to them: the
thresholds with the run that chose them, the calibration of each head, vectors of the pointer. Letters of shapes: B windows,
P pieces, W words, H hidden, D of a role head, N anchors, R roles.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort

from onrecord.encoder.tokens import Arrays
from onrecord.errors import ConfigError, DataError

FILES = ("window.onnx", "cue_roles.onnx", "event_roles.onnx", "weights.json")
INPUTS = ("pieces", "case", "place", "part", "pair", "first")
Told = dict[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Session:
    """Loaded weights; `told` is `weights.json`, `version` the hash of all the files."""

    window: Any
    roles: dict[str, Any]
    told: dict[str, Any]
    version: str

    def read(self, arrays: Arrays) -> Told:
        """All that the network says of the words of windows of one length, by the names of its outputs: it knows no padding, as
        int8 takes its scale from all that is read at once and an article's reading must be its own."""
        if not arrays.mask.all():
            raise ValueError("windows of unlike lengths are read one by one")
        names = [output.name for output in self.window.get_outputs()]
        values = self.window.run(names, {name: getattr(arrays, name) for name in INPUTS})
        return dict(zip(names, values, strict=True))

    def read_roles(self, kind: str, words: np.ndarray, anchors: np.ndarray, heads: np.ndarray) -> np.ndarray:
        """Scores (N, W, R, 3) of role tags: words (N, W, D), anchors (N, 2 D), their head words (N,)."""
        (scores,) = self.roles[kind].run(None, {"words": words, "anchor": anchors, "head": heads})
        out: np.ndarray = scores.reshape(*scores.shape[:2], -1, 3)
        return out


def load_session(folder: Path | None = None, *, threads: int = 1) -> Session:
    """The weights that ship, or those in `folder`, each loaded once for a number of threads.

    Raises DataError where shipped files are missing or are not what `weights.json` says, ConfigError for a user's folder.
    """
    return _load(folder, threads)


@cache
def _load(folder: Path | None, threads: int) -> Session:
    source: Traversable | Path = folder if folder is not None else files("onrecord.encoder").joinpath("data")
    wrong = ConfigError if folder is not None else DataError
    try:
        blobs = {name: source.joinpath(name).read_bytes() for name in FILES}
        told = json.loads(blobs["weights.json"])
        for name, digest in told["sha256"].items():
            if hashlib.sha256(blobs[name]).hexdigest() != digest:
                raise wrong(f"{name} is not the file that weights.json names; install the weights anew")
        told["pointer"] = {
            kind: {name: np.asarray(values) for name, values in own.items()} for kind, own in told["pointer"].items()
        }
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        graphs = {
            name: ort.InferenceSession(blobs[name], options, providers=_providers())
            for name in FILES
            if name.endswith(".onnx")
        }
    except (OSError, ValueError, KeyError) as error:
        raise wrong(f"the weights of the reader cannot be loaded ({error}); install onrecord anew") from error
    except Exception as error:
        if isinstance(error, (ConfigError, DataError)) or type(error).__module__.split(".")[0] != "onnxruntime":
            raise
        raise wrong(f"the weights of the reader are damaged ({str(error).splitlines()[0]})") from error
    version = hashlib.sha256(b"".join(hashlib.sha256(blobs[name]).digest() for name in FILES)).hexdigest()
    roles = {"cue": graphs["cue_roles.onnx"], "event": graphs["event_roles.onnx"]}
    return Session(graphs["window.onnx"], roles, told, f"sha256:{version}")


def _providers() -> list[str]:
    """A GPU where onnxruntime was installed with one, else the processor."""
    return [name for name in ("CUDAExecutionProvider", "CPUExecutionProvider") if name in ort.get_available_providers()]
