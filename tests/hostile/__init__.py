"""Files made to break a build, and the bounds within which they may try."""
