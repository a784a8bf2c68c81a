"""The commands, by what they are about: their options and exit statuses. The work is the library's."""
