import type { CallOutcome, PhoneNumberDetails } from '@dawk/cloud-api/client.ts'
import { accountChannel } from '../accounts/account-channel.ts'
import type { CoreContext } from '../context.ts'
import { type FieldProblem, GatewayError } from '../errors.ts'
import { type PhoneNumber, tokenAad } from './number.ts'
import { findOwnNumber, findOwnToken, markVerified, openLane } from './number-repository.ts'

export interface Verification {
  number: PhoneNumber
  /** What Meta says of the number at this moment. */
  details: PhoneNumberDetails
}

type VerifyContext = Pick<CoreContext, 'db' | 'secrets' | 'graph' | 'wakeLanes'>
type Failure = Extract<CallOutcome<PhoneNumberDetails>, { ok: false }>

/**
 * Reads the account's own number at Meta with the stored token, keeps what Meta says of it, and opens its lane if the
 * old state of the credentials had shut it.
 * @throws GatewayError `number_not_connected` when none is connected; `upstream_refused` with the cause in plain
 *   language; `upstream_unavailable` when Meta gave no answer
 */
export async function verifyNumber(ctx: VerifyContext, accountId: string): Promise<Verification> {
  const number = await readOwnNumber(ctx, accountId)
  const access = { phoneNumberId: number.phoneNumberId, token: number.token }
  const outcome = await ctx.graph(number.sandbox).getPhoneNumber(access)
  if (!outcome.ok) throw toError(outcome)
  const stored = await ctx.db.asAccounts([accountId], async (tx) => {
    await markVerified(tx, accountId, number.id, {
      displayPhoneNumber: outcome.data.display_phone_number ?? null,
      verifiedName: outcome.data.verified_name ?? null,
      wabaId: null,
    })
    await openLane(tx, accountId, number.laneId)
    return findOwnNumber(tx, accountId)
  })
  await ctx.db.notify(accountChannel, accountId)
  ctx.wakeLanes([number.laneId])
  if (!stored) throw notConnected() // disconnected meanwhile
  return { number: stored, details: outcome.data }
}

async function readOwnNumber(
  { db, secrets }: VerifyContext,
  accountId: string,
): Promise<PhoneNumber & { token: string }> {
  const found = await db.asAccounts([accountId], async (tx) => {
    const number = await findOwnNumber(tx, accountId)
    return number && { number, cipher: await findOwnToken(tx, accountId, number.id) }
  })
  if (!found?.cipher) throw notConnected()
  return { ...found.number, token: secrets.open(found.cipher, tokenAad(found.number.id)) }
}

const notConnected = () => new GatewayError('number_not_connected', 'This account has no number of its own connected')

function toError(failure: Failure): GatewayError {
  if (failure.unreachable)
    return new GatewayError('upstream_unavailable', 'Meta could not be reached, or gave no readable answer', {
      cause: failure.cause,
      retryAfterSeconds: 10,
    })
  const { error, policy, retryAfterMs } = failure
  const code = policy.action === 'retry' || policy.action === 'wait' ? 'upstream_unavailable' : 'upstream_refused'
  return new GatewayError(code, policy.cause, {
    details: [blame(failure)],
    cause: error,
    ...(retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) }),
  })
}

/** Which of the credentials Meta objects to, in Meta's own words. */
function blame({ error }: Extract<Failure, { unreachable: false }>): FieldProblem {
  const subcode = error.error_subcode === undefined ? '' : `/${error.error_subcode}`
  const field = error.code === 100 || error.code === 33 ? 'phoneNumberId' : 'accessToken'
  return { field, message: `Meta: (#${error.code}${subcode}) ${error.error_data?.details ?? error.message}` }
}
