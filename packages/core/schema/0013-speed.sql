-- What makes a message cheap.

-- Payloads that came within the same few milliseconds are one row of the journal: written, indexed and compressed together. Each of them
-- keeps an id of its own. `payload_ids` is null where there is one payload, whose id is the row's.
alter table journal add column payload_ids uuid[];
alter table journal alter column body type text[] using array[body];
alter table journal rename column body to bodies;
