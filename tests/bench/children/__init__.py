"""Small programs that are measured, or that measure the app from the inside. Each tells one line of JSON."""
