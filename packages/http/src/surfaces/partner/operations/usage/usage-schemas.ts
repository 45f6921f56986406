import { formatMoney } from '@dawk/core/commerce/pricing/money.ts'
import Type from 'typebox'
import { Currency, Money } from '#resources/wallet/wallet-schemas.ts'

/** What stands in every line: how many, what the accounts paid, what the partner pays for it, and the difference. */
export const Sums = {
  currency: Currency,
  messages: Type.Integer(),
  sell: { ...Money, description: 'What the accounts paid.' },
  buy: { ...Money, description: 'What the operator takes from the partner for the same.' },
  margin: { ...Money, description: '`sell` less `buy`.' },
  withoutBuy: Type.Integer({
    description: 'Messages of which no `buy` is known: the partner had no pricing of its own. They count into `sell`.',
  }),
}

interface Summed {
  currency: string
  messages: number
  sell: string | bigint
  buy: string | bigint
  withoutBuy: number
}

export function toSums({ currency, messages, withoutBuy, ...amounts }: Summed) {
  const [sell, buy] = [BigInt(amounts.sell), BigInt(amounts.buy)]
  return {
    ...{ currency, messages, withoutBuy },
    ...{ sell: formatMoney(sell), buy: formatMoney(buy), margin: formatMoney(sell - buy) },
  }
}
