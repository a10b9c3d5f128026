"""Made-up content for the style guide: the cast and objects every test and page example uses."""
