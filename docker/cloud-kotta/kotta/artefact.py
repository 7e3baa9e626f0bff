"""Fetches the code artefact: pages of the site, and whatever jobs need."""

import logging
import tarfile
import tempfile

import boto3

from . import settings


def main() -> None:
    settings.log_to_stdout()
    values = settings.read("AWS_REGION", "JOBS_BUCKET", "CODE_KEY", CODE_FOLDER="/code")
    s3 = boto3.client("s3", region_name=values["AWS_REGION"])
    with tempfile.TemporaryFile() as file:
        s3.download_fileobj(values["JOBS_BUCKET"], values["CODE_KEY"], file)
        file.seek(0)
        with tarfile.open(fileobj=file, mode="r:gz") as archive:
            # Nothing outside the folder, no devices, no owners (PEP 706).
            archive.extractall(values["CODE_FOLDER"], filter="data")
    logging.info("s3://%s/%s is in %s", values["JOBS_BUCKET"], values["CODE_KEY"], values["CODE_FOLDER"])


if __name__ == "__main__":
    main()
