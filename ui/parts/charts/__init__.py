"""Charts, one file each; only here and in `canvas.py` Matplotlib is used."""
