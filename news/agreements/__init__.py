"""The register at work: facts and rules in, status with its proof out, and the pages made of it."""
