"""The users table: who may come in, and with which role their data is read."""


class Users:
    """Items of the users table, by the `user_id` of Login with Amazon."""

    def __init__(self, table):
        self._table = table

    def find(self, profile: dict) -> dict | None:
        """What a session keeps of a user; None for somebody who was not added."""
        item = self._table.get_item(Key={"user_id": profile["user_id"]}).get("Item")
        if item is None:
            return None
        # The table's address, not Amazon's: that is the one SES has verified.
        return {
            "user_id": profile["user_id"],
            "name": str(item.get("name") or profile.get("name") or ""),
            "email": str(item["email"]),
            "role": str(item["role"]),
        }
