"""What a person is given: the access package (Art. 15) and the data to take elsewhere (Art. 20)."""
