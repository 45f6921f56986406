import { type Json, list, record, text } from '#lib/data/json.ts'

/** One value that a template asks for. */
export interface Slot {
  /** By which the form keeps what was filled in. */
  key: string
  kind: 'text' | 'image' | 'video' | 'document'
  /** As it stands in the template: `1`, or a name. */
  variable: string
  where: 'header' | 'body' | 'button'
  /** Of a button, from 0. */
  index: number
  /** Meta's name of the kind of button. */
  subType: 'url' | 'copy_code' | null
}

const variables = (words: string): string[] => [
  ...new Set([...words.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name)),
]

const plain = { index: 0, subType: null }

/** Everything that has to be filled in before the template can be sent, in the order in which it is read. */
export function readSlots(components: readonly Json[]): Slot[] {
  return components.flatMap((component): Slot[] => {
    switch (text(component['type']).toUpperCase()) {
      case 'HEADER':
        return headerSlots(component)
      case 'BODY':
        return variables(text(component['text'])).map((variable) => ({
          ...plain,
          key: `body.${variable}`,
          kind: 'text',
          variable,
          where: 'body',
        }))
      case 'BUTTONS':
        return list(component['buttons']).flatMap((button, index) => buttonSlots(record(button), index))
      default:
        return []
    }
  })
}

function headerSlots(header: Json): Slot[] {
  const format = text(header['format']).toLowerCase()
  if (format === 'image' || format === 'video' || format === 'document')
    return [{ ...plain, key: 'header.file', kind: format, variable: format, where: 'header' }]
  return variables(text(header['text'])).map((variable) => ({
    ...plain,
    key: `header.${variable}`,
    kind: 'text',
    variable,
    where: 'header',
  }))
}

function buttonSlots(button: Json, index: number): Slot[] {
  const type = text(button['type']).toUpperCase()
  const slot = { key: `button.${index}`, kind: 'text', where: 'button', index } as const
  if (type === 'COPY_CODE') return [{ ...slot, variable: text(button['text']), subType: 'copy_code' }]
  if (type === 'URL' && variables(text(button['url'])).length > 0)
    return [{ ...slot, variable: text(button['text']), subType: 'url' }]
  return []
}

/** The components of a send, from what was filled in; what is empty is left out, and the API says that it is missing. */
export function toComponents(
  slots: readonly Slot[],
  values: Readonly<Record<string, string>>,
  named: boolean,
): Record<string, unknown>[] {
  const filled = slots.filter(({ key }) => (values[key] ?? '') !== '')
  const parametersAt = (where: Slot['where']) =>
    filled.filter((slot) => slot.where === where).map((slot) => toParameter(slot, values[slot.key] ?? '', named))
  const parts = (['header', 'body'] as const)
    .map((type) => ({ type, parameters: parametersAt(type) }))
    .filter(({ parameters }) => parameters.length > 0)
  const buttons = filled
    .filter(({ where }) => where === 'button')
    .map((slot) => ({
      type: 'button',
      subType: slot.subType,
      index: slot.index,
      parameters: [
        slot.subType === 'copy_code'
          ? { type: 'coupon_code', couponCode: values[slot.key] }
          : { type: 'text', text: values[slot.key] },
      ],
    }))
  return [...parts, ...buttons]
}

function toParameter({ kind, variable }: Slot, value: string, named: boolean): Record<string, unknown> {
  if (kind !== 'text') return { type: kind, [kind]: { id: value } }
  return { type: 'text', ...(named && { parameterName: variable }), text: value }
}
