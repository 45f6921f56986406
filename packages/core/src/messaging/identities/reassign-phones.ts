import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { ReassignedPhone } from './plan-contacts.ts'

/**
 * Parts a person from a phone number that somebody else has now: what was said with them is found under their user id
 * from here on, so that neither sees what was said with the other. What still waits to leave keeps its number: its lane
 * orders by it.
 */
export async function reassignPhones(tx: Queryable, reassigned: readonly ReassignedPhone[]): Promise<void> {
  for (const one of reassigned) await reassignPhone(tx, one)
}

async function reassignPhone(tx: Queryable, { accountId, phone, from, userId }: ReassignedPhone): Promise<void> {
  await tx.query(
    `update messages m set peer = null, peer_user_id = coalesce(m.peer_user_id, $4)
       from conversations c
      where c.account_id = $1 and c.contact_id = $2::uuid and m.account_id = $1 and m.number_id = c.number_id
        and ${peerKey('m')} = $3 and m.state not in ('scheduled', 'queued', 'retrying')
        and (m.peer_user_id is null or m.peer_user_id in (
          select i.value from contact_identifiers i where i.account_id = $1 and i.contact_id = $2::uuid and i.kind = 'user_id'))`,
    [accountId, from, phone, userId],
  )
  await tx.query(
    `update conversations set peers = array_append(array_remove(array_remove(peers, $3), $4), $4)
      where account_id = $1 and contact_id = $2::uuid and peers @> array[$3]`,
    [accountId, from, phone, userId],
  )
}
