"""`python -m rspverify`."""

from rspverify.cli.main import main

if __name__ == "__main__":
    main()
