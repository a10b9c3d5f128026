"""What home shows: reads over every app, scoped to the reader and few in number."""
