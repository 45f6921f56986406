import type { CoreContext } from '#context.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { gstinProblem, indianStates } from './gstin.ts'
import { upsertSeller } from './invoice-store.ts'
import type { Seller } from './parties.ts'

const defaults: Omit<Seller, 'name' | 'address' | 'country'> = {
  ...{ state: null, gstin: null, vatId: null, sac: '998413', prefix: 'DK', taxRate: 0, vatRates: {}, taxAt: 'top_up' },
}

const members = [...Object.keys(defaults), 'name', 'address', 'country']

/** @throws GatewayError `invalid_request` that names each member */
export function readSeller(given: Readonly<Record<string, unknown>>): Seller {
  const seller = { ...defaults, ...given } as Seller
  const problems: FieldProblem[] = []
  const check = (isGood: boolean, field: keyof Seller, message: string) => isGood || problems.push({ field, message })
  for (const name of Object.keys(given))
    if (!members.includes(name))
      problems.push({ field: name, message: `is no member; known are ${members.join(', ')}` })
  check(isText(seller.name, 200), 'name', 'must be the legal name, at most 200 characters')
  check(isText(seller.address, 500), 'address', 'must be an address of at most 500 characters')
  check(/^[A-Z]{2}$/.test(seller.country ?? ''), 'country', 'must be a country of ISO 3166, such as IN')
  check(/^[A-Z]{1,2}$/.test(seller.prefix), 'prefix', 'must be one or two capital letters')
  check(
    Number.isInteger(seller.taxRate) && seller.taxRate >= 0 && seller.taxRate <= 5000,
    'taxRate',
    'must be hundredths of a per cent from 0 to 5000: 1800 is 18 %',
  )
  check(seller.taxRate % 2 === 0, 'taxRate', 'must be even: it is parted in two halves')
  check(['top_up', 'usage'].includes(seller.taxAt), 'taxAt', 'must be top_up or usage')
  if (seller.country === 'IN')
    check(indianStates[seller.state ?? ''] !== undefined, 'state', 'must be the two digits of a state, such as 29')
  const gstin = seller.gstin === null ? null : gstinProblem(seller.gstin)
  if (gstin !== null) problems.push({ field: 'gstin', message: gstin })
  if (problems.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details: problems })
  return seller
}

const isText = (value: unknown, most: number) =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most

/** From the next document on. @throws GatewayError `invalid_request` */
export async function setSeller(
  { worker }: Pick<CoreContext, 'worker'>,
  given: Readonly<Record<string, unknown>>,
): Promise<Seller> {
  const seller = readSeller(given)
  await upsertSeller(worker, seller, new Date().toISOString())
  return seller
}
