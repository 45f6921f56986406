import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { type Attribute, maxOptions } from '../../contacts/attributes/attribute.ts'
import { lockAttributes, selectAttributes, updateAttributeRow } from '../../contacts/attributes/attribute-store.ts'
import { toSnapshot } from '../../contacts/attributes/attributes.ts'
import { textKey } from '../../contacts/text-key.ts'
import type { ContactWrite } from '../../contacts/write/contact-write.ts'
import type { Definitions } from '../../contacts/write/parse-write.ts'
import type { ImportMapping } from '../import.ts'

type Option = Attribute['options'][number]

const maxKeyLength = 64
const maxLabelLength = 100

/**
 * The options that the rows of an import bring to the attributes whose columns say `createOptions`. They are counted over the
 * whole file, so that a dry run, which stores none of them, rejects the same row as the run does once an attribute is full.
 */
export class OptionRoom {
  readonly #options = new Map<string, Option[]>()
  readonly #taken = new Map<string, Set<string>>()

  constructor({ columns }: Pick<ImportMapping, 'columns'>, definitions: Definitions) {
    for (const { target, createOptions } of columns) {
      const attribute = createOptions ? definitions.get(target.slice('attributes.'.length)) : undefined
      if (!attribute) continue
      this.#options.set(attribute.key, [...attribute.options])
      this.#taken.set(attribute.key, new Set(attribute.options.flatMap(({ key, label }) => [key, textKey(label)])))
    }
  }

  /** Notes what the row has that is no option yet. For what finds no room the row fails later, as for any unknown option. */
  take({ attributes = {}, modes }: Pick<ContactWrite, 'attributes' | 'modes'>): void {
    for (const key of this.#options.keys()) {
      const value = modes?.[`attributes.${key}`] === 'remove' ? null : attributes[key]
      for (const label of [value ?? []].flat()) if (typeof label === 'string') this.#add(key, label.trim())
    }
  }

  #add(attribute: string, label: string): void {
    const [options, taken] = [this.#options.get(attribute), this.#taken.get(attribute)]
    if (!options || !taken || label === '' || label.length > maxLabelLength || options.length >= maxOptions) return
    if (taken.has(label) || taken.has(textKey(label))) return
    const key = unusedKey(label, taken)
    options.push({ key, label })
    taken.add(key)
    taken.add(textKey(label))
  }

  /** Stores the options that were noted and are not there yet. */
  async store(tx: UnitOfWork): Promise<void> {
    if (!(await this.#missing(tx)).some(({ added }) => added.length > 0)) return
    await lockAttributes(tx, tx.caller.accountId, 'write')
    for (const { attribute, added } of await this.#missing(tx)) {
      const options = [...attribute.options, ...added].slice(0, maxOptions)
      if (added.length === 0 || options.length === attribute.options.length) continue
      const after = { ...attribute, options, updatedAt: new Date().toISOString() }
      await updateAttributeRow(tx, tx.caller.accountId, after)
      await tx.audit('attribute.changed', attribute.id, { before: toSnapshot(attribute), after: toSnapshot(after) })
    }
  }

  async #missing(tx: UnitOfWork): Promise<{ attribute: Attribute; added: Option[] }[]> {
    if (this.#options.size === 0) return []
    return (await selectAttributes(tx, tx.caller.accountId)).flatMap((attribute) => {
      const known = new Set(attribute.options.flatMap(({ key, label }) => [key, textKey(label)]))
      const added = (this.#options.get(attribute.key) ?? []).filter(
        ({ key, label }) => !known.has(key) && !known.has(textKey(label)),
      )
      return this.#options.has(attribute.key) ? [{ attribute, added }] : []
    })
  }
}

/** As people write keys: `Very fond of tea` is `very_fond_of_tea`. Other scripts keep their letters. */
function unusedKey(label: string, taken: ReadonlySet<string>): string {
  const words = textKey(label)
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '_')
    .replaceAll(/^_|_$/g, '')
  const plain = [...(words || textKey(label))].slice(0, maxKeyLength - 4).join('')
  let key = plain
  for (let next = 2; taken.has(key); next += 1) key = `${plain}_${next}`
  return key
}
