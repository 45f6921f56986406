import type { Attribute } from '../../contacts/attributes/attribute.ts'
import { textKey } from '../../contacts/text-key.ts'
import type { ColumnAnalysis, ImportAnalysis, ImportMapping, MappedColumn, PhoneStatistics } from '../import.ts'

/** Words that head the columns of built-in fields, in the languages of the dashboard. */
const names: Readonly<Record<string, readonly string[]>> = {
  phone: [
    ...[
      'phone',
      'phone number',
      'mobile',
      'mobile number',
      'mobile no',
      'cell',
      'cell phone',
      'whatsapp',
      'whatsapp number',
      'tel',
      'telephone',
      'contact number',
      'number',
    ],
    ...[
      'teléfono',
      'telefono',
      'móvil',
      'movil',
      'celular',
      'telefone',
      'número',
      'numero',
      'फ़ोन',
      'फोन',
      'मोबाइल',
      'मोबाइल नंबर',
      'الهاتف',
      'هاتف',
      'الجوال',
      'رقم الهاتف',
    ],
  ],
  name: [
    ...['name', 'full name', 'customer', 'customer name', 'contact name', 'first name', 'last name', 'surname'],
    ...['nombre', 'apellido', 'apellidos', 'nome', 'sobrenome', 'नाम', 'الاسم', 'اسم'],
  ],
  tags: ['tags', 'tag', 'labels', 'label', 'groups', 'etiquetas', 'टैग', 'الوسوم'],
  language: ['language', 'lang', 'idioma', 'भाषा', 'اللغة'],
  timezone: ['timezone', 'time zone', 'tz', 'zona horaria', 'fuso horário'],
  country: ['country', 'country code', 'país', 'pais', 'देश', 'البلد', 'الدولة'],
  externalId: ['external id', 'externalid', 'customer id', 'crm id', 'reference'],
  userId: ['user id', 'userid', 'bsuid', 'whatsapp user id'],
  id: ['contact id', 'contactid', 'dawk id'],
}

/** What `errors.csv` adds, and nobody imports. */
const ours = new Set(['row', 'error_code', 'error_detail', 'suggestion'])

const plainKey = (text: string) =>
  textKey(
    text
      .replaceAll(/[_\-.]+/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  )

interface Proposed extends MappedColumn {
  confidence: number
}

/** A first guess, for somebody to correct. Each target is proposed once, but for names, which are put together. */
export function proposeMapping(
  columns: readonly ColumnAnalysis[],
  phones: readonly PhoneStatistics[],
  attributes: readonly Attribute[],
): ImportAnalysis['proposal'] {
  const taken = new Set<string>()
  const proposed = columns
    .flatMap((column) => propose(column, attributes) ?? [])
    .toSorted((one, other) => other.confidence - one.confidence)
    .filter(({ target }) => {
      const isFree = target === 'name' || !taken.has(target)
      taken.add(target)
      return isFree
    })
  const inOrder = columns.flatMap(({ column }) => proposed.find((one) => one.column === column) ?? [])
  const mapping: ImportMapping = {
    columns: inOrder.map(({ confidence: _, ...column }) => withCountry(column, phones)),
    key: taken.has('phone') ? 'phone' : 'any',
    onConflict: 'fail',
    addToSegment: null,
    clear: '--',
    consent: null,
  }
  return { mapping, confidence: inOrder.map(({ column, confidence }) => ({ column, confidence })) }
}

function propose({ column, type, confidence }: ColumnAnalysis, attributes: readonly Attribute[]): Proposed | null {
  const key = plainKey(column)
  if (ours.has(column)) return null
  const target = Object.keys(names).find((one) => names[one]?.some((name) => plainKey(name) === key))
  if (target === 'phone' && type !== 'phone' && type !== 'number') return { column, target, confidence: 0.6 }
  if (target !== undefined) return { column, target, confidence: 0.95 }
  const attribute = attributes.find(
    (one) => one.archivedAt === null && [one.key, one.label].some((name) => plainKey(name) === key),
  )
  if (attribute) return { column, target: `attributes.${attribute.key}`, confidence: 0.9 }
  if (type === 'phone') return { column, target: 'phone', confidence: 0.5 * confidence }
  const fitting =
    type === 'email' ? attributes.find((one) => one.archivedAt === null && one.type === 'email') : undefined
  return fitting ? { column, target: `attributes.${fitting.key}`, confidence: 0.6 * confidence } : null
}

/** Where there are national numbers, the country in which nearly all of them are valid. */
function withCountry(column: MappedColumn, phones: readonly PhoneStatistics[]): MappedColumn {
  const numbers = column.target === 'phone' ? phones.find((one) => one.column === column.column) : undefined
  const [best, next] = numbers?.byCountry ?? []
  const isClear = best && best.valid >= 0.8 * best.of && (!next || next.valid < best.valid)
  return isClear ? { ...column, defaultCountry: best.country } : column
}
