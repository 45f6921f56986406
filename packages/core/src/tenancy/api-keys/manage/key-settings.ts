import type { Queryable } from '#platform/database/database.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import type { KeyBounds } from '#tenancy/access/principal.ts'
import { allScopes, expandScopes, isScopeGrant } from '#tenancy/access/scopes.ts'
import type { ApiKey, KeySettings } from '../api-key.ts'
import { countOwnNumbers } from '../api-key-store.ts'
import { coversNetworks, readNetwork } from '../restrictions/address-list.ts'

/** Whoever gives a key to others can give no more than they have. */
type Grantor = Pick<Caller, 'scopes' | 'numberIds' | 'test' | 'bounds'>

/** What of a key is compared with that of its grantor. */
type Reach = Pick<ApiKey, 'scopes' | 'numberIds' | 'test' | 'allowedIps' | 'signed' | 'expiresAt'>

const most = { nameLength: 100, scopes: 100, numbers: 1000, networks: 100, years: 10 }

/**
 * The settings in their one spelling.
 * @throws GatewayError `invalid_request` naming each field and its rule
 */
export async function checkSettings(tx: Queryable, accountId: string, settings: KeySettings): Promise<KeySettings> {
  const details: FieldProblem[] = []
  const refuse = (field: string, message: string) => void details.push({ field, message })
  const name = settings.name.trim()
  if (name === '' || name.length > most.nameLength) refuse('name', `must have 1 to ${most.nameLength} characters`)
  checkScopes(settings.scopes, refuse)
  const allowedIps = readNetworks(settings.allowedIps, refuse)
  const expiresAt = readExpiry(settings.expiresAt, refuse)
  const numberIds = settings.numberIds && [...new Set(settings.numberIds)]
  if (numberIds) await checkNumbers(tx, accountId, numberIds, refuse)
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  return { name, scopes: [...new Set(settings.scopes)], numberIds, allowedIps, signed: settings.signed, expiresAt }
}

type Refuse = (field: string, message: string) => void

function checkScopes(scopes: readonly string[], refuse: Refuse): void {
  if (scopes.length === 0 || scopes.length > most.scopes) refuse('scopes', `must have 1 to ${most.scopes} entries`)
  for (const [at, scope] of scopes.slice(0, most.scopes).entries())
    if (!isScopeGrant(scope))
      refuse(
        `scopes.${at}`,
        `is no scope: "${scope.slice(0, 64)}". Scopes: ${[...allScopes].filter(isScopeGrant).join(', ')}`,
      )
}

function readNetworks(texts: readonly string[], refuse: Refuse): string[] {
  if (texts.length > most.networks) refuse('allowedIps', `must have at most ${most.networks} entries`)
  const networks = new Set<string>()
  for (const [at, text] of texts.slice(0, most.networks).entries()) {
    const read = readNetwork(text)
    if ('problem' in read) refuse(`allowedIps.${at}`, read.problem)
    else networks.add(read.network)
  }
  return [...networks]
}

function readExpiry(text: string | null, refuse: Refuse): string | null {
  if (text === null) return null
  const at = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) refuse('expiresAt', 'must be ISO 8601 with a time zone, e.g. 2027-01-31T00:00:00Z')
  else if (at <= Date.now()) refuse('expiresAt', 'is in the past')
  else if (at > Date.now() + most.years * 366 * 86_400_000)
    refuse('expiresAt', `is more than ${most.years} years ahead`)
  else return new Date(at).toISOString()
  return null
}

async function checkNumbers(tx: Queryable, accountId: string, ids: readonly string[], refuse: Refuse): Promise<void> {
  if (ids.length === 0 || ids.length > most.numbers)
    return refuse('numberIds', `must have 1 to ${most.numbers} entries; leave it out for every number`)
  for (const id of ids)
    if (!isId(id)) return refuse('numberIds', `holds "${id.slice(0, 64)}", which is no number of this account`)
  if ((await countOwnNumbers(tx, accountId, ids)) < ids.length)
    refuse('numberIds', 'holds an id that is no number of this account')
}

/**
 * A key gives, changes or renews only what it could do itself: otherwise `keys:write` alone would be every right.
 * @throws GatewayError `forbidden`, whose message names what is lacking
 */
export function assertCovers(grantor: Grantor, key: Reach): void {
  const lacking = [...expandScopes(key.scopes)].find((scope) => !grantor.scopes.has(scope))
  if (lacking) throw new GatewayError('forbidden', `The API key lacks the scope ${lacking}, so it cannot give it.`)
  if (grantor.test && !key.test) throw new GatewayError('forbidden', 'A test key manages test keys alone.')
  const { numberIds } = grantor
  if (
    numberIds !== null &&
    !grantor.test &&
    !(key.numberIds ?? [null]).every((id) => id !== null && numberIds.includes(id))
  )
    throw new GatewayError('forbidden', 'The API key is restricted to some numbers, so it cannot give others.')
  if (grantor.bounds) assertWithin(grantor.bounds, key)
}

/** Whoever finds a bound key could otherwise make one that is bound to nothing. */
function assertWithin({ allowedIps, signed, expiresAt }: KeyBounds, key: Reach): void {
  const refuse = (words: string) => {
    throw new GatewayError('forbidden', words)
  }
  if (allowedIps.length > 0 && !coversNetworks(allowedIps, key.allowedIps))
    refuse('The API key is restricted to some addresses, so `allowedIps` cannot hold others, or be empty.')
  if (signed && !key.signed) refuse('The API key demands signed requests, so `signed` cannot be false.')
  if (expiresAt !== null && !(key.expiresAt !== null && Date.parse(key.expiresAt) <= Date.parse(expiresAt)))
    refuse(`The API key expires at ${expiresAt}, so \`expiresAt\` cannot be later, or be left out.`)
}
