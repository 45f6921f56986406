-- Work that waits, readers of the event log, and requests that are repeated.

-- Work that waits: each piece is a row that is due at an instant. A million rows that are due later cost no memory.

-- `due_at` is when a job may be taken: its time, the end of the lease of the process that has it, the next try, or infinity once it is
-- dead. A job is known by its kind and its own key, so that scheduling it again moves it and never doubles it. Rows name other rows by
-- id and hold nothing of a person. Half of each page stays free for updates, as in `lane_items`.
create table jobs (
  account_id uuid not null,
  kind text not null,
  key text not null,
  due_at timestamptz not null,
  payload jsonb not null default '{}',
  progress jsonb,          -- how far a long job has come
  attempts int not null default 0,
  claim uuid,              -- of a long job that is being worked on; another claim after its lease has ended
  due_again_at timestamptz, -- scheduled anew while it was worked on
  dead_at timestamptz,     -- given up after its last attempt, until an operator has it tried again
  error text,              -- of the last attempt that failed
  created_at timestamptz not null default now(),
  primary key (account_id, kind, key)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
select isolate('jobs');
create index jobs_due on jobs (kind, due_at);
create index jobs_dead on jobs (kind, dead_at) where dead_at is not null;

-- How far each subscriber of the event log has read. A process that reads holds the row, and moves the cursor with its effects.
create table event_subscribers (
  name text primary key,
  cursor bigint not null, -- the sequence of the last event that it has handled, or passed
  moved_at timestamptz not null default now()
);
create index events_sequence on events (sequence);

-- Any request may be remembered by its key, not sends alone. `answer` is sealed: it may hold a secret that is shown once.
alter table idempotency_keys alter column message_id drop not null, alter column result drop not null,
  add column answer bytea,
  add column claim uuid,                -- of the request that is under way
  add column claimed_until timestamptz; -- without an answer then, it was interrupted

-- Replays of webhooks are jobs now.
insert into jobs (account_id, kind, key, due_at) select account_id, 'webhook-replay', id::text, now() from webhook_replays where state = 'running';
drop index webhook_replays_running;
