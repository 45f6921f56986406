import { readFile } from 'node:fs/promises'
import { issueCreditNote } from '@dawk/core/commerce/invoices/credit-note.ts'
import { setSeller } from '@dawk/core/commerce/invoices/seller.ts'
import { type AccountPricing, defaultPricing } from '@dawk/core/commerce/pricing/account-pricing.ts'
import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import { importRateCard, setPricing } from '@dawk/core/commerce/pricing/set-pricing.ts'
import { auditLedger } from '@dawk/core/commerce/wallet/ledger-audit-store.ts'
import { type Wallet, walletFigures } from '@dawk/core/commerce/wallet/wallet.ts'
import {
  adjustWallet,
  grantPromo,
  listWallets,
  recordTopUp,
  setWalletTerms,
} from '@dawk/core/commerce/wallet/wallets.ts'
import { operatorCaller } from '@dawk/core/tenancy/access/caller.ts'
import { operatorCommand, UsageError } from './command.ts'
import { flag, id, instant, optional, text } from './options.ts'

const currency = text('<ISO 4217>')
const amount = text('<amount>')
const money = { account: id, currency, amount, reference: text('<text>'), note: optional(text('<text>')) }

const pricing = operatorCommand({
  name: 'pricing',
  summary:
    'Sets how an account pays for messages: rate card, currency, markup and fees as JSON (docs/wallet.md). Its wallet is there from then on.',
  options: { account: id, settings: text('<JSON>') },
  async run(ctx, { account, settings }) {
    const set = await setPricing(ctx, operatorCaller(account), readSettings(settings))
    return `Account ${account} pays for messages in ${set.currency} by the card ${set.cardName}, at ${set.chargeAt}.`
  },
})

const known = new Set(['currency', 'cardName', ...Object.keys(defaultPricing)])

/** What a person may misspell is said; the rest is checked by the core. */
function readSettings(json: string): AccountPricing {
  let given: Partial<AccountPricing>
  try {
    given = JSON.parse(json)
  } catch (cause) {
    throw new UsageError(`--settings is not JSON: ${(cause as Error).message}`)
  }
  const surplus = Object.keys(Object(given)).find((name) => !known.has(name))
  if (surplus !== undefined)
    throw new UsageError(`--settings has no member ${surplus}; it has ${[...known].join(', ')}`)
  const { currency: code, cardName } = given
  if (typeof code !== 'string' || typeof cardName !== 'string')
    throw new UsageError(
      '--settings must name currency and cardName, such as {"currency":"INR","cardName":"meta-list-approximate"}',
    )
  return { ...defaultPricing, ...given, currency: code, cardName }
}

const rateCard = operatorCommand({
  name: 'import-rate-card',
  summary:
    "Imports Meta's rate card from a CSV or JSON file and prints what it changes; --dry-run prints alone. Cards of one name follow one another by their day.",
  options: {
    ...{ file: text('<path>'), name: text('<name>'), currency, effectiveFrom: text('<YYYY-MM-DD>') },
    dryRun: optional(flag),
  },
  async run(ctx, { file, dryRun, ...given }) {
    const content = await readFile(file, 'utf8').catch((cause: Error) => {
      throw new UsageError(`--file cannot be read: ${cause.message}`)
    })
    const isDryRun = dryRun === true
    const { card, changes } = await importRateCard(ctx, { ...given, source: file, text: content }, { isDryRun })
    const lines = changes.map(({ market, category, before, after }) =>
      [
        market,
        category,
        before === null ? 'none' : formatMoney(before),
        '→',
        after === null ? 'none' : formatMoney(after),
      ].join('  '),
    )
    const summary = `${card.rates.length} rates, ${changes.length} changes${isDryRun ? '; nothing was stored' : `, from ${card.effectiveFrom} on`}`
    return [...lines, summary].join('\n')
  },
})

const seller = operatorCommand({
  name: 'seller',
  summary:
    'Sets the legal entity whose name stands on tax documents, from the next one on, as JSON (docs/invoices.md). Before that no document is issued and no tax is charged.',
  options: { settings: text('<JSON>') },
  async run(ctx, { settings }) {
    const set = await setSeller(ctx, readJson(settings))
    return `${set.name} sells here; tax of ${set.taxRate / 100} % is charged at ${set.taxAt.replace('_', '-')}.`
  },
})

function readJson(json: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(json))
  } catch (cause) {
    throw new UsageError(`--settings is not JSON: ${(cause as Error).message}`)
  }
}

const creditNote = operatorCommand({
  name: 'credit-note',
  summary:
    'Corrects a document by a credit note and gives the amount, its tax included, back to the wallet. A reference counts once.',
  options: { account: id, invoice: text('<number>'), amount, reason: text('<text>'), reference: text('<text>') },
  async run(ctx, { account, ...note }) {
    const { number, document } = await issueCreditNote(ctx, operatorCaller(account), note)
    return `${number} corrects ${note.invoice} by ${document.total} ${document.currency}.`
  },
})

const topUp = operatorCommand({
  name: 'wallet-top-up',
  summary: 'Credits money that was received. A reference counts once: repeating the command credits nothing.',
  options: money,
  run: async (ctx, { account, note, ...payment }) =>
    describePosted(
      await recordTopUp(ctx, operatorCaller(account), { ...payment, ...(note !== undefined && { note }) }),
    ),
})

const adjust = operatorCommand({
  name: 'wallet-adjust',
  summary: 'Corrects a wallet; a negative amount takes. A reference counts once.',
  options: money,
  run: async (ctx, { account, note, ...payment }) =>
    describePosted(
      await adjustWallet(ctx, operatorCaller(account), { ...payment, ...(note !== undefined && { note }) }),
    ),
})

const promo = operatorCommand({
  name: 'wallet-promo',
  summary: 'Grants promotional credit, which is spent before what was paid. A reference counts once.',
  options: { ...money, expiresAt: optional(instant) },
  run: async (ctx, { account, note, expiresAt = null, ...payment }) =>
    describePosted(
      await grantPromo(ctx, operatorCaller(account), { ...payment, expiresAt, ...(note !== undefined && { note }) }),
    ),
})

const terms = operatorCommand({
  name: 'wallet-terms',
  summary: 'Sets the credit limit of a wallet, and what of it is kept for authentication messages.',
  options: { account: id, currency, creditLimit: optional(amount), reserve: optional(amount) },
  run: async (ctx, { account, creditLimit, reserve, ...given }) =>
    describeWallet(
      await setWalletTerms(ctx, operatorCaller(account), {
        ...given,
        ...(creditLimit !== undefined && { creditLimit }),
        ...(reserve !== undefined && { reserve }),
      }),
    ),
})

const wallets = operatorCommand({
  name: 'wallets',
  summary: 'Shows the wallets of an account.',
  options: { account: id },
  async run(ctx, { account }) {
    const wallets = await listWallets(ctx, { accountId: account })
    return wallets.length === 0 ? 'The account has no wallet.' : wallets.map(describeWallet).join('\n')
  },
})

const audit = operatorCommand({
  name: 'wallet-audit',
  summary: 'Recomputes every balance from the ledger and prints what does not agree.',
  options: {},
  async run({ db }) {
    const differences = await auditLedger(db.worker)
    if (differences.length === 0) return 'Every balance agrees with the ledger.'
    const lines = differences.map(({ accountId, currency: code, what, stored, computed }) =>
      [
        accountId,
        code,
        what,
        `stored ${formatMoney(BigInt(stored))}`,
        `computed ${formatMoney(BigInt(computed))}`,
      ].join('  '),
    )
    return [`${differences.length} differences:`, ...lines].join('\n')
  },
})

function describePosted({ isNew, wallet }: { isNew: boolean; wallet: Wallet }): string {
  return `${isNew ? 'Posted' : 'Known already, nothing was posted'}. ${describeWallet(wallet)}`
}

function describeWallet(wallet: Wallet): string {
  const { currency: code, ...figures } = walletFigures(wallet)
  return `${code}  ${Object.entries(figures)
    .map(([name, figure]) => `${name} ${figure}`)
    .join('  ')}`
}

export const moneyCommands = [pricing, rateCard, topUp, adjust, promo, terms, wallets, audit, seller, creditNote]
