"""The screens of the turnover."""
