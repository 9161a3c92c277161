"""From the register and its retention rules to a notice in one language.

`facts` fetches the rows, `speaker` says texts in a language and counts what is missing, `writer`
arranges them as a notice wants, one file a subject prints the facts, and `notice` puts the sections
together.
"""
