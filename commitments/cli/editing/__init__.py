"""What editing commands share: how an edit is judged, written and shown."""
