import type { CoreContext } from '#context.ts'
import type { Principal } from '#tenancy/access/principal.ts'
import { hashToken } from '../opaque-token.ts'
import { findSession } from './session-store.ts'

/** Who a session's token stands for. Asks the database each time: what ends a session holds at once on every process. */
export async function authenticateSession(
  { worker }: Pick<CoreContext, 'worker'>,
  token: string,
): Promise<Principal | null> {
  const hash = hashToken(token)
  return hash && findSession(worker, hash)
}
