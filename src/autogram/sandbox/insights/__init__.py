"""What `/insights` says of accounts and publications: figures that follow from a seed and the sandbox's clock."""
