"""Inputs of a job into its folder, and outputs out of it."""

import re
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Callable
from urllib.parse import unquote

from boto3.exceptions import S3UploadFailedError
from botocore.exceptions import BotoCoreError, ClientError

# Path style, and virtual-hosted style, of any region.
PATH_STYLE = re.compile(r"https://s3[a-z0-9.-]*\.amazonaws\.com/(?P<bucket>[^/]+)/(?P<key>.+)")
HOST_STYLE = re.compile(r"https://(?P<bucket>[a-z0-9.-]+)\.s3[a-z0-9.-]*\.amazonaws\.com/(?P<key>.+)")
S3_STYLE = re.compile(r"s3://(?P<bucket>[^/]+)/(?P<key>.+)")
CHUNK = 1024 * 1024


class StagingFailed(Exception):
    """An input cannot be fetched or an output cannot be kept; the text is for the job's user."""


def within(folder: Path, name: str) -> Path:
    """The path of a name that must stay in a job's folder."""
    path = (folder / name).resolve()
    if not name or path == folder.resolve() or folder.resolve() not in path.parents:
        raise StagingFailed(f"{name!r} is not a file inside the job's folder")
    return path


def s3_address(source: str) -> tuple[str, str] | None:
    """Bucket and key of an address in S3."""
    if found := S3_STYLE.fullmatch(source):
        return found["bucket"], found["key"]
    if found := PATH_STYLE.fullmatch(source) or HOST_STYLE.fullmatch(source):
        return found["bucket"], unquote(found["key"])
    return None


def fetch(inputs: list[dict], folder: Path, s3, check: Callable[[], None]) -> None:
    """Puts each input's `src` into the job's folder as `dest`. `s3` has the user's rights; `check` may raise between
    two pieces."""
    for item in inputs:
        source, target = str(item["src"]), within(folder, str(item["dest"]))
        target.parent.mkdir(parents=True, exist_ok=True)
        address = s3_address(source)
        try:
            if address:
                s3.download_file(*address, str(target), Callback=lambda _: check())
            elif re.match(r"https?://", source):
                _download(source, target, check)
            else:
                raise StagingFailed(f"input {source}: not an address of S3 or of the web")
        except (ClientError, BotoCoreError, OSError, HTTPException) as error:
            check()
            raise StagingFailed(f"input {source}: {error}") from error
        check()


def keep(names: list[str], folder: Path, s3, bucket: str, prefix: str, check: Callable[[], None]) -> list[str]:
    """Puts files of the job's folder into the bucket, encrypted; returns the names that are not there."""
    missing = []
    for name in names:
        path = within(folder, name)
        if not path.is_file():
            missing.append(name)
            continue
        try:
            s3.upload_file(
                str(path),
                bucket,
                f"{prefix}/{path.relative_to(folder.resolve())}",
                ExtraArgs={"ServerSideEncryption": "AES256"},
                Callback=lambda _: check(),
            )
        except (ClientError, BotoCoreError, S3UploadFailedError) as error:
            # botocore wraps what the callback raised.
            check()
            raise StagingFailed(f"output {name}: {error}") from error
    return missing


def _download(source: str, target: Path, check: Callable[[], None]) -> None:
    with urllib.request.urlopen(source, timeout=60) as answer, target.open("wb") as file:
        while piece := answer.read1(CHUNK):
            file.write(piece)
            check()
