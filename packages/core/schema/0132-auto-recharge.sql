-- Cards and accounts that a person let the provider keep, and wallets that fill themselves from them.

create table payment_methods (
  account_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  provider text not null,
  customer_id text not null, -- the provider's, of the account
  method_id text not null,   -- the provider's
  label text not null,       -- as people know it: visa •••• 4242
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, provider, method_id)
);
select isolate('payment_methods');

create table auto_recharges (
  account_id uuid not null references accounts (id) on delete cascade,
  currency text not null,
  enabled boolean not null,
  below bigint not null check (below > 0),    -- below which balance the wallet is filled
  amount bigint not null check (amount > 0),  -- by how much
  method_id uuid,            -- of payment_methods; null: a person is asked to pay
  max_per_day int not null check (max_per_day > 0),
  max_per_month int not null check (max_per_month > 0),
  top_up_id uuid,            -- under way; never more than one
  declines int not null default 0, -- in a row
  stopped_reason text,       -- why it was switched off by itself
  updated_at timestamptz not null,
  primary key (account_id, currency)
);
select isolate('auto_recharges');

alter table top_ups
  add column saves_method boolean not null default false, -- whether the person lets the provider keep the method
  add column method_id uuid;                              -- the saved one that is charged; null: a person pays
create index top_ups_by_themselves on top_ups (account_id, currency, created_at) where origin = 'auto_recharge';
