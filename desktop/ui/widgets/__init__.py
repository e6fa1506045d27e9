"""The parts screens are made of. They know words and values, no records and no sessions."""
