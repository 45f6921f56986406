-- Phone numbers that a person had until somebody else came with them: what was said of the number before that instant is the former owner's.
create table released_phones (
  account_id uuid not null,
  phone text collate "C" not null,
  contact_id uuid not null, -- who had it
  released_id uuid not null, -- events with a smaller id are of the time before
  primary key (account_id, phone, contact_id)
);
select isolate('released_phones');
create index released_phones_contact on released_phones (account_id, contact_id);
