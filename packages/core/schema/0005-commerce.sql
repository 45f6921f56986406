-- Plans and payments.

-- The subscription behind an account's plan, as the payment provider has it.
create table subscriptions (
  account_id uuid primary key references accounts (id) on delete cascade,
  customer_id text unique,      -- the provider's; made with the first checkout
  subscription_id text unique,  -- null: there was none yet
  status text,                  -- the provider's word: active, past_due, canceled, …
  plan text,                    -- what is paid for; null: something that is no plan of ours
  period_end timestamptz,
  read_at timestamptz           -- when the provider was asked for what stands here
);
select isolate('subscriptions');

-- Notifications of the payment provider that were carried out: it sends them again when it is in doubt.
create table payment_events (
  id text primary key,
  received_at timestamptz not null default now()
);
create index payment_events_age on payment_events (received_at);
