"""What is seen of a served model from outside: payload log, redaction, drift."""
