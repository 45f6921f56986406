-- Contacts as the business keeps them: typed attributes, tags, and what other systems call the person.

alter table contacts
  add name_key text collate "C",  -- the name as it is compared: lower-case, NFC
  add name_source text,           -- who gave the name; null: their WhatsApp profile or the address book
  add language text,              -- BCP 47
  add timezone text,              -- IANA
  add country text,               -- ISO 3166, from the phone number
  add attributes jsonb not null default '{}',     -- values by the key of their definition
  add attribute_keys jsonb not null default '{}', -- the same as they are compared: texts whose order is that of the values
  add provenance jsonb not null default '{}',     -- by field: {source, at, by} of its last writer
  add version int not null default 1,
  add updated_at timestamptz not null default now(),
  add deleted_at timestamptz;     -- hidden since; removed for good 30 days later
update contacts set name_key = lower(name) where name is not null;
create index contacts_updated on contacts (account_id, updated_at);
-- Counts of a filter need the id alone: they read this index and not the rows, which are wide.
create index contacts_present on contacts (account_id, id) where deleted_at is null;
create index contacts_deleted on contacts (deleted_at) where deleted_at is not null;

create table attribute_definitions (
  account_id uuid not null,
  id uuid not null,
  key text not null,
  label text not null,
  type text not null,
  options jsonb not null default '[]', -- [{key, label}] of a select
  is_unique boolean not null default false,
  indexed boolean not null default false,
  pii boolean not null default false,
  sensitive boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, key)
);
select isolate('attribute_definitions');

-- The keys of indexed attributes, a row for each option of a multi_select: what filters look up, and what unique attributes collide on.
create table contact_attribute_values (
  account_id uuid not null,
  definition_id uuid not null,
  value text collate "C" not null,
  contact_id uuid not null,
  is_unique boolean not null,
  primary key (account_id, definition_id, value, contact_id)
);
select isolate('contact_attribute_values');
create unique index contact_attribute_values_unique on contact_attribute_values (account_id, definition_id, value) where is_unique;
create index contact_attribute_values_contact on contact_attribute_values (account_id, contact_id);

create table tags (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null, -- as it is compared
  colour text,
  created_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, name_key)
);
select isolate('tags');

create table contact_tags (
  account_id uuid not null,
  tag_id uuid not null,
  contact_id uuid not null,
  source text not null,
  added_at timestamptz not null default now(),
  primary key (account_id, tag_id, contact_id)
);
select isolate('contact_tags');
create index contact_tags_contact on contact_tags (account_id, contact_id);

-- What other systems call the person. The same person may come from several of them.
create table contact_external_ids (
  account_id uuid not null,
  source text collate "C" not null, -- `api`, `shopify:<shop>`, …
  external_id text collate "C" not null,
  contact_id uuid not null,
  source_version text,
  synced_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  primary key (account_id, source, external_id)
);
select isolate('contact_external_ids');
create index contact_external_ids_contact on contact_external_ids (account_id, contact_id);

-- Two contacts that became one. `before` is what both were, so that for 30 days the merge can be undone.
create table contact_merges (
  account_id uuid not null,
  id uuid not null,
  survivor_id uuid not null,
  absorbed_id uuid not null,
  before jsonb not null, -- rows of both contacts and of what belonged to them; see identities/merge-contacts.ts
  merged_at timestamptz not null,
  undone_at timestamptz,
  primary key (account_id, id)
);
select isolate('contact_merges');
create index contact_merges_survivor on contact_merges (account_id, survivor_id);
create index contact_merges_absorbed on contact_merges (account_id, absorbed_id);

-- What happened to a contact, for its timeline. Messages are not here: they have a timeline of their own.
create table contact_history (
  account_id uuid not null,
  contact_id uuid not null,
  id uuid not null,
  kind text not null,
  data jsonb not null,
  at timestamptz not null,
  primary key (account_id, contact_id, id)
);
select isolate('contact_history');

-- Changes that are not announced yet: those of two seconds become one event, from the first value to the last.
create table contact_updates (
  account_id uuid not null,
  contact_id uuid not null,
  changed jsonb not null, -- by field: {from, to, source}
  version int not null,
  due_at timestamptz not null,
  primary key (account_id, contact_id)
);
select isolate('contact_updates');
create index contact_updates_due on contact_updates (due_at);

-- Groups of contacts: those whom a filter finds at the moment of asking, or a list that was made by hand.
create table segments (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null,
  kind text not null check (kind in ('dynamic', 'static')),
  filter jsonb,             -- as it was given; null: static
  revision int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, name_key),
  check ((kind = 'dynamic') = (filter is not null))
);
select isolate('segments');

create table segment_members (
  account_id uuid not null,
  segment_id uuid not null,
  contact_id uuid not null,
  added_at timestamptz not null default now(),
  primary key (account_id, segment_id, contact_id)
);
select isolate('segment_members');
create index segment_members_contact on segment_members (account_id, contact_id);
