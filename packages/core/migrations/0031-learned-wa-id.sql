-- Meta's own digits of a person, where its answer or a status gave others than were sent to.
alter table conversation_queue add column wa_id text;
