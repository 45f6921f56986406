-- Meta's id of a failed call is `traceId` wherever a message shows its error, in the API and in events.
update messages set error = (error - 'fbtraceId') || jsonb_build_object('traceId', error->'fbtraceId') where error ? 'fbtraceId';
