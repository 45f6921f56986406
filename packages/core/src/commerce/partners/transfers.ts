import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, trustedCaller } from '#tenancy/access/caller.ts'
import { lockChild } from '#tenancy/partners/change-child.ts'
import type { ChildAccount } from '#tenancy/partners/child-account.ts'
import { notifyPartner } from '#tenancy/partners/notify-partner.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { formatMoney, isPayable, type Micros, minorDigits, parseMoney } from '../pricing/money.ts'
import { type Book, createBook } from '../wallet/book.ts'
import type { LedgerLine } from '../wallet/ledger.ts'
import { availableOf, type Wallet } from '../wallet/wallet.ts'
import { ensureWallet, lockWallets, selectWallets, writeBook } from '../wallet/wallet-store.ts'
import type { Transfer, TransferCommand } from './transfer.ts'
import { findTransfer, selectFunding } from './transfer-store.ts'

/**
 * Moves money between the wallets of a partner and one of its accounts, in one transaction: both move, or none. A reference that was
 * used is the same transfer again. Back comes only what the partner gave and nobody has spent or set aside.
 * @throws GatewayError `not_found`; `invalid_request`; `conflict` with `insufficient_balance`, or for a reference of another amount
 */
export async function transferMoney(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  childId: string,
  command: TransferCommand,
): Promise<Transfer> {
  assertScope(caller, 'partner:money')
  const amount = readAmount(command)
  return ctx.transaction(
    caller,
    async (tx) => {
      const child = await lockChild(tx, childId)
      const earlier = await findEarlier(tx, childId, command)
      return earlier ?? moveBetween(tx, child, { ...command, micros: amount })
    },
    [childId],
  )
}

/** When an account leaves its partner, what the partner gave and nobody has spent goes back. The transaction sees both. */
export async function returnUnspent(tx: UnitOfWork, child: ChildAccount): Promise<void> {
  const wallets = await selectWallets(tx, child.id)
  for (const wallet of wallets) {
    const micros = await readUnspent(tx, wallet)
    if (micros <= 0n) continue
    const { currency } = wallet
    const back = { direction: 'debit', currency, micros, description: 'The account left', reference: null } as const
    const partner = trustedCaller(child.partnerId, tx.caller.actor)
    await tx.transaction(partner, (theirs) => moveBetween(theirs, child, { ...back, amount: formatMoney(micros) }))
  }
}

type Move = TransferCommand & { micros: Micros }

async function moveBetween(tx: UnitOfWork, child: ChildAccount, move: Move): Promise<Transfer> {
  const { currency, micros, direction, description } = move
  const at = new Date().toISOString()
  const both = [child.partnerId, child.id]
  for (const accountId of both.toSorted()) await ensureWallet(tx, { accountId, currency }, at)
  const book = createBook(await lockWallets(tx, both), at)
  if (direction === 'credit') assertCovered(walletIn(book, child.partnerId, currency), micros)
  else await assertUnspent(tx, walletIn(book, child.id, currency), micros)
  const posted = post(book, child, move)
  const changes = book.changes()
  await writeBook(tx, changes, at)
  tx.emit(...changes.facts)
  await recordMove(tx, child, { ...move, id: posted.id })
  const available = formatMoney(availableOf(walletIn(book, child.id, currency)))
  const data = { transferId: posted.id, amount: formatMoney(micros), currency, description }
  const type = direction === 'credit' ? 'account.wallet_credited' : 'account.wallet_debited'
  await notifyPartner(tx, child, type, { ...data, wallet: { available, currency } })
  return { ...toTransfer(move), id: posted.id, createdAt: at }
}

const toTransfer = ({ micros, ...command }: Move): TransferCommand => ({ ...command, amount: formatMoney(micros) })

/** What is lent by the operator may be passed on; promotional credit may not. */
function assertCovered(wallet: Wallet, amount: Micros): void {
  const free = wallet.paid + wallet.creditLimit - (wallet.held > wallet.promo ? wallet.held - wallet.promo : 0n)
  if (free < amount) throw tooLittle(amount, free, wallet.currency)
}

/** What the account put in itself counts as the last to be spent: it is never taken. */
async function assertUnspent(tx: UnitOfWork, wallet: Wallet, amount: Micros): Promise<void> {
  const most = await readUnspent(tx, wallet)
  if (most < amount) throw tooLittle(amount, most > 0n ? most : 0n, wallet.currency)
}

async function readUnspent(tx: UnitOfWork, { accountId, currency, paid, promo, held }: Wallet): Promise<Micros> {
  const { given, own } = await selectFunding(tx, accountId, currency)
  const unspent = paid - (promo > held ? 0n : held - promo) - own
  return unspent < given ? unspent : given
}

function tooLittle(required: Micros, available: Micros, currency: string): GatewayError {
  const balance = { required: formatMoney(required), available: formatMoney(available), currency }
  const words = `${balance.available} ${currency} can be moved, and ${balance.required} ${currency} were asked for.`
  return new GatewayError('conflict', words, { reason: 'insufficient_balance', balance })
}

function post(book: Book, { partnerId, id }: ChildAccount, { currency, micros: amount, direction, ...words }: Move) {
  const details = { direction, description: words.description, ref: words.reference }
  const there: LedgerLine[] = [{ debit: 'wallet:paid', credit: 'partner:accounts', amount }]
  const here: LedgerLine[] = [{ debit: 'partner:funding', credit: 'wallet:paid', amount }]
  const turned = (lines: LedgerLine[]): LedgerLine[] =>
    direction === 'credit' ? lines : lines.map(({ debit, credit }) => ({ debit: credit, credit: debit, amount }))
  const kind = 'partner_transfer' as const
  book.post(partnerId, currency, { kind, lines: turned(there), details: { ...details, accountId: id } })
  return book.post(id, currency, {
    ...{ kind, lines: turned(here), details },
    ...(words.reference !== null && { reference: `transfer:${words.reference}` }),
  })
}

async function recordMove(tx: UnitOfWork, child: ChildAccount, { id, ...moved }: Move & { id: string }): Promise<void> {
  const { currency, micros, direction, reference } = moved
  const record = (amount: Micros) => ({
    before: null,
    after: { kind: 'partner_transfer', currency, amount: formatMoney(amount), reference },
  })
  const toAccount = direction === 'credit' ? micros : -micros
  await tx.audit('wallet.moved', id, record(-toAccount))
  await tx.transaction(trustedCaller(child.id, tx.caller.actor), (own) =>
    own.audit('wallet.moved', id, record(toAccount)),
  )
}

/** @throws GatewayError `conflict` when the reference was used for something else */
async function findEarlier(tx: UnitOfWork, childId: string, command: TransferCommand): Promise<Transfer | null> {
  if (command.reference === null) return null
  const transfer = await findTransfer(tx, childId, `transfer:${command.reference}`)
  if (!transfer) return null
  const { amount, direction, currency } = transfer
  const isSame = amount === toTransfer({ ...command, micros: readAmount(command) }).amount
  if (isSame && direction === command.direction && currency === command.currency) return transfer
  throw new GatewayError('conflict', `The reference "${command.reference}" is that of another transfer.`, {
    existingId: transfer.id,
  })
}

function walletIn(book: Book, accountId: string, currency: string): Wallet {
  const wallet = book.wallet(accountId, currency)
  if (!wallet) throw new Error(`The wallet of ${accountId} in ${currency} is not there`)
  return wallet
}

/** @throws GatewayError `invalid_request` */
function readAmount({ amount: text, currency }: TransferCommand): Micros {
  const amount = parseMoney(text)
  const refuse = (message: string) =>
    new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: 'amount', message }] })
  if (amount === null || amount <= 0n) throw refuse(`must be an amount above zero such as "500.00" (given: ${text})`)
  if (!isPayable(amount, currency))
    throw refuse(`must have at most ${minorDigits(currency)} decimals, as ${currency} has coins`)
  return amount
}
