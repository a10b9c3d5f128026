"""How the code is built, in figures that anybody can repeat: `make measure`.

Small is the architecture, and these figures say how small: sizes, density, documentation, widths
and repetition. They are counted from the text alone; nothing of the product is imported.
"""
