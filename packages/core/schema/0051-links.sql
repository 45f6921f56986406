-- Short links: who was sent one, where it leads, and who opened it.

-- What holds for the links of an account. The tag begins each of their codes, and leads to the account.
create table link_settings (
  account_id uuid primary key references accounts (id) on delete cascade,
  tag text collate "C" not null unique,
  base_url text,             -- a host of the account's own; null: that of the gateway
  allowed_domains jsonb not null default '[]', -- where links may lead; none: anywhere
  utm jsonb not null default '{}',             -- parameters that are added to each target
  expires_days int not null default 365
);
select isolate('link_settings');

-- One link of one person. `code` is without the tag.
create table links (
  account_id uuid not null,
  code text collate "C" not null,
  origin text not null check (origin in ('campaign', 'drip')),
  origin_id uuid not null,   -- the campaign, or the enrolment
  seq int not null,          -- the recipient, or the number of the step; 0: a test
  contact_id uuid,
  name text not null,
  target text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  clicked_at timestamptz,    -- first by a person
  clicks int not null default 0,
  robot_clicks int not null default 0, -- previews and scanners
  primary key (account_id, code)
) with (fillfactor = 90);
select isolate('links');
create index links_origin on links (account_id, origin_id, seq);
create index links_contact on links (account_id, contact_id) where contact_id is not null;

alter table campaign_recipients add column tapped_at timestamptz; -- a quick reply of the message
alter table campaign_recipients add column link_clicked_at timestamptz;
update campaign_recipients set tapped_at = clicked_at where clicked_at is not null;
