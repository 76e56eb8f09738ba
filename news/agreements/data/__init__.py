"""The register for machines: made from the objects that pages show, so that the two cannot disagree."""
