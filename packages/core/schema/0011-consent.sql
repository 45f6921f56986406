-- Consent: what people agreed to, the proof of it, and whom an account must not write to.

-- Topics that an account defines below marketing; the purpose `marketing.offers` is the topic `offers`.
create table consent_topics (
  account_id uuid not null references accounts (id) on delete cascade,
  key text not null,
  name text not null,
  description text,
  created_at timestamptz not null default now(),
  archived_at timestamptz,
  primary key (account_id, key)
);
select isolate('consent_topics');

/*
 * The ledger. Rows are only ever added: neither role may change or remove one. Each holds the digest of the one before it of the same
 * contact, so a change shows. It names the person by their contact and a keyed hash; the proof with their words is beside it, under a
 * digest of its own, so it can be erased and the chain still verifies.
 */
create table consent_events (
  account_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  seq int not null,               -- from 1 within the contact
  purpose text not null,
  act text not null,              -- the state that was asked for, or `resume`
  state text not null,            -- the state after it; the same as before when something newer stands
  source text not null,           -- see consent-sources.ts
  actor_kind text not null,
  actor_id uuid,
  language text,
  notice_version text,
  identifier_hash text,           -- keyed hash of the identifier by which the person acted
  proof_digest text,              -- of the row in consent_proofs; null: there is none
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  previous_digest text not null,  -- of the contact's event before; 64 zeros for the first
  digest text not null,
  primary key (account_id, id)
);
select isolate('consent_events');
revoke update, delete, truncate on consent_events from dawk_app, dawk_worker;
create unique index consent_events_contact on consent_events (account_id, contact_id, seq);

-- What proves an event, in the person's words: erased with the person, while the event stays.
create table consent_proofs (
  account_id uuid not null,
  event_id uuid not null,
  contact_id uuid not null,
  identifier_kind text,
  identifier text,
  proof jsonb not null,  -- {text, reference, ip, userAgent, note, details}
  salt text not null,    -- so nobody guesses what a digest stands for
  primary key (account_id, event_id)
);
select isolate('consent_proofs');
create index consent_proofs_contact on consent_proofs (account_id, contact_id);

-- The present state of each contact and purpose, from the ledger; no row: unknown.
create table consents (
  account_id uuid not null,
  contact_id uuid not null,
  purpose text not null,
  state text not null check (state in ('unknown', 'implied', 'pending', 'opted_in', 'opted_out', 'blocked')),
  since timestamptz not null,
  stopped_at timestamptz,    -- the newest act that restricted
  permitted_at timestamptz,  -- the newest proven act of the person that permitted
  before text not null,      -- to which WhatsApp's resume returns
  source text not null,
  event_id uuid not null,
  primary key (account_id, contact_id, purpose)
);
select isolate('consents');

-- By what a contact was known when it last acted: the consent of a contact that was merged into another is found by it.
create table consent_identifiers (
  account_id uuid not null,
  kind text not null,
  value text collate "C" not null,
  contact_id uuid not null,
  recorded_at timestamptz not null,
  is_folded boolean not null default false, -- the records count in another contact by now, which has the identifier
  primary key (account_id, kind, value, contact_id)
);
select isolate('consent_identifiers');
create index consent_identifiers_contact on consent_identifiers (account_id, contact_id);

/* The ledger of an account that is being erased, a batch at a time: the one way in which events go. */
create function erase_consent_events(account uuid, batch int) returns int
language plpgsql security definer set search_path = public as $$
declare gone int;
begin
  if not exists (select from erasures where account_id = account and kind = 'account' and state = 'running' and run_at <= now()) then
    raise exception 'no erasure of the account % is due', account;
  end if;
  delete from consent_events where account_id = account and id in (select id from consent_events where account_id = account limit batch);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function erase_consent_events(uuid, int) from public;
grant execute on function erase_consent_events(uuid, int) to dawk_worker;

-- Whom an account must not write to, whatever they agreed to. The hash finds a person again after their data are erased; then it stands
-- alone, without the identifier.
create table suppressions (
  account_id uuid not null,
  id uuid not null,
  hash text not null,     -- keyed hash of the identifier
  kind text check (kind in ('phone', 'user_id')),
  value text collate "C", -- null: erased
  scope text not null check (scope in ('all', 'marketing')),
  reason text not null,
  note text,
  until timestamptz,      -- null: for good
  created_at timestamptz not null,
  primary key (account_id, id)
);
select isolate('suppressions');
create unique index suppressions_hash on suppressions (account_id, hash);
create index suppressions_identifier on suppressions (account_id, kind, value) where value is not null;

-- What an account has set for its sends. A row stands for each account that uses any of this; all others are not looked at.
create table account_policies (
  account_id uuid primary key references accounts (id) on delete cascade,
  settings jsonb not null default '{}', -- see policy-settings.ts
  updated_at timestamptz not null default now()
);
select isolate('account_policies');

-- What Meta's refusals taught of a contact.
create table contact_reachability (
  account_id uuid not null,
  contact_id uuid not null,
  undeliverable_at timestamptz[] not null default '{}', -- refusals 131026 of the last 7 days; a delivery empties it
  capped_count int not null default 0,                  -- refusals 131049 in a row
  capped_at timestamptz,
  capped_until timestamptz,
  rests jsonb not null default '{}',                    -- by the name of a template: until when it rests after 130472
  primary key (account_id, contact_id)
);
select isolate('contact_reachability');

-- Marketing messages that were handed to Meta: for frequency caps, and to send nothing twice. Gone when the message fails.
create table marketing_sends (
  account_id uuid not null,
  message_id uuid not null,
  contact_id uuid not null,
  digest text not null,   -- of template and values
  sent_at timestamptz not null,
  primary key (account_id, message_id)
);
select isolate('marketing_sends');
create index marketing_sends_contact on marketing_sends (account_id, contact_id, sent_at desc);
create index marketing_sends_age on marketing_sends (sent_at); -- a queue: dropped when no rule can count them
