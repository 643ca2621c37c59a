"""A paper as a value, and what writes it as Markdown, HTML and DOCX."""
