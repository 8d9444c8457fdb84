"""The only door into the house: what window and command line may ask for."""
