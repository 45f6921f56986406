-- Campaigns: a template for many people, each at their own time and with their own values.

-- `definition` is what was asked for (see campaign.ts); what happens to it stands beside it.
create table campaigns (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  name text not null,
  state text not null check (state in ('draft', 'scheduled', 'planning', 'running', 'paused', 'completed', 'canceling', 'canceled', 'failed')),
  paused_by text,            -- see pause-reasons.ts
  reason text,               -- of a pause or a failure, in words
  resumes_to text,           -- the state that a pause interrupted
  definition jsonb not null,
  parent_id uuid,            -- it sends again to people of this one
  retry_key text,            -- to which of them: asked for twice, it is the same campaign
  planned int not null default 0,
  duplicates int not null default 0, -- people who were in the audience more than once
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  launched_at timestamptz,
  starts_at timestamptz,     -- the earliest instant at which somebody is sent something
  started_at timestamptz,
  ended_at timestamptz,
  primary key (account_id, id)
);
select isolate('campaigns');
create unique index campaigns_retry on campaigns (account_id, parent_id, retry_key) where parent_id is not null;

-- A list of people that came with a campaign. Read once, when it is planned.
create table campaign_entries (
  account_id uuid not null,
  campaign_id uuid not null,
  seq int not null,
  phone text,
  user_id text,
  vars jsonb not null default '{}', -- values of its columns
  primary key (account_id, campaign_id, seq)
);
select isolate('campaign_entries');
create index campaign_entries_phone on campaign_entries (account_id, phone);

-- Who gets it, frozen when it was planned. No index holds a column that changes as a recipient moves on, so that moves stay heap-only.
create table campaign_recipients (
  account_id uuid not null,
  campaign_id uuid not null,
  seq int not null,
  contact_id uuid,           -- null: nobody whom the account knows, or erased
  identifier text collate "C", -- phone or user id, by which the person is here once
  phone text,
  user_id text,
  zone text not null,        -- in which they live
  variant smallint not null default 0, -- -1: the holdout
  params jsonb,              -- values of the template, of the shape of its contract
  state text not null,       -- see recipient.ts
  reason text,
  code int,                  -- Meta's, of a failure
  due_at timestamptz not null,
  attempt smallint not null default 0,
  message_id uuid,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  replied_at timestamptz,
  replied_to boolean,        -- they quoted the message
  clicked_at timestamptz,    -- of a quick reply
  payload text,
  opted_out_at timestamptz,
  primary key (account_id, campaign_id, seq)
) with (fillfactor = 80);
select isolate('campaign_recipients');
create unique index campaign_recipients_contact on campaign_recipients (account_id, contact_id, campaign_id) where contact_id is not null;
create unique index campaign_recipients_identifier on campaign_recipients (account_id, campaign_id, identifier) where identifier is not null;

-- Recipients that have not been handed to their lane, in the order in which they go. Rows are deleted when they are.
create table campaign_queue (
  account_id uuid not null,
  campaign_id uuid not null,
  due_at timestamptz not null,
  seq int not null,
  primary key (account_id, campaign_id, due_at, seq)
);
select isolate('campaign_queue');

-- Each move of a recipient once, for clients that follow a campaign, and for what became of few among many.
create table campaign_changes (
  account_id uuid not null,
  campaign_id uuid not null,
  sequence bigint not null default next_event_sequence(),
  seq int not null,
  kind text not null,        -- the state, or what the person did
  was text,                  -- the state before; null: not a move from one state to another
  reason text,
  at timestamptz not null,
  primary key (account_id, campaign_id, sequence)
);
select isolate('campaign_changes');
create index campaign_changes_rare on campaign_changes (account_id, campaign_id, kind, seq) where kind in ('failed', 'skipped', 'canceled');

-- How many people are in each state and did each thing, in parts so that transactions do not wait for one another.
create table campaign_counters (
  account_id uuid not null,
  campaign_id uuid not null,
  shard smallint not null,
  variant smallint not null,
  key text not null,
  count bigint not null,
  primary key (account_id, campaign_id, shard, variant, key)
);
select isolate('campaign_counters');

-- Campaigns that hand people to their lanes, or take them back: a row while there is something to do.
create table campaign_feeds (
  campaign_id uuid primary key,
  account_id uuid not null,
  next_at timestamptz not null,
  taken_until timestamptz,   -- a process works on it
  paced_at timestamptz,      -- up to when its own pace has been used
  ramp_step smallint not null default 0,
  ramp_at timestamptz,       -- when the step began
  seen jsonb not null default '{}', -- outcomes when the breaker last looked
  waits_for text             -- why it waits as a whole, to be shown
);
select isolate('campaign_feeds');
create index campaign_feeds_due on campaign_feeds (next_at);
create index campaign_feeds_account on campaign_feeds (account_id);

-- People whom campaigns wrote to outside of a window within the last day: Meta allows so many different ones.
create table allowance_uses (
  account_id uuid not null,
  person text collate "C" not null,
  counted_at timestamptz not null,
  primary key (account_id, person)
);
select isolate('allowance_uses');
create index allowance_uses_time on allowance_uses (account_id, counted_at);
