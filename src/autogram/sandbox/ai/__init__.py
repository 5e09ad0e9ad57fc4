"""An AI service with OpenAI's interface: a writer of templates and a drawer of pictures, the same answer every time."""
