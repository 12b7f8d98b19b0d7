"""What stands between the browser and the pages: middleware, start-up, pages for the printer."""
