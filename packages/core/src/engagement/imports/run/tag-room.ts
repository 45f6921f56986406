import { maxTags, problemOfTag, tagKey } from '../../contacts/tags/tag.ts'
import type { ContactWrite } from '../../contacts/write/contact-write.ts'
import type { CellProblem } from '../import-errors.ts'

/** Sees to it that an import does not bring more tags than an account may have: the row with the first that is too many fails alone. */
export class TagRoom {
  #known: Set<string>

  /** @param known the keys of all tags of the account */
  constructor(known: readonly string[]) {
    this.#known = new Set(known)
  }

  /** Null: there is room. Then the tags count as taken. */
  take({ tags, mode, modes }: Pick<ContactWrite, 'tags' | 'mode' | 'modes'>): CellProblem | null {
    if (!tags || (modes?.['tags'] ?? mode) === 'remove') return null
    const fresh = new Set(
      tags
        .filter((tag) => problemOfTag(tag) === null)
        .map(tagKey)
        .filter((key) => !this.#known.has(key)),
    )
    if (this.#known.size + fresh.size > maxTags)
      return { problem: 'type_mismatch', detail: `Tags: the account would have more than ${maxTags} tags` }
    for (const key of fresh) this.#known.add(key)
    return null
  }
}
