"""What only the phone app has: its logins and what it asks right behind them."""
