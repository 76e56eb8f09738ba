"""Searches answered by OpenSearch, where an operator names one by OPENSEARCH_URL.

It holds what the documents are found by, never their words as read: it says which documents answer a question, and the
database, asked again, what stands in them and whether they are public. `client` speaks to it; `queries` puts a question in its
words; `mirror` keeps it as the database is; `following` does so in the background; `engine` answers.
"""
