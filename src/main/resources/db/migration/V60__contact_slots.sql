-- Slots by the time they end: the evening's list looks for those of the last days.
CREATE INDEX ix_slot_ends ON contact_slot (ends_at, state);
