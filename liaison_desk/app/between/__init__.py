"""What the capabilities make of each other, who are strangers: events, tasks and meetings out of promises, plans, arrangements and visits."""
