"""Two catalogs compared, exactly: by permanent codes, on resolved items, by what it means."""
