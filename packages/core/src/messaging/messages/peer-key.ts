/**
 * Under which key a person's messages are found, as SQL over a row of `messages`: exactly as the index `messages_peer` has
 * it. Not `coalesce`, which is not taken for leakproof, so that behind row-level security no index would serve it.
 */
export const peerKey = (row: string): string =>
  `case when ${row}.peer is null then ${row}.peer_user_id else ${row}.peer end`
