"""A sample register: what its pages cost with 20,000 instruments and 200,000 acts."""
