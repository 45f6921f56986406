import { LRUCache } from 'lru-cache'
import type { CoreContext } from '#context.ts'
import type { Template } from '../template.ts'

/** What a send needs to know of a template. */
export type KnownTemplate = Pick<Template, 'id' | 'category' | 'status' | 'contract' | 'rejectedReason'>

export interface TemplateEntry {
  /** False: the templates of this business account were never read, so only Meta knows. */
  isSynced: boolean
  template: KnownTemplate | null
  /** In which the name exists; looked up only when the template is not there. */
  languages: readonly string[]
}

interface TemplateName {
  accountId: string
  wabaId: string
  name: string
  language: string
}

export interface TemplateDirectory {
  /** From memory, at once; undefined: it has to be looked up. */
  peek(name: TemplateName): TemplateEntry | undefined
  find(name: TemplateName): Promise<TemplateEntry>
  /** The account's templates are read again. */
  forget(accountId: string): void
}

const foundMs = 30_000
/** What is not there may come at any moment. */
const missingMs = 1000
const maxTemplates = 20_000

/** Templates by name for the hot path of sends. The application calls `forget` on what arrives on the channel `templates`. */
export function createTemplateDirectory({ db }: Pick<CoreContext, 'db'>): TemplateDirectory {
  const entries = new LRUCache<string, TemplateEntry>({ max: maxTemplates })
  /** Many messages of a batch ask for the same template at once. */
  const asked = new Map<string, Promise<TemplateEntry>>()
  let changes = 0

  function find(wanted: TemplateName): Promise<TemplateEntry> {
    const key = keyOf(wanted)
    const under = asked.get(key)
    if (under) return under
    const asking = read(wanted).finally(() => asked.delete(key))
    asked.set(key, asking)
    return asking
  }

  async function read(wanted: TemplateName): Promise<TemplateEntry> {
    const changesBefore = changes
    const { rows } = await db.queryAsAccounts<KnownTemplate & Pick<TemplateEntry, 'isSynced' | 'languages'>>(
      [wanted.accountId],
      `select s.synced_at is not null as "isSynced", t.id::text, t.category, t.status, t.contract, t.rejected_reason as "rejectedReason",
              case when t.id is null then array(
                select o.language from templates o
                 where o.account_id = s.account_id and o.waba_id = s.waba_id and o.name = $3 order by 1 limit 20)
              else '{}' end as languages
         from template_syncs s
         left join templates t on t.account_id = s.account_id and t.waba_id = s.waba_id and t.name = $3 and t.language = $4
        where s.account_id = $1 and s.waba_id = $2`,
      [wanted.accountId, wanted.wabaId, wanted.name, wanted.language],
    )
    const [row] = rows
    const languages = row?.languages ?? []
    const entry = { isSynced: row?.isSynced ?? false, template: row?.id ? row : null, languages }
    if (changes === changesBefore) entries.set(keyOf(wanted), entry, { ttl: entry.template ? foundMs : missingMs })
    return entry
  }

  return {
    peek: (wanted) => entries.get(keyOf(wanted)),
    find,
    forget(accountId) {
      changes += 1
      for (const key of entries.keys()) if (key.startsWith(`${accountId} `)) entries.delete(key)
    },
  }
}

const keyOf = ({ accountId, wabaId, name, language }: TemplateName) => `${accountId} ${wabaId} ${name} ${language}`
