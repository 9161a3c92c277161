"""Dates as Finland writes them: of Swedish and English, Django knows Sweden's and America's."""
