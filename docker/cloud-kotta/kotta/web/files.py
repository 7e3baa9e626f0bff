"""Addresses that let a browser put and get objects of the bucket, signed by the task role."""

# Seconds; a role's credentials may end sooner, and its addresses with them.
UPLOAD_SECONDS = 3600
DOWNLOAD_SECONDS = 1500
# The largest object that one request uploads: 5 GiB.
LARGEST_UPLOAD = 5 * 1024**3
ENCRYPTED = {"x-amz-server-side-encryption": "AES256"}


class Files:
    """A user's uploads, and the outputs of jobs."""

    def __init__(self, s3, bucket: str, server_url: str):
        self._s3, self.bucket, self._server_url = s3, bucket, server_url

    def upload_form(self, user_id: str) -> dict:
        """`url` and `fields` of a form that puts a file into the user's folder, encrypted or not at all."""
        target = {**ENCRYPTED, "success_action_redirect": f"{self._server_url}/upload_confirm"}
        return self._s3.generate_presigned_post(
            self.bucket,
            f"uploads/{user_id}/${{filename}}",
            Fields=dict(target),
            Conditions=[*({name: value} for name, value in target.items()), ["content-length-range", 0, LARGEST_UPLOAD]],
            ExpiresIn=UPLOAD_SECONDS,
        )

    def upload_url(self, user_id: str, path: str) -> str:
        """An address to PUT a file to, with the headers in `ENCRYPTED`."""
        return self._s3.generate_presigned_url(
            "put_object",
            Params={"Bucket": self.bucket, "Key": f"uploads/{user_id}/{path}", "ServerSideEncryption": "AES256"},
            ExpiresIn=UPLOAD_SECONDS,
        )

    def uploads(self, user_id: str) -> list[dict]:
        """The user's uploads, each with `name`, `size`, `address` and `url`."""
        return self._listed(f"uploads/{user_id}/")

    def outputs(self, job_id: str) -> list[dict]:
        """The outputs of a job, like `uploads`."""
        return self._listed(f"outputs/{job_id}/")

    def address(self, key: str) -> str:
        """What an input's `src` says for an object of the bucket."""
        return f"s3://{self.bucket}/{key}"

    def _listed(self, prefix: str) -> list[dict]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix)
        return [
            {
                "name": found["Key"].removeprefix(prefix),
                "size": found["Size"],
                "address": self.address(found["Key"]),
                "url": self._download(found["Key"]),
            }
            for page in pages
            for found in page.get("Contents", [])
        ]

    def _download(self, key: str) -> str:
        # As a file: a page that somebody uploads is not shown as one.
        return self._s3.generate_presigned_url(
            "get_object",
            Params={"Bucket": self.bucket, "Key": key, "ResponseContentDisposition": "attachment"},
            ExpiresIn=DOWNLOAD_SECONDS,
        )
