"""A small text-to-video model: made-up clips, training, evaluation and export to the page."""
