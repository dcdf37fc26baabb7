"""What an editor should look at before readers do.

    sources ─check→ Findings ─told→ text, JSON or annotations of GitHub
    site ─dead_links→ Findings

`check` writes nothing but the cache, and raises only for what makes no sense as a question: an option, not an article.

Problems of any command are told in the same words (`telling`), which load nothing of the rest.
"""
