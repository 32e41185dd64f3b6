"""What came of the lists that the shop showed: the figures of its log, for people, programs and pages."""
