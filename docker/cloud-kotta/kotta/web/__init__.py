"""Cloud Kotta's site."""
