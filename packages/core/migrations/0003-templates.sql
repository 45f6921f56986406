-- Message templates as Meta has them, when they are read again, and bulk messages held because of one.

create table templates (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  waba_id text not null,
  meta_id text not null,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  quality text not null,
  rejected_reason text,
  announced_category text,      -- Meta says that it will change it to this
  flagged boolean not null,     -- quality falls; still sendable
  parameter_format text not null,
  components jsonb not null,
  contract jsonb not null,      -- JSON Schema of its parameters
  ttl_seconds int,
  hold_before timestamptz,      -- Meta changed the category: bulk messages accepted before wait for the account's word
  status_at timestamptz not null, -- whole seconds, as Meta tells them: what is older changes nothing
  synced_at timestamptz not null,
  created_at timestamptz not null default now()
);
create unique index templates_name on templates (account_id, waba_id, name, language);
create index templates_meta on templates (account_id, meta_id);
create index templates_account on templates (account_id, id);
create index templates_holding on templates (account_id) where status <> 'APPROVED' or hold_before is not null;
select isolate('templates');

-- A row for each account and WhatsApp Business Account; the worker takes the next that is due.
create table template_syncs (
  account_id uuid not null references accounts (id) on delete cascade,
  waba_id text not null,
  next_at timestamptz not null default now(),
  requested_at timestamptz not null default now(),
  synced_at timestamptz,        -- null: never, so Meta alone knows the templates
  failures int not null default 0,
  error text,
  primary key (account_id, waba_id)
);
create index template_syncs_due on template_syncs (next_at);
select isolate('template_syncs');

-- Webhooks of templates name no phone number.
create index numbers_waba on numbers (waba_id) where waba_id is not null;

-- A held message is scheduled for `infinity`: canceling finds it where it finds scheduled ones.
alter table scheduled_messages add column held_by uuid;
create index scheduled_messages_held on scheduled_messages (held_by) where held_by is not null;
