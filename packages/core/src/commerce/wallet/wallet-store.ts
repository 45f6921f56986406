import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { BookChanges, LockedWallet, PostedTransaction } from './book.ts'
import type { Charge } from './charge.ts'
import type { PromoLot, Threshold, Wallet } from './wallet.ts'

const columns = `w.account_id, w.currency, w.paid, w.promo, w.held, w.credit_limit, w.reserve, w.last_sequence, w.thresholds, w.crossed`

type WalletRow = Record<'paid' | 'promo' | 'held' | 'creditLimit' | 'reserve' | 'lastSequence', string> & {
  accountId: string
  currency: string
  thresholds: Threshold[]
  crossed: string[]
}

const toWallet = (row: WalletRow): Wallet => ({
  ...row,
  paid: BigInt(row.paid),
  promo: BigInt(row.promo),
  held: BigInt(row.held),
  creditLimit: BigInt(row.creditLimit),
  reserve: BigInt(row.reserve),
  lastSequence: BigInt(row.lastSequence),
})

/** Every wallet of the account; one whose currency is named is the only one. */
export async function selectWallets(db: Queryable, accountId: string): Promise<Wallet[]> {
  const rows = await db.many<WalletRow>(
    `select ${columns} from wallets w where w.account_id = $1 order by w.currency`,
    [accountId],
  )
  return rows.map(toWallet)
}

const accounts = recordset({ accountId: 'uuid' })

type LotRow = Omit<PromoLot, 'remaining' | 'granted'> &
  Record<'remaining' | 'granted' | 'accountId' | 'currency', string>

/**
 * The wallets of these accounts until the transaction ends, in one order for all, with the credit that remains. It takes
 * two statements: what is read after the lock is what the transaction before has left.
 */
export async function lockWallets(tx: Queryable, accountIds: readonly string[]): Promise<LockedWallet[]> {
  const ids = [...new Set(accountIds)]
  const rows = await tx.many<WalletRow>(
    `select ${columns} from ${accounts.from('$1')} join wallets w on w.account_id = x.account_id
      order by w.account_id, w.currency for update of w`,
    [accounts.json(ids.map((accountId) => ({ accountId })))],
  )
  const wallets = rows.map(toWallet)
  const lots = wallets.some(({ promo }) => promo > 0n) ? await selectLots(tx, ids) : []
  return wallets.map((wallet) => ({
    ...wallet,
    lots: lots.filter((lot) => lot.accountId === wallet.accountId && lot.currency === wallet.currency),
  }))
}

/** Those that end first before the others. */
async function selectLots(tx: Queryable, accountIds: readonly string[]) {
  const rows = await tx.many<LotRow>(
    `select p.account_id, p.currency, p.id, p.granted, p.remaining, p.expires_at
       from ${accounts.from('$1')} join promo_lots p on p.account_id = x.account_id
      where p.remaining > 0 order by p.expires_at nulls last, p.id`,
    [accounts.json(accountIds.map((accountId) => ({ accountId })))],
  )
  return rows.map((row) => ({ ...row, granted: BigInt(row.granted), remaining: BigInt(row.remaining) }))
}

/** So that the wallet is there to be locked. */
export const ensureWallet = (
  tx: Queryable,
  { accountId, currency }: Pick<Wallet, 'accountId' | 'currency'>,
  at: string,
) =>
  tx.run(
    `insert into wallets (account_id, currency, updated_at) values ($1, $2, $3::timestamptz)
     on conflict (account_id, currency) do nothing`,
    [accountId, currency, at],
  )

const wallets = recordset({
  accountId: 'uuid',
  currency: 'text',
  paid: 'bigint',
  promo: 'bigint',
  held: 'bigint',
  creditLimit: 'bigint',
  reserve: 'bigint',
  lastSequence: 'bigint',
  thresholds: 'jsonb',
  crossed: 'text[]',
})
const lots = recordset({
  accountId: 'uuid',
  id: 'uuid',
  currency: 'text',
  granted: 'bigint',
  remaining: 'bigint',
  expiresAt: 'timestamptz',
})
const transactions = recordset({
  accountId: 'uuid',
  id: 'uuid',
  currency: 'text',
  sequence: 'bigint',
  kind: 'text',
  amount: 'bigint',
  balanceAfter: 'bigint',
  messageId: 'uuid',
  reference: 'text',
  details: 'jsonb',
  createdAt: 'timestamptz',
})
const lines = recordset({
  accountId: 'uuid',
  transactionId: 'uuid',
  line: 'bigint',
  debit: 'text',
  credit: 'text',
  amount: 'bigint',
})
const balances = recordset({ accountId: 'uuid', currency: 'text', code: 'text', debits: 'bigint', credits: 'bigint' })
const charges = recordset({
  accountId: 'uuid',
  messageId: 'uuid',
  currency: 'text',
  state: 'text',
  held: 'bigint',
  captured: 'bigint',
  category: 'text',
  quote: 'jsonb',
  price: 'jsonb',
  buy: 'bigint',
  expiresAt: 'timestamptz',
  settledAt: 'timestamptz',
})

const writeSql = `with changed as (
    update wallets w set paid = x.paid, promo = x.promo, held = x.held, credit_limit = x.credit_limit, reserve = x.reserve,
           last_sequence = x.last_sequence, thresholds = x.thresholds, crossed = x.crossed, updated_at = $7::timestamptz
      from ${wallets.from('$1')} where w.account_id = x.account_id and w.currency = x.currency),
  lot as (
    insert into promo_lots (${lots.columns}, created_at) select ${lots.columns}, $7::timestamptz from ${lots.from('$2')}
    on conflict (account_id, id) do update set remaining = excluded.remaining, expires_at = excluded.expires_at),
  posted as (
    insert into ledger_transactions (${transactions.columns}) select ${transactions.columns} from ${transactions.from('$3')}),
  named as (
    insert into ledger_references (account_id, reference, transaction_id)
    select account_id, reference, id from ${transactions.from('$3', 't')} where reference is not null),
  moved as (
    insert into ledger_lines (${lines.columns}) select ${lines.columns} from ${lines.from('$4')}),
  summed as (
    insert into ledger_balances as b (${balances.columns}) select ${balances.columns} from ${balances.from('$5')}
    on conflict (account_id, currency, code) do update
       set debits = b.debits + excluded.debits, credits = b.credits + excluded.credits)
  insert into message_charges (${charges.columns}) select ${charges.columns} from ${charges.from('$6')}
  on conflict (account_id, message_id) do update set state = excluded.state, held = excluded.held, captured = excluded.captured,
     price = excluded.price, expires_at = excluded.expires_at, settled_at = excluded.settled_at, quote = excluded.quote, buy = excluded.buy`

/** Everything that the book has decided, with one statement. */
export async function writeBook(tx: Queryable, changes: BookChanges, at: string): Promise<void> {
  if (changes.wallets.length + changes.transactions.length + changes.charges.length === 0) return
  await tx.run(writeSql, [
    ...[wallets.json(changes.wallets.map(asText)), lots.json(changes.lots.map(asText))],
    ...[
      transactions.json(changes.transactions.map(toTransactionRow)),
      lines.json(changes.transactions.flatMap(toLineRows)),
    ],
    ...[balances.json(sumByAccount(changes.transactions)), charges.json(changes.charges.map(toChargeRow)), at],
  ])
}

/** JSON has no bigint. */
function asText<Row extends object>(row: Row): { [K in keyof Row]: Row[K] extends bigint ? string : Row[K] } {
  const entries = Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? String(value) : value])
  return Object.fromEntries(entries)
}

const toChargeRow = ({ buy = null, ...charge }: Charge) => ({
  ...asText(charge),
  buy: buy === null ? null : String(buy),
})

const toTransactionRow = ({ messageId, reference, details, ...row }: PostedTransaction) => ({
  ...asText(row),
  messageId: messageId ?? null,
  reference: reference ?? null,
  details: details ?? {},
})

const toLineRows = ({ accountId, id: transactionId, lines: moved }: PostedTransaction) =>
  moved.map((line, place) => ({ ...asText(line), accountId, transactionId, line: place }))

/** In one order for all: their rows are locked in it. */
function sumByAccount(posted: readonly PostedTransaction[]) {
  const sums = new Map<string, { accountId: string; currency: string; code: string; debits: bigint; credits: bigint }>()
  const add = (
    key: { accountId: string; currency: string; code: string },
    side: 'debits' | 'credits',
    amount: bigint,
  ) => {
    const name = `${key.accountId} ${key.currency} ${key.code}`
    const sum = sums.get(name) ?? { ...key, debits: 0n, credits: 0n }
    sums.set(name, { ...sum, [side]: sum[side] + amount })
  }
  for (const { accountId, currency, lines: moved } of posted)
    for (const { debit, credit, amount } of moved) {
      add({ accountId, currency, code: debit }, 'debits', amount)
      add({ accountId, currency, code: credit }, 'credits', amount)
    }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => asText(sum))
}

type ChargeRow = Omit<Charge, 'held' | 'captured' | 'buy'> & {
  held: string
  captured: string | null
  buy: string | null
}

const toCharge = (row: ChargeRow): Charge => ({
  ...row,
  held: BigInt(row.held),
  captured: row.captured === null ? null : BigInt(row.captured),
  buy: row.buy === null ? null : BigInt(row.buy),
})

const chargeKeys = recordset({ accountId: 'uuid', messageId: 'uuid' })

/** Of those messages that cost anything. */
export async function selectCharges(
  db: Queryable,
  keys: readonly { accountId: string; messageId: string }[],
): Promise<Charge[]> {
  const rows = await db.many<ChargeRow>(
    `select ${charges.columnsOf('c')} from ${chargeKeys.from('$1')}
       join message_charges c on c.account_id = x.account_id and c.message_id = x.message_id`,
    [chargeKeys.json(keys)],
  )
  return rows.map(toCharge)
}

/** References that are taken, with the transactions that took them. */
export const findReference = (
  tx: Queryable,
  accountId: string,
  reference: string,
): Promise<{ transactionId: string } | null> =>
  tx.maybe('select transaction_id from ledger_references where account_id = $1 and reference = $2', [
    accountId,
    reference,
  ])
