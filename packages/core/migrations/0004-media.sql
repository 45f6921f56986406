-- Media: the files of accounts, each content once per account; the ids that Meta gave them; downloads of what people send.

-- Stored bytes. `storing`: being written; `deleting`: no longer named by anything. What a crash leaves in either is swept.
create table media_blobs (
  id uuid primary key, -- also its name in the store: bytes that are being deleted are never mixed up with new ones
  account_id uuid not null references accounts (id) on delete cascade,
  sha256 text not null, -- hex
  size_bytes bigint not null,
  state text not null check (state in ('storing', 'stored', 'deleting')),
  changed_at timestamptz not null default now()
);
select isolate('media_blobs');
create unique index media_blobs_content on media_blobs (account_id, sha256) where state = 'stored';
create index media_blobs_unfinished on media_blobs (changed_at) where state <> 'stored'; -- a queue

create table media (
  id uuid primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  blob_id uuid not null references media_blobs (id),
  direction text not null check (direction in ('out', 'in')),
  kind text not null,      -- image, video, audio, document, sticker
  mime_type text not null, -- as told by the bytes; of inbound media as Meta says
  filename text,
  voice boolean not null default false, -- may be sent as a voice note
  message_id uuid,         -- of inbound media
  meta_id text,            -- of inbound media: Meta's own id
  created_at timestamptz not null default now()
);
select isolate('media');
create index media_account on media (account_id, id);
create index media_blob on media (account_id, blob_id);
create unique index media_message on media (account_id, message_id) where message_id is not null;
create index media_meta_id on media (account_id, meta_id) where meta_id is not null;
create index media_age on media (created_at); -- a queue: retention

-- Where a content is known to Meta: an id belongs to one number and lives 30 days.
create table media_at_meta (
  account_id uuid not null,
  blob_id uuid not null references media_blobs (id) on delete cascade,
  mime_type text not null,
  number_id uuid not null,
  meta_id text not null,
  uploaded_at timestamptz not null default now(),
  primary key (account_id, blob_id, mime_type, number_id)
);
select isolate('media_at_meta');

-- Inbound media still to be fetched. `run_at` lies ahead while a process is at it, so that after a crash another takes over.
create table media_downloads (
  message_id uuid primary key,
  account_id uuid not null,
  number_id uuid not null,
  meta_id text not null,
  kind text not null,
  mime_type text,
  filename text,
  sha256 text, -- base64, as in the webhook
  attempts int not null default 0,
  run_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  error text,
  given_up_at timestamptz
);
select isolate('media_downloads');
create index media_downloads_due on media_downloads (run_at) where given_up_at is null;
create index media_downloads_meta_id on media_downloads (account_id, meta_id);
