-- Money: what messages cost, what accounts have paid, and the ledger. Amounts are millionths of the currency's unit.

-- Rate cards of Meta that an operator has imported. They are never changed; a newer card of the same name takes over on its day.
create table rate_cards (
  id uuid primary key,
  name text not null,
  currency text not null,
  effective_from date not null,
  source text not null,  -- where the file came from
  sha256 text not null,  -- of the file
  rates jsonb not null,  -- see rate-card.ts
  created_at timestamptz not null
);
create index rate_cards_name on rate_cards (name, currency, effective_from);
grant select on rate_cards to dawk_app, dawk_worker;
grant insert on rate_cards to dawk_worker;

-- How an account pays. A row stands for each account that does; for all others nothing is looked up.
create table account_pricing (
  account_id uuid primary key references accounts (id) on delete cascade,
  settings jsonb not null, -- see account-pricing.ts
  updated_at timestamptz not null
);
select isolate('account_pricing');

/*
 * The balances of an account: fixed rows, which every change locks first, so that two never decide on the same money. What may be spent is
 * paid + promo + credit_limit - held.
 */
create table wallets (
  account_id uuid not null references accounts (id) on delete cascade,
  currency text not null,
  paid bigint not null default 0,         -- below zero after a dispute, or for what was delivered late
  promo bigint not null default 0,        -- the sum of what remains of the lots
  held bigint not null default 0,         -- for messages that may still be charged
  credit_limit bigint not null default 0,
  reserve bigint not null default 0,      -- the last of it that only authentication messages may spend
  last_sequence bigint not null default 0,
  thresholds jsonb not null default '[]', -- see thresholds.ts
  crossed text[] not null default '{}',   -- the thresholds below which the balance is
  updated_at timestamptz not null,
  primary key (account_id, currency)
) with (fillfactor = 50);
select isolate('wallets');

-- Promotional credit, each with its end.
create table promo_lots (
  account_id uuid not null,
  id uuid not null,
  currency text not null,
  granted bigint not null check (granted > 0),
  remaining bigint not null check (remaining >= 0),
  expires_at timestamptz, -- null: never
  created_at timestamptz not null,
  primary key (account_id, id)
);
select isolate('promo_lots');
create index promo_lots_open on promo_lots (account_id, currency, expires_at) where remaining > 0;

-- What each message costs: held when it is accepted, captured when it is delivered, released when it fails.
create table message_charges (
  account_id uuid not null,
  message_id uuid not null,
  currency text not null,
  state text not null check (state in ('held', 'captured', 'released', 'refunded')),
  held bigint not null,
  captured bigint,      -- null: nothing yet
  category text not null,
  quote jsonb not null, -- the price as it was when it was accepted; see charge.ts
  price jsonb,          -- as it was captured
  expires_at timestamptz not null, -- a hold of which nothing was heard ends here
  settled_at timestamptz,
  primary key (account_id, message_id)
) with (fillfactor = 50);
select isolate('message_charges');
create index message_charges_due on message_charges (expires_at) where state = 'held';

-- Service messages that Meta has delivered free of charge, of a number in a month of its business account.
create table free_messages (
  account_id uuid not null,
  phone_number_id text not null,
  month text not null, -- 2026-11
  used int not null,
  primary key (account_id, phone_number_id, month)
) with (fillfactor = 50);
select isolate('free_messages');

/*
 * The ledger. Each transaction has lines that move an amount from one account of the chart (debit) to another (credit), so debits equal
 * credits by its form. Rows are only ever added; a correction is another transaction.
 */
create table ledger_transactions (
  account_id uuid not null,
  id uuid not null,
  currency text not null,
  sequence bigint not null, -- without gaps within the wallet
  kind text not null,
  amount bigint not null,        -- what it adds to the wallet, or takes
  balance_after bigint not null, -- paid + promo
  message_id uuid,
  reference text,                -- the operator's, or a provider's
  details jsonb not null default '{}',
  created_at timestamptz not null,
  primary key (account_id, id)
);
select isolate('ledger_transactions');
create unique index ledger_transactions_sequence on ledger_transactions (account_id, currency, sequence);

create table ledger_lines (
  account_id uuid not null,
  transaction_id uuid not null,
  line bigint not null,
  debit text not null,
  credit text not null,
  amount bigint not null check (amount > 0),
  primary key (account_id, transaction_id, line)
);
select isolate('ledger_lines');

-- Sums of the lines by account of the chart, moved with them; the audit recomputes them.
create table ledger_balances (
  account_id uuid not null,
  currency text not null,
  code text not null,
  debits bigint not null,
  credits bigint not null,
  primary key (account_id, currency, code)
) with (fillfactor = 50);
select isolate('ledger_balances');

-- References of what happens once: a payment, a grant.
create table ledger_references (
  account_id uuid not null,
  reference text not null,
  transaction_id uuid not null,
  primary key (account_id, reference)
);
select isolate('ledger_references');

revoke update, delete, truncate on ledger_transactions, ledger_lines, ledger_references from dawk_app, dawk_worker;

/* The ledger of an account that is being erased, a batch at a time: the one way in which its rows go. */
create function erase_ledger_lines(account uuid, batch int) returns int
language plpgsql security definer set search_path = public as $$
declare gone int;
begin
  if not exists (select from erasures where account_id = account and kind = 'account' and state = 'running' and run_at <= now()) then
    raise exception 'no erasure of the account % is due', account;
  end if;
  delete from ledger_lines where account_id = account and (transaction_id, line) in (
    select transaction_id, line from ledger_lines where account_id = account order by transaction_id, line limit batch);
  get diagnostics gone = row_count;
  return gone;
end $$;
create function erase_ledger_references(account uuid, batch int) returns int
language plpgsql security definer set search_path = public as $$
declare gone int;
begin
  if not exists (select from erasures where account_id = account and kind = 'account' and state = 'running' and run_at <= now()) then
    raise exception 'no erasure of the account % is due', account;
  end if;
  delete from ledger_references where account_id = account and reference in (
    select reference from ledger_references where account_id = account order by reference limit batch);
  get diagnostics gone = row_count;
  return gone;
end $$;
create function erase_ledger_transactions(account uuid, batch int) returns int
language plpgsql security definer set search_path = public as $$
declare gone int;
begin
  if not exists (select from erasures where account_id = account and kind = 'account' and state = 'running' and run_at <= now()) then
    raise exception 'no erasure of the account % is due', account;
  end if;
  delete from ledger_transactions where account_id = account and id in (
    select id from ledger_transactions where account_id = account order by id limit batch);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function erase_ledger_lines(uuid, int), erase_ledger_references(uuid, int), erase_ledger_transactions(uuid, int) from public;
grant execute on function erase_ledger_lines(uuid, int), erase_ledger_references(uuid, int), erase_ledger_transactions(uuid, int) to dawk_worker;
