"""Publishing one post exactly once: claim, pre-flight, container, request, proof."""
