"""Work in processes of our own: several tasks at once, each with a hard stop, and no crash takes another one along.

messages    what is asked of a worker, and what becomes of it
frames      messages as bytes on a pipe
limits      what a worker may use, and how it ends with its parent
worker      the process itself: `python -m rspverify.workers.worker`
process     one worker, seen from its parent
hands       whoever does tasks: a pool, or a cluster of machines
pool        many of them: who does what, when one is stopped, and what is tried again
anywhere    tasks of any kind, done by whichever hands
checks      the checks of policy files as tasks

A worker is started as a program of its own and hears of its parent only, by its standard input. A pool knows nothing of
policies: whatever can be pickled and has a method `do` is a task.
"""
