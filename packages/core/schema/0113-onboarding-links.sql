-- Links by which a customer of a partner connects a number on a page of ours.
create table onboarding_links (
  account_id uuid not null references accounts (id) on delete cascade, -- the one that gets the number
  id uuid primary key,
  partner_id uuid not null,
  token_hash bytea not null unique, -- sha256 of the link's token
  success_url text,
  failure_url text,
  state text,                       -- the partner's, handed back as it came
  language text not null,
  status text not null check (status in ('open', 'used', 'revoked')),
  busy_until timestamptz,           -- somebody connects by it at this moment
  opened_at timestamptz,
  used_at timestamptz,
  number_id uuid,                   -- that was connected
  created_at timestamptz not null,
  expires_at timestamptz not null
);
select isolate('onboarding_links');
create index onboarding_links_account on onboarding_links (account_id, id);
create index onboarding_links_number on onboarding_links (account_id, number_id) where number_id is not null;

-- When the account was told that the number is its own: once it is proven and its business account is known.
alter table numbers add column announced_at timestamptz;
update numbers set announced_at = now() where proven_at is not null and waba_id is not null;
