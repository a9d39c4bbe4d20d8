"""A language server: what is known of a policy file, in the editor in which it is written (docs/editor.md).

positions   places in texts, counted as the editor counts
seen        what a text comes to, with all that it uses
findings    what is wrong with it, in the terms of the protocol
pointed     what the name at a place stands for
hover       what is told of it
outline     the declarations of a file
completion  what can be written
judged      what the checks and scenarios of a saved file came to, found out by a process of its own
verdicts    the same, in the terms of the protocol
server      the conversation

Only this package knows pygls, and it is imported only if somebody starts the server. What is said of a text that is
being written is what `check` says of it before any engine is asked; verdicts are about files as they were saved, and
vanish with the next letter.
"""
