"""What counsel did: a Word file that came back, compared with what was sent, change by change.

Nothing here enters an agreement by itself: `proposals_of` lists, and `applied` takes what a person
accepted. What cannot be placed is said, and never dropped.
"""
