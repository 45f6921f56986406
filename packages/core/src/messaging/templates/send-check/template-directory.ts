import type { CoreContext } from '#context.ts'
import { createCache } from '#platform/cache.ts'
import { selectForSend, type TemplateForSend, type TemplateName } from '../template-store.ts'

export interface TemplateDirectory {
  /** From memory, at once; undefined: it has to be looked up. */
  peek(name: TemplateName): TemplateForSend | undefined
  find(name: TemplateName): Promise<TemplateForSend>
  /** The account's templates are read again. */
  forget(accountId: string): void
}

const foundMs = 30_000
/** What is not there may come at any moment. */
const missingMs = 1000
const maxTemplates = 20_000

/** Templates by name for the hot path of sends. The application calls `forget` on what arrives on the channel `templates`. */
export function createTemplateDirectory({ db }: Pick<CoreContext, 'db'>): TemplateDirectory {
  const entries = createCache<TemplateForSend>({ max: maxTemplates })
  /** Many messages of a batch ask for the same template at once. */
  const reading = new Map<string, Promise<TemplateForSend>>()
  let changes = 0

  function find(template: TemplateName): Promise<TemplateForSend> {
    const key = keyOf(template)
    const under = reading.get(key)
    if (under) return under
    const asking = read(template).finally(() => reading.delete(key))
    reading.set(key, asking)
    return asking
  }

  async function read(template: TemplateName): Promise<TemplateForSend> {
    const changesBefore = changes
    const entry = await selectForSend(db, template)
    if (changes === changesBefore) entries.set(keyOf(template), entry, { ttl: entry.template ? foundMs : missingMs })
    return entry
  }

  return {
    peek: (template) => entries.get(keyOf(template)),
    find,
    forget(accountId) {
      changes += 1
      for (const key of entries.keys()) if (key.startsWith(`${accountId} `)) entries.delete(key)
    },
  }
}

const keyOf = ({ accountId, wabaId, name, language }: TemplateName) => `${accountId} ${wabaId} ${name} ${language}`
