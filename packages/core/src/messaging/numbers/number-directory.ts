import type { CoreContext } from '#context.ts'
import { createCache } from '#platform/cache.ts'
import type { Queryable } from '#platform/database/database.ts'
import { createReadAlong } from '#platform/read-along.ts'
import { appSecretAad, type NumberRow, tokenAad } from './number.ts'
import { type CipherRow, findCiphers, selectByPhoneNumberId } from './number-store.ts'

/** Numbers with their opened secrets, for sending and receiving. What is not there is left out of the answers. */
export interface NumberDirectory {
  /**
   * Keys are Meta's phone number ids; what no account has proven is left out. Inside a transaction it has to be given: the embedded database has one connection,
   * and a query outside would wait for the end of the transaction that waits for it.
   */
  byPhoneNumberId(phoneNumberIds: readonly string[], tx?: Queryable): Promise<Map<string, NumberRow>>
  /** The account's own by Meta's id, also one that it only claims; null: it has no such number. */
  ofAccount(accountId: string, phoneNumberId: string): Promise<NumberRow | null>
  /** Keys are our ids. */
  byIds(ids: readonly string[]): Promise<Map<string, NumberRow>>
  /** All accounts' numbers of WhatsApp Business Accounts; read each time, for what is rare. `tx` as above. */
  byWabaId(wabaIds: readonly string[], tx?: Queryable): Promise<Map<string, NumberRow[]>>
  /** A number of the account by whose token the business account can be reached; null: it has none there. */
  ofWaba(accountId: string, wabaId: string): Promise<OwnedNumber | null>
  /** The account's numbers are read again. */
  forget(accountId: string): void
}

export type OwnedNumber = NumberRow & { wabaId: string }

const cacheMs = 15_000
const maxNumbers = 20_000
type Column = 'id' | 'phone_number_id'

/**
 * Reads each number once in 15 s. The application calls `forget` on what arrives on the channel `accounts`. Unknown
 * numbers are not remembered: a number connected a moment ago is found at once.
 */
export function createNumberDirectory({
  read: readWithin,
  worker,
  log,
  secrets,
}: Pick<CoreContext, 'read' | 'worker' | 'log' | 'secrets'>): NumberDirectory {
  const byId = createCache<NumberRow>({ max: maxNumbers, ttlMs: cacheMs })
  const along = createReadAlong(byId)
  const idByPhoneNumberId = createCache<string>({ max: maxNumbers, ttlMs: cacheMs })
  let changes = 0

  function remember(number: NumberRow): void {
    byId.set(number.id, number)
    if (number.proven) idByPhoneNumberId.set(number.phoneNumberId, number.id)
  }

  function cached(column: Column, key: string): NumberRow | undefined {
    if (column === 'id') return along.get(key)
    const number = along.get(idByPhoneNumberId.get(key) ?? '')
    return number?.proven && number.phoneNumberId === key ? number : undefined
  }

  async function read(column: Column, keys: readonly string[], from: Queryable): Promise<NumberRow[]> {
    const changesBefore = changes
    const ageing = from === worker ? withAgeing(column, keys) : keys
    const numbers = (await findCiphers(from, column, ageing)).map((row) => openRow({ log, secrets }, row))
    if (changes === changesBefore) numbers.forEach(remember)
    return numbers
  }

  function withAgeing(column: Column, keys: readonly string[]): readonly string[] {
    if (column === 'id') return along.with(keys)
    return [...new Set([...keys, ...along.take().flatMap((id) => byId.get(id)?.phoneNumberId ?? [])])]
  }

  async function find(
    column: Column,
    keys: readonly string[],
    from: Queryable = worker,
  ): Promise<Map<string, NumberRow>> {
    const numbers = new Map<string, NumberRow>()
    const missing = new Set<string>()
    for (const key of keys) {
      const number = cached(column, key)
      if (number) numbers.set(key, number)
      else missing.add(key)
    }
    const fresh = missing.size > 0 ? await read(column, [...missing], from) : []
    for (const number of fresh) {
      const key = column === 'id' ? number.id : number.phoneNumberId
      if (missing.has(key)) numbers.set(key, number)
    }
    return numbers
  }

  async function byWabaId(wabaIds: readonly string[], from: Queryable = worker): Promise<Map<string, NumberRow[]>> {
    if (wabaIds.length === 0) return new Map()
    const numbers = (await findCiphers(from, 'waba_id', wabaIds)).map((row) => openRow({ log, secrets }, row))
    return Map.groupBy(numbers, ({ wabaId }) => wabaId ?? '')
  }

  return {
    byWabaId,
    async ofAccount(accountId, phoneNumberId) {
      const proven = (await find('phone_number_id', [phoneNumberId])).get(phoneNumberId)
      if (proven?.accountId === accountId) return proven
      const claimed = await readWithin({ accountId }, (db) => selectByPhoneNumberId(db, accountId, phoneNumberId))
      return claimed && ((await find('id', [claimed.id])).get(claimed.id) ?? null)
    },
    async ofWaba(accountId, wabaId) {
      const numbers = (await byWabaId([wabaId])).get(wabaId) ?? []
      const own = numbers.find((number) => number.accountId === accountId)
      return own ? { ...own, wabaId } : null
    },
    byPhoneNumberId: (phoneNumberIds, tx) => find('phone_number_id', phoneNumberIds, tx),
    byIds: (ids) => find('id', ids),
    forget(accountId) {
      changes++
      for (const [id, number] of byId.entries()) if (number.accountId === accountId) byId.delete(id)
    },
  }
}

/** A row whose secrets do not open fails alone: it was restored from elsewhere, or damaged. */
function openRow(
  { log, secrets }: Pick<CoreContext, 'log' | 'secrets'>,
  { tokenCipher, appSecretCipher, ...row }: CipherRow,
): NumberRow {
  const tryOpen = (cipher: Buffer, aad: string): string | null => {
    try {
      return secrets.open(cipher, aad)
    } catch (error) {
      log.error({ err: error, numberId: row.id, accountId: row.accountId }, 'a secret of a number cannot be opened')
      return null
    }
  }
  const token = tryOpen(tokenCipher, tokenAad(row.id))
  const appSecret = appSecretCipher && tryOpen(appSecretCipher, appSecretAad(row.id))
  return { ...row, token: token ?? '', isReadable: token !== null, appSecret }
}
