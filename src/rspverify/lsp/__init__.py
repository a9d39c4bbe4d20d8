"""A language server: what is wrong with policy files while they are written, and their canonical form. Start at
`server`."""
