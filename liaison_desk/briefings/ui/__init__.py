"""The Briefings page: the packet's outline, the finished file itself as preview, and what is asked of it."""
