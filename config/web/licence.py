"""Under what terms what stands here may be taken: named once for pages, files and the dump."""

NAME = "CC BY 4.0"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
