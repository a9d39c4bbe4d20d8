"""What is remembered between runs, in a database in the user's cache folder. docs/cache.md says what for.

place         where the folder is
database      entries by content hashes, whatever becomes of the disk, the file, or other processes
fingerprint   all that a result depends on besides the policies: our own code, the solver, Python
packing       frozen data as bytes, and back; nothing else comes out of them
inputs        which files a run has read, and whether they are still the same
projects      resolved policy files
results       results of checks and scenarios, replayed before they are believed
outcomes      what the engines said of a question, for checks whose files have changed
whole_runs    a run of which nothing at all has changed: what it printed

`place`, `database`, `fingerprint`, `inputs` and `whole_runs` are read before anything else at each start: they import
next to nothing."""
