"""Checks of the house rules (STYLE.md, the rules marked with a gear). Run by tools/check_house.py."""
