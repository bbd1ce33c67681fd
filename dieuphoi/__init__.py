"""Điều phối: a chat bot by which the agencies of a Vietnamese province carry out a plan together."""
