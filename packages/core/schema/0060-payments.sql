-- Payments of customers into their wallets, through a payment provider. Amounts are millionths of the currency's unit.

-- What a customer wants to pay in. It is credited once the provider itself says that the money is there.
create table top_ups (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  provider text not null,
  currency text not null,
  amount bigint not null check (amount > 0), -- what the wallet gets
  tax bigint not null default 0,             -- on top of it
  tax_treatment jsonb,                       -- how it is made up; null: there is none; see invoices/top-up-documents.ts
  state text not null check (state in ('creating', 'requires_payment', 'paid', 'expired')),
  order_id text,    -- the provider's; null: it was not created there yet
  payment_url text, -- where a person pays
  return_url text not null,
  origin text not null check (origin in ('customer', 'auto_recharge')),
  created_by text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
select isolate('top_ups');

-- Payments as the provider last described them; one order may have several, and each that was captured is credited.
create table payments (
  account_id uuid not null,
  provider text not null,
  id text not null, -- the provider's
  top_up_id uuid not null,
  state text not null check (state in ('authorized', 'captured', 'failed')),
  currency text not null,
  amount bigint not null,
  fee bigint,           -- what the provider keeps of it, its tax included; null: not known
  transaction_id uuid,  -- of the ledger; null: not credited
  problem text,         -- why it is not credited: amount_mismatch
  failure text,         -- the provider's word for why it failed
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, provider, id)
);
select isolate('payments');
create index payments_top_up on payments (account_id, top_up_id);

-- Whose an id of the provider's is: notifications name nothing of ours.
create table provider_ids (
  provider text not null,
  id text not null,
  account_id uuid not null references accounts (id) on delete cascade,
  top_up_id uuid not null,
  primary key (provider, id)
);
select isolate('provider_ids');
create index provider_ids_account on provider_ids (account_id);
