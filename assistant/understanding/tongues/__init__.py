"""Other languages: which one a message is in, and what its words mean in the words that the readers know.

Every language is a table of phrases with their English meaning and a glossary; a message is put into those words
before it is read, and what remains of it is given back as it was said.
"""
