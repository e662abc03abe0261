"""The pages of the site: each with its front matter, its source and the tree that the Markdown extension rendered."""
