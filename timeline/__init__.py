"""Timeline: what happened when, from a folder of articles, with the sentence every date came from."""

__version__ = "0.1.0"
