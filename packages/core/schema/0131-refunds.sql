-- Money that goes back to where a payment came from, and payments that a bank disputes. Amounts are millionths of the currency's unit.

-- Set aside from the wallet when it is asked for, gone once the provider says that it sent it, given back when it will not.
create table refunds (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  top_up_id uuid not null,
  provider text not null,
  payment_id text not null, -- the provider's
  currency text not null,
  amount bigint not null check (amount > 0), -- what leaves the wallet
  tax bigint not null default 0,             -- what was charged on top of it, and goes back with it
  taxes jsonb not null,                      -- how it is made up; see invoices/top-up-documents.ts
  state text not null check (state in ('pending', 'processed', 'failed')),
  provider_id text, -- of the refund; null: the provider may not know of it yet
  reason text,      -- of whoever asked
  failure text,     -- the provider's word for why it failed
  created_by text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
select isolate('refunds');
create index refunds_top_up on refunds (account_id, top_up_id);

-- What a payer wants back through the bank. The amount is frozen until it is decided.
create table disputes (
  account_id uuid not null references accounts (id) on delete cascade,
  provider text not null,
  id text not null, -- the provider's
  top_up_id uuid not null,
  payment_id text not null,
  currency text not null,
  amount bigint not null, -- as disputed, tax included
  frozen bigint not null, -- what of it was taken from the wallet
  tax bigint not null,    -- the rest of it: tax that was charged on top
  state text not null check (state in ('open', 'won', 'lost')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, provider, id)
);
select isolate('disputes');
create index disputes_top_up on disputes (account_id, top_up_id);
