"""Makes a story that is true as short and plain as it can be made: each change is judged by the reference semantics.

Start reading at `shrink.shrunk`. `draft` is what is changed, `cost` is what must become less, `attempts` tries one
change; each of the other modules is one kind of change, a pass.
"""
