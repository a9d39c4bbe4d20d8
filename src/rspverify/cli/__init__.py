"""The command line, one verb a file. Start reading at `verbs`.

Verbs are imported when they are called, and what is slow to import (a solver) only when they run."""
