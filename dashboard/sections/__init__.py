"""Parts of pages that several pages share or that are long."""
