"""A contract -> its schedule -> what is owed on a day -> what it costs."""
