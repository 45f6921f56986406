import type { ContactAttribute } from './api/contact-fields.ts'

/** A value as it is shown and edited. */
export function attributeText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(String).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What was written into a field, as the API takes it; null: it is cleared. Throws where a JSON object is none. */
export function attributeValue({ type }: Pick<ContactAttribute, 'type'>, text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (type === 'boolean') return trimmed === 'true'
  if (type === 'multi_select')
    return trimmed
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
  return type === 'json' ? (JSON.parse(trimmed) as unknown) : trimmed
}
