import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import type { Message } from './message.ts'
import { findMessage } from './message-store.ts'

type Context = Pick<CoreContext, 'read'>
type Reader = Pick<Caller, 'accountId' | 'numberIds'>

/** By our id or by wamid; null when there is none, also for a key that may not use its number. */
export async function findReachableMessage(
  ctx: Context,
  { accountId, numberIds }: Reader,
  id: string,
): Promise<Message | null> {
  const message = await findMessage(ctx, { accountId }, id)
  return message && (numberIds === null || numberIds.includes(message.numberId)) ? message : null
}

/**
 * Before something is done to a message: for a key that is restricted to some numbers, those of others do not exist.
 * @throws GatewayError `not_found`
 */
export async function assertReachesMessage(ctx: Context, reader: Reader, id: string): Promise<void> {
  if (reader.numberIds !== null && !(await findReachableMessage(ctx, reader, id)))
    throw new GatewayError('not_found', 'Message not found.')
}
