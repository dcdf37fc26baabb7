"""`python -m timeline`: the command."""

from timeline.cli import main

if __name__ == "__main__":
    main()
