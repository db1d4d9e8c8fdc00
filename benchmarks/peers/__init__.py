"""Other searches over the same pages: how each is built, and the pages it is asked on."""
