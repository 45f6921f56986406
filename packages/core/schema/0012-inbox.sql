-- What a team answers with again and again, found by its shortcut.
create table canned_replies (
  account_id uuid not null,
  id uuid not null,
  shortcut text not null,
  shortcut_key text collate "C" not null, -- as it is compared
  body text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, shortcut_key)
);
select isolate('canned_replies');
