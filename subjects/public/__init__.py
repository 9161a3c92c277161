"""The public pages of requests: for people without an account, without JavaScript."""
