"""What can be done with comments; the face other parts use."""
