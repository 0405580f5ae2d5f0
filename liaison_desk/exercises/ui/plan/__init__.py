"""The plan of one exercise on the screen: its milestones, the form of one, and what would move before it does."""
