-- Segments over many contacts, and those whose members are followed.

-- Few contacts are deleted at a time: counts from the index of attributes leave them out by this one.
create index contacts_hidden on contacts (account_id, id) where deleted_at is not null;

-- Which source is believed before which, where an account has its own order.
create table contact_settings (
  account_id uuid primary key references accounts (id) on delete cascade,
  source_priority jsonb not null, -- [[family of sources, …], …], the most believed ones first
  updated_at timestamptz not null
);
select isolate('contact_settings');
