"""A frozen snapshot becomes a signed PDF; the only user of the PDF engine."""
