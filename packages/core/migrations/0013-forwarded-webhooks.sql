/* As in 0006; Meta's payloads as they came repeat what other events say, and are only for who names their type. */
create or replace function event_patterns(type text) returns text[] language sql immutable parallel safe as $$
  select case when type = 'whatsapp.webhook' then array[type] else array['*', type] || array(
    select array_to_string(parts[1:n], '.') || '.*'
      from string_to_array(type, '.') parts, generate_series(1, array_length(string_to_array(type, '.'), 1) - 1) n) end
$$;
