"""Pictures of pages, as they are shown. Originals and documents have doors of their own."""
