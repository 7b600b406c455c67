-- How many cases are open by their age is counted in this index alone, of one shop or of all.
CREATE INDEX ix_case_backlog ON case_file (status, merged_into, opened_at, shop);
