"""Who can reach data and models, reviewed on a rhythm, with decisions that take effect."""
