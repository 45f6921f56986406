import { parseMoney } from './money.ts'
import type { Category, Rate, RateCard } from './rate-card.ts'

/**
 * Meta's list prices in US dollars for a delivered message, without volume bands, from 2026-10-01: transcribed by third
 * parties, so approximate. An operator imports Meta's own file before he bills by it.
 * Source: https://developers.facebook.com/docs/whatsapp/pricing
 */
const usd: Readonly<
  Record<string, readonly [marketing: string, utility: string, authentication: string, international?: string]>
> = {
  India: ['0.0118', '0.0014', '0.0014', '0.0304'],
  Brazil: ['0.0625', '0.0068', '0.0068'],
  Mexico: ['0.0397', '0.0085', '0.0085'],
  Indonesia: ['0.0411', '0.0250', '0.0250', '0.1360'],
  Germany: ['0.1365', '0.0550', '0.0550'],
  'United Kingdom': ['0.0635', '0.0220', '0.0220'],
  'North America': ['0.0250', '0.0034', '0.0034'],
  France: ['0.0859', '0.0300', '0.0300'],
  Italy: ['0.0795', '0.0300', '0.0300'],
  Spain: ['0.0707', '0.0200', '0.0200'],
  Netherlands: ['0.1597', '0.0500', '0.0500'],
  'United Arab Emirates': ['0.0576', '0.0157', '0.0157', '0.0510'],
  'Saudi Arabia': ['0.0576', '0.0107', '0.0107', '0.0598'],
  Egypt: ['0.0644', '0.0036', '0.0036', '0.0650'],
  Turkey: ['0.0109', '0.0009', '0.0009'],
  Pakistan: ['0.0473', '0.0150', '0.0150', '0.0750'],
  Nigeria: ['0.0516', '0.0067', '0.0067', '0.0750'],
  'South Africa': ['0.0379', '0.0095', '0.0095', '0.0200'],
  'Rest of Africa': ['0.0225', '0.0040', '0.0040'],
  'Rest of Asia-Pacific': ['0.0842', '0.0113', '0.0113'],
  'Rest of Central & Eastern Europe': ['0.0860', '0.0212', '0.0212'],
  'Rest of Latin America': ['0.0740', '0.0113', '0.0113'],
  'Rest of Middle East': ['0.0392', '0.0091', '0.0091'],
  'Rest of Western Europe': ['0.0592', '0.0171', '0.0171'],
  Other: ['0.0604', '0.0077', '0.0077'],
}

/** India's card in rupees, of January 2026. */
const inr: typeof usd = { India: ['0.8631', '0.1150', '0.1150', '2.3000'] }

function toRates(prices: typeof usd): Rate[] {
  return Object.entries(prices).flatMap(([market, [marketing, utility, authentication, international]]) =>
    (
      [
        ['marketing', marketing],
        ['utility', utility],
        ['service', utility], // one price since 2026-10-01
        ['authentication', authentication],
        ['authentication_international', international ?? authentication],
      ] satisfies [Category, string][]
    ).map(([category, price]) => ({ market, category, tierFrom: 1, unitMicros: parseMoney(price) ?? 0n })),
  )
}

export const listPriceName = 'meta-list-approximate'

/** The cards that come with Dawk; cards that an operator imports stand beside them under names of their own. */
export const listPrices: readonly RateCard[] = [
  {
    id: '00000000-0000-7000-8000-000000000001',
    name: listPriceName,
    currency: 'USD',
    effectiveFrom: '2026-10-01',
    rates: toRates(usd),
  },
  {
    id: '00000000-0000-7000-8000-000000000002',
    name: listPriceName,
    currency: 'INR',
    effectiveFrom: '2026-01-01',
    rates: toRates(inr),
  },
]
