"""The page of papers and rights."""
