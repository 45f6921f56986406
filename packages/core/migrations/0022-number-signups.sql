-- Embedded sign-up of a number, step by step: what is done stays done when the process or Meta fails between two steps.
create table number_signups (
  account_id uuid not null references accounts (id) on delete cascade,
  phone_number_id text not null,
  waba_id text not null,
  sandbox boolean not null,
  code_fingerprint text,           -- of the code that was exchanged last: Meta takes each once
  token_cipher bytea,              -- null: none yet, or Meta refused it, or it is stored with the number
  pin_cipher bytea,                -- of the number's two-step verification
  pin_generated boolean not null default false,
  code_exchanged_at timestamptz,
  token_checked_at timestamptz,
  app_subscribed_at timestamptz,
  number_registered_at timestamptz,
  number_connected_at timestamptz,
  failure jsonb,                   -- why it stands where it stands; see numbers/signup/number-signup.ts
  busy_by uuid,                    -- the call that works on it
  busy_until timestamptz,          -- a call that has died holds it no longer than this
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, phone_number_id)
);
select isolate('number_signups');
create index number_signups_unfinished on number_signups (updated_at) where number_connected_at is null;
