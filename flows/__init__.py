"""Prefect flows that join the rooms; settings, command line, reports, the gate."""
