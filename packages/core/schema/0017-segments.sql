-- Segments over many contacts, and those whose members are followed.

-- Few contacts are deleted at a time: counts from the index of attributes leave them out by this one.
create index contacts_hidden on contacts (account_id, id) where deleted_at is not null;
