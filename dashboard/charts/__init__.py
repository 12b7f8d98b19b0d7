"""Charts, one module per page: a frame goes in, a picture with its finding in words comes out."""
