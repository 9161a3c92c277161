"""Who asks: the ladder of Art. 12(6), codes to contact points on file, strong identification."""
