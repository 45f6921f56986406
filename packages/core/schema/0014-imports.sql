-- Files of the account itself: what it imports, and what it has exported. They are stored as media are, and are neither listed nor sent.
alter table media drop constraint media_direction_check;
alter table media add constraint media_direction_check check (direction in ('out', 'in', 'own'));

-- Contacts that come in from a file. The resource says where it stands; what a worker knows can be derived from here.
create table contact_imports (
  account_id uuid not null,
  id uuid not null,
  state text not null check (state in ('uploaded', 'analysed', 'ready', 'checking', 'running', 'completed', 'completed_with_errors',
    'failed', 'canceled', 'undoing', 'undone')),
  filename text,
  format text,              -- csv, tsv, xlsx, ndjson; null: not known yet
  size_bytes bigint not null,
  media_id uuid,            -- the file; null: gone, after its time or with a person who was erased
  created_by jsonb not null, -- the actor, as the audit log names them
  analysis jsonb,           -- what the file looks like; without sample rows once the file is gone
  mapping jsonb,
  check_progress jsonb,     -- {row, counts} of the dry run, up to its last whole batch
  run_progress jsonb,       -- the same of the run
  undo_progress jsonb,      -- {restored, deleted, kept}
  error text,               -- why it failed
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  undo_until timestamptz,
  primary key (account_id, id)
);
select isolate('contact_imports');

-- What became of the rows of a batch, written in the transaction that wrote the contacts.
create table contact_import_batches (
  account_id uuid not null,
  import_id uuid not null,
  phase text not null check (phase in ('check', 'run')),
  first_row int not null,
  last_row int not null,
  failures jsonb not null,              -- [[row, code, detail]]
  changes jsonb not null default '[]',  -- what the contacts were before, for the undo; see import-changes.ts
  contact_ids uuid[] not null default '{}', -- everybody whom a row of the batch met
  primary key (account_id, import_id, phase, first_row)
);
select isolate('contact_import_batches');

-- Mappings that were given a name, to be used again.
create table contact_import_mappings (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text collate "C" not null, -- as it is compared
  mapping jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, name_key)
);
select isolate('contact_import_mappings');

-- Contacts that go out into a file.
create table contact_exports (
  account_id uuid not null,
  id uuid not null,
  state text not null check (state in ('queued', 'running', 'completed', 'failed', 'canceled', 'expired')),
  format text not null check (format in ('csv', 'xlsx', 'ndjson')),
  filter jsonb,             -- null: everybody
  columns jsonb not null,
  created_by jsonb not null,
  rows_written int not null default 0,
  revision int not null default 0, -- grows when a person is erased: a file that was begun before is begun anew
  media_id uuid,            -- null: not written yet, or gone
  size_bytes bigint,
  error text,
  created_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz,
  primary key (account_id, id)
);
select isolate('contact_exports');
