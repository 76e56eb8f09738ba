"""A newsroom of any size, made of sentences and numbers by a seed: what lists, forms and the dashboard are measured on."""
