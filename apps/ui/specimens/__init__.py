"""Made-up content for the style guide: the people and objects every test and page example uses."""
