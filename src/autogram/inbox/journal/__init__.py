"""The journal of webhook deliveries: written down before anything else, processed later, replayed at will."""
