"""Measurements of the extraction: mentions, acceptance cases, ablation, calibration, speed. Nothing here is imported by the program."""
