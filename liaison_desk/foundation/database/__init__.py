"""Everything between records and disk that knows no capability: engines, transactions, history, search, attachments, backup."""
