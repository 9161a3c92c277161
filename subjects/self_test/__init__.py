"""Does the door work? The public form, its mail and its link, tried as a person would."""
