-- Since when the account claims this phone number id. What came in for it from then until a token proved it is applied with the proof.
alter table numbers add claimed_at timestamptz not null default now();
