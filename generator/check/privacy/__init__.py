"""Personal data that must not be published: in the catalog's files and in attachments."""
