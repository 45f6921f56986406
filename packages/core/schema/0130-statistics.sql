/* What the planner knows of contacts, taken anew: a table that grew a hundredfold in a minute is planned as the small one it was. */
create function refresh_contact_statistics() returns void
language sql security definer set search_path = public as $$
  analyze contacts, contact_identifiers, contact_attribute_values, contact_words;
$$;
revoke execute on function refresh_contact_statistics() from public;
grant execute on function refresh_contact_statistics() to dawk_worker;
