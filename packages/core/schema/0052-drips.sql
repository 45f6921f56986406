-- Drips: sequences of messages that follow up by themselves, each person at their own step.

-- `definition` is what is being edited; people run on the version that they entered.
create table drips (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  name text not null,
  state text not null check (state in ('draft', 'active', 'paused', 'archived')),
  definition jsonb not null, -- see drip.ts
  version int not null default 0, -- the one that new people enter; 0: none was published
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
select isolate('drips');

create table drip_versions (
  account_id uuid not null,
  drip_id uuid not null,
  version int not null,
  definition jsonb not null,
  published_at timestamptz not null,
  primary key (account_id, drip_id, version)
);
select isolate('drip_versions');

-- A person on their way through a drip. The job of their next step has the id as its key.
create table enrollments (
  account_id uuid not null,
  id uuid not null,
  drip_id uuid not null,
  version int not null,
  contact_id uuid not null,
  trigger_key text collate "C" not null, -- what led to it: nothing leads to two
  state text not null check (state in ('active', 'completed', 'exited', 'failed')),
  reason text,               -- of an end, see drip.ts
  goal text,                 -- that was reached
  step text not null,        -- the key of the one that is next, or that is being waited in
  seq int not null default 0, -- steps taken: names their messages
  rev int not null default 0, -- changed with each move, so that a step is taken once
  due_at timestamptz not null,
  entered_at timestamptz,    -- a wait has begun; null: the step has not
  waits_for text,            -- the event that ends the wait
  signal text,               -- the event has come
  attempt smallint not null default 0,
  sent int not null default 0,
  last_sent_at timestamptz,
  last_message_id uuid,
  last_outcome text,         -- of the step before
  vars jsonb not null default '{}',
  enrolled_at timestamptz not null,
  ended_at timestamptz,
  primary key (account_id, id)
);
select isolate('enrollments');
create unique index enrollments_trigger on enrollments (account_id, drip_id, trigger_key);
create index enrollments_contact on enrollments (account_id, contact_id, drip_id);
create index enrollments_message on enrollments (account_id, last_message_id) where waits_for is not null;
create index enrollments_drip on enrollments (account_id, drip_id, state, id);

-- Each step that a person took, with what became of it.
create table drip_steps (
  account_id uuid not null,
  enrollment_id uuid not null,
  seq int not null,
  drip_id uuid not null,
  version int not null,
  step text not null,
  kind text not null,
  outcome text not null,
  code int,                  -- Meta's, of a failure
  message_id uuid,
  at timestamptz not null,
  primary key (account_id, enrollment_id, seq)
) with (fillfactor = 80);
select isolate('drip_steps');
create index drip_steps_drip on drip_steps (account_id, drip_id, step);
