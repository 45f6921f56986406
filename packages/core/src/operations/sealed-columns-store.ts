import { credentialsAad } from '#integrations/connections/connection.ts'
import { sourceSecretAad, sourceTokenAad } from '#integrations/sources/event-source.ts'
import { appSecretAad, tokenAad } from '#messaging/numbers/number.ts'
import { signupPinAad, signupTokenAad } from '#messaging/numbers/signup/number-signup.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { SecretBox } from '#platform/secrets.ts'
import { signingAad } from '#tenancy/api-keys/api-key.ts'
import { totpAad } from '#tenancy/sign-in/second-factor/second-factor.ts'
import { endpointAad } from '#webhooks/endpoints/endpoint-store.ts'

interface SealedColumn {
  table: string
  column: string
  /** What a secret is bound to, from the key of its row. */
  aad: (...key: [string, string]) => string
  /** Of the row; absent: `id`. */
  key?: readonly [string, string]
}

const ofSignup = ['account_id', 'phone_number_id'] as const

/** Every column that holds a secret which lasts. Answers of repeated requests end after a day and are left alone. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'numbers', column: 'token_cipher', aad: tokenAad },
  { table: 'numbers', column: 'app_secret_cipher', aad: appSecretAad },
  { table: 'number_signups', column: 'token_cipher', aad: signupTokenAad, key: ofSignup },
  { table: 'number_signups', column: 'pin_cipher', aad: signupPinAad, key: ofSignup },
  { table: 'endpoints', column: 'secret_cipher', aad: endpointAad },
  { table: 'endpoints', column: 'previous_secret_cipher', aad: endpointAad },
  { table: 'connections', column: 'credentials_cipher', aad: credentialsAad, key: ['account_id', 'id'] },
  { table: 'event_sources', column: 'token_cipher', aad: sourceTokenAad },
  { table: 'event_sources', column: 'secret_cipher', aad: sourceSecretAad },
  { table: 'event_sources', column: 'previous_secret_cipher', aad: sourceSecretAad },
  { table: 'api_keys', column: 'signing_cipher', aad: signingAad },
  { table: 'people', column: 'totp_cipher', aad: totpAad },
]

const batchSize = 500

interface SealedRow {
  first: string
  second: string
  cipher: Uint8Array
}

/**
 * Seals every lasting secret with the present key that another one has sealed, a batch a statement: a crash leaves the rest to the next
 * call. A secret that changes meanwhile is not overwritten, and one that no key opens is left and counted.
 */
export async function resealColumns(
  worker: Queryable,
  secrets: SecretBox,
): Promise<{ resealed: number; unreadable: number }> {
  const total = { resealed: 0, unreadable: 0 }
  for (const sealed of sealedColumns) {
    for (let after = { first: '', second: '' }; ; ) {
      const rows = await selectSealed(worker, sealed, after)
      const changes = rows.map((row) => ({ ...row, fresh: reseal(secrets, sealed, row) }))
      const resealed = changes.flatMap(({ fresh, ...row }) => (Buffer.isBuffer(fresh) ? [{ ...row, fresh }] : []))
      total.resealed += await updateSealed(worker, sealed, resealed)
      total.unreadable += changes.filter(({ fresh }) => fresh === 'unreadable').length
      const last = rows.at(-1)
      if (last === undefined) break
      after = last
    }
  }
  return total
}

function reseal(secrets: SecretBox, { aad }: SealedColumn, { first, second, cipher }: SealedRow) {
  try {
    return secrets.reseal(cipher, aad(first, second))
  } catch {
    return 'unreadable'
  }
}

const keyOf = ({ key: [first, second] = ['id', 'id'] }: SealedColumn) => ({
  first: `t.${first}::text`,
  second: `t.${second}::text`,
})

function selectSealed(
  worker: Queryable,
  sealed: SealedColumn,
  after: { first: string; second: string },
): Promise<SealedRow[]> {
  const { first, second } = keyOf(sealed)
  return worker.many<SealedRow>(
    `select ${first} as first, ${second} as second, t.${sealed.column} as cipher from ${sealed.table} t
      where t.${sealed.column} is not null and (${first}, ${second}) > ($1, $2) order by 1, 2 limit ${batchSize}`,
    [after.first, after.second],
  )
}

async function updateSealed(worker: Queryable, sealed: SealedColumn, rows: readonly (SealedRow & { fresh: Buffer })[]) {
  if (rows.length === 0) return 0
  const { first, second } = keyOf(sealed)
  const hex = rows.map((row) => ({ ...row, cipher: hexOf(row.cipher), fresh: hexOf(row.fresh) }))
  return worker.run(
    `update ${sealed.table} t set ${sealed.column} = decode(x.fresh, 'hex')
       from json_to_recordset($1::json) as x(first text, second text, cipher text, fresh text)
      where ${first} = x.first and ${second} = x.second and t.${sealed.column} = decode(x.cipher, 'hex')`,
    [JSON.stringify(hex)],
  )
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
