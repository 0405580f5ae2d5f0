"""The packets a desk keeps: chosen, begun from templates, made anew for the next period, looked up after they went out."""
