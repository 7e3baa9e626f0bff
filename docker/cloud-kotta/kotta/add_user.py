"""Puts a user into the users table and asks SES to verify the address. Doing it again changes nothing."""

import argparse
import re
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from . import settings

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# An IAM role's name, or a path and a name (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
ROLE = re.compile(r"([\w+=,.@-]+/)*[\w+=,.@-]{1,64}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="add-user", description=__doc__)
    parser.add_argument("user_id", help="the id that Login with Amazon gives, such as amzn1.account.…")
    parser.add_argument("--name", required=True)
    parser.add_argument("--email", required=True)
    parser.add_argument("--role", required=True, help="role that reads the user's data, without USER_ROLE_PREFIX")
    given = parser.parse_args()
    if not EMAIL.fullmatch(given.email):
        parser.error(f"--email is not an address: {given.email}")
    if not ROLE.fullmatch(given.role):
        parser.error(f"--role is not the name of a role: {given.role}. Write it without arn: and USER_ROLE_PREFIX")
    return given


def put(table, given: argparse.Namespace) -> str:
    """Sets the four attributes and leaves others alone; says what that changed."""
    wanted = {"name": given.name, "email": given.email, "role": given.role}
    before = table.update_item(
        Key={"user_id": given.user_id},
        UpdateExpression="SET #name = :name, email = :email, #role = :role",
        ExpressionAttributeNames={"#name": "name", "#role": "role"},
        ExpressionAttributeValues={f":{key}": value for key, value in wanted.items()},
        ReturnValues="ALL_OLD",
    ).get("Attributes")
    if before is None:
        return "added"
    changed = [key for key, value in wanted.items() if before.get(key) != value]
    return f"changed: {', '.join(changed)}" if changed else "unchanged"


def verify(ses, email: str) -> str:
    """Asks for a verification, unless the address is verified; a link that was not used in a day is sent again."""
    known = ses.get_identity_verification_attributes(Identities=[email])["VerificationAttributes"]
    if known.get(email, {}).get("VerificationStatus") == "Success":
        return "verified already"
    ses.verify_email_identity(EmailAddress=email)
    return "SES has sent a link to it"


def main() -> None:
    given = arguments()
    values = settings.read("AWS_REGION", "USERS_TABLE")
    session = boto3.Session(region_name=values["AWS_REGION"])
    try:
        outcome = put(session.resource("dynamodb").Table(values["USERS_TABLE"]), given)
        print(f"user {given.user_id}: {outcome}")
        print(f"address {given.email}: {verify(session.client('ses'), given.email)}")
    except (ClientError, BotoCoreError) as error:
        sys.exit(f"[kotta] add-user {given.user_id} into {values['USERS_TABLE']}: {error}")


if __name__ == "__main__":
    main()
