"""What happens when things break: each drill breaks one thing under load and says whether its pass marks were met."""
