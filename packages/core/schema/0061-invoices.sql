-- Tax documents. Amounts are millionths of the currency's unit.

-- Who sells: the legal entity whose name stands on the documents. One row; see seller.ts.
create table sellers (
  id text primary key,
  settings jsonb not null,
  updated_at timestamptz not null
);
grant select on sellers to dawk_app, dawk_worker;
grant insert, update on sellers to dawk_worker;

-- Who buys, as it stands on documents; see billing-profile.ts.
create table billing_profiles (
  account_id uuid primary key references accounts (id) on delete cascade,
  profile jsonb not null,
  updated_at timestamptz not null
);
select isolate('billing_profiles');

-- The last number of each series in each financial year. The row is locked by the transaction that issues, so numbers have no gaps.
create table invoice_counters (
  seller text not null,
  series text not null,
  year text not null,
  last bigint not null,
  primary key (seller, series, year)
) with (fillfactor = 50);
grant select, insert, update on invoice_counters to dawk_worker;

-- Documents as they were issued. They are never changed: what was wrong is corrected by a credit note.
create table invoices (
  account_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('tax_invoice', 'receipt_voucher', 'refund_voucher', 'credit_note', 'statement')),
  number text not null,
  reference text not null, -- what it is for: a second document for the same thing is never issued
  currency text not null,
  total bigint not null,
  corrects uuid,           -- the document that a credit note corrects
  document jsonb not null, -- see document/invoice-document.ts
  sha256 text not null,    -- of the document's text
  issued_at timestamptz not null,
  primary key (account_id, id)
);
select isolate('invoices');
create unique index invoices_reference on invoices (account_id, reference);
create unique index invoices_number on invoices (account_id, number);
revoke update on invoices from dawk_app, dawk_worker;
