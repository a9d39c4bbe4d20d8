"""Tasks on many machines: a Dask cluster does what workers do here. Only this package knows Dask, and it is imported
only if somebody asks for a cluster.

versions    what must be the same there and here
texts       policy files as they are sent: as their texts, of which the project is made again there
letters     what is sent and what comes back, as bytes that only a process that checks ever opens
there       what is done on a machine of the cluster
connection  a cluster that can be used: it answers, it has workers, and what they have installed is what we have
hands       `workers.hands.Hands` that are there
subjects    whatever tasks are about, with the files that it is made of

On each machine a task is done in a child process by `workers`, so that it can be stopped, and so that it crashes alone.
Nothing of the disk of one machine is needed on another, nor looked at.
"""
