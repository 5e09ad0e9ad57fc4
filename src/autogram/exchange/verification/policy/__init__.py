"""What readings prove, and what follows from it: decisions on facts, without a database."""
