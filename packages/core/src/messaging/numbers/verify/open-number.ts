import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import { appSecretAad, type PhoneNumber, tokenAad } from '../number.ts'
import { findCiphers, findOwnNumber, selectNumber } from '../number-store.ts'
import type { InspectedNumber } from './inspect-number.ts'

interface OpenedNumber {
  number: PhoneNumber
  secrets: InspectedNumber
}

/**
 * A number of the account with its opened secrets.
 * @param numberId null: the account's own number
 * @throws GatewayError `number_not_connected` when none is; `not_found`
 */
export async function openNumber(
  { read, secrets }: Pick<CoreContext, 'read' | 'secrets'>,
  { accountId }: Reader,
  numberId: string | null,
): Promise<OpenedNumber> {
  const opened = await read({ accountId }, async (db) => {
    const number = numberId === null ? await findOwnNumber(db, accountId) : await selectNumber(db, accountId, numberId)
    return number && { number, ciphers: (await findCiphers(db, 'id', [number.id]))[0] }
  })
  if (!opened?.ciphers) throw numberId === null ? notConnected() : notFound()
  const { number, ciphers } = opened
  const { tokenCipher, appSecretCipher } = ciphers
  const token = secrets.open(tokenCipher, tokenAad(number.id))
  const appSecret = appSecretCipher && !number.sandbox ? secrets.open(appSecretCipher, appSecretAad(number.id)) : null
  return { number, secrets: { ...number, token, appSecret } }
}

export const notConnected = () =>
  new GatewayError('number_not_connected', 'This account has no number of its own connected')
const notFound = () => new GatewayError('not_found', 'There is no such number in this account.')
