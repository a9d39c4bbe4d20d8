"""The report as one HTML file that needs no network, and can be read without its script.

markup      elements; a text becomes HTML only here, escaped
page        the file around it all: content security policy, style and script
frame       what pages of all verbs have in common; the page before there is a report
report      the parts of a report of `check`, in their order
diff, audit the same for the other verbs that have such reports
also        both, as parts of a report of `check`
anchors     names of places in the page that stay the same when files change elsewhere
outcomes    pills and words for verdicts and for how they stand to what was expected
matrix      properties by versions, with readings and bindings as rows of their own
filters     the fields that choose what is shown
gathered    what a part of a page lists, numbered and named
folded      something that came out, folded up to a line
result      one result with all that is known of it
proof       a proof, a gap in one, verdicts by readings
story       a run: who is there, the viewer, what happens, where it breaks
lanes       a run as a drawing with a lane for each agent
beside      two runs side by side
roles       what part each clause plays in a result
source      policy files with their clauses marked by these roles
diagnostics what a run has to say about its input
"""
