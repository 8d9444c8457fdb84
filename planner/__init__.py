"""The house of Leeway without its window: plain values in, plain values out."""
