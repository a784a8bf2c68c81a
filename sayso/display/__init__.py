"""What a person sees of a reading: a page on the terminal, highlighted HTML in a notebook."""
