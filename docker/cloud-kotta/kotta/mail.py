"""Mail to a job's user."""

import logging

from botocore.exceptions import BotoCoreError, ClientError


class Mail:
    """Says by SES how a job ended."""

    def __init__(self, ses, sender: str, server_url: str):
        self._ses, self._sender, self._server_url = ses, sender, server_url

    def ended(self, job: dict, outcome: str) -> None:
        """`outcome` is `completed` or `failed`. A mail that cannot be sent is logged: the job is over all the same."""
        address = job.get("user_email")
        if not address:
            return
        name = job.get("jobname") or job["job_id"]
        text = (
            f"Hello {job.get('username', '')},\n\n"
            f"your job {name} has {outcome}. Its results and messages:\n"
            f"{self._server_url}/jobs/{job['job_id']}\n"
        )
        try:
            self._ses.send_email(
                Source=self._sender,
                Destination={"ToAddresses": [address]},
                Message={
                    "Subject": {"Data": f"Cloud Kotta: your job has {outcome}", "Charset": "UTF-8"},
                    "Body": {"Text": {"Data": text, "Charset": "UTF-8"}},
                },
            )
        except (ClientError, BotoCoreError) as error:
            logging.warning("job %s: no mail to its user: %s", job["job_id"], error)
