"""Late subscriptions: reminders, promises, the call list, and the end of a membership that nobody paid."""
