"""Cloud Kotta's programs for containers."""
