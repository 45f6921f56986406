-- Columns by the names that the trade uses: an ordering key keeps what belongs together in order, a lane is paused.
alter table lanes rename column shut_until to paused_until;
alter table lanes rename column shut_reason to pause_reason;
alter table lane_items rename column strand to ordering_key;
alter table scheduled_messages rename column strand to ordering_key;
alter function event_strand(text, jsonb) rename to event_ordering_key;
