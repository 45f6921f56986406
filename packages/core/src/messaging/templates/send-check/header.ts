import { isObject } from '@dawk/cloud-api/json.ts'
import type { HeaderSlot } from '../contract/template-slots.ts'
import { add, type Json, kindOf, type Problems, parametersOf, type Sent, shown, single } from './sent.ts'
import { checkText } from './text.ts'

export function checkHeader(
  slot: HeaderSlot | null,
  sent: readonly Sent[],
  path: string,
  problems: Problems,
): undefined {
  if (slot === null || slot.kind === 'text') return checkText({ what: 'header', slot }, sent, path, problems)
  const component = single('header', sent, problems)
  const [first, ...surplus] = component ? parametersOf(component, problems) : []
  for (const { path: at } of surplus)
    add(problems, at, `is surplus: the header takes one parameter, of type ${slot.kind}`)
  if (!first)
    return add(
      problems,
      component ? `${component.path}.parameters` : path,
      `the header lacks its parameter of type ${slot.kind}`,
      mismatch(slot.kind, 'unknown'), // to Meta it is one of an unknown form, not one too few
    )
  const { parameter, path: here } = first
  if (kindOf(parameter) !== slot.kind)
    return add(
      problems,
      `${here}.type`,
      `must be ${slot.kind} (given: ${shown(parameter['type'])})`,
      mismatch(slot.kind, kindOf(parameter)),
    )
  const value = parameter[slot.kind]
  if (!isObject(value)) return add(problems, `${here}.${slot.kind}`, `is required (given: ${shown(value)})`)
  checkHeaderValue(slot.kind, value, `${here}.${slot.kind}`, problems)
}

const mismatch = (expected: string, received: string) => ({
  code: 132012,
  words: `header: Format mismatch, expected ${expected.toUpperCase()}, received ${received.toUpperCase()}`,
})

function checkHeaderValue(
  kind: Exclude<HeaderSlot['kind'], 'text'>,
  value: Json,
  path: string,
  problems: Problems,
): undefined {
  if (kind === 'location') {
    checkDegrees(value['latitude'], `${path}.latitude`, 90, problems)
    checkDegrees(value['longitude'], `${path}.longitude`, 180, problems)
  } else if (kind === 'product') {
    if (typeof value['product_retailer_id'] !== 'string') add(problems, `${path}.product_retailer_id`, 'is required')
  } else checkMedia(value, path, problems)
}

function checkMedia({ id, link }: Json, path: string, problems: Problems): undefined {
  if ((id === undefined) === (link === undefined))
    return add(problems, path, `must have either id or link (given: ${id === undefined ? 'neither' : 'both'})`)
  if (link !== undefined && !(typeof link === 'string' && /^https?:\/\/[^\s/]+/i.test(link)))
    add(problems, `${path}.link`, `must be an http or https address (given: ${shown(link)})`)
  if (id !== undefined && ((typeof id !== 'string' && typeof id !== 'number') || id === ''))
    add(problems, `${path}.id`, `must be the id of an uploaded file (given: ${shown(id)})`)
}

function checkDegrees(value: unknown, path: string, max: number, problems: Problems): undefined {
  const degrees = typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : Number.NaN
  if (!(Math.abs(degrees) <= max)) add(problems, path, `must be -${max} to ${max} (given: ${shown(value)})`)
}
