"""What each rule says and how to mend what breaks it. Judges nothing."""
