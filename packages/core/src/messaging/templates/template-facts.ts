import type { MetaTemplate, TemplateComponent } from '@dawk/cloud-api/template-types.ts'
import type { TemplateFacts } from './template.ts'

/** Null: Meta's item lacks what a template must have, and is left out. */
export function toTemplateFacts(item: MetaTemplate): TemplateFacts | null {
  if (!isText(item?.id) || !isText(item.name) || !isText(item.language)) return null
  const reason = item.rejected_reason
  return {
    metaId: String(item.id),
    name: item.name,
    language: toLanguage(item.language),
    category: String(item.category ?? 'UTILITY').toUpperCase(),
    status: String(item.status ?? 'PENDING').toUpperCase(),
    quality: String(item.quality_score?.score ?? 'UNKNOWN').toUpperCase(),
    rejectedReason: isText(reason) && reason !== 'NONE' ? reason : null,
    announcedCategory:
      isText(item.correct_category) && item.correct_category !== item.category ? item.correct_category : null,
    flagged: false,
    parameterFormat: String(item.parameter_format ?? 'POSITIONAL').toUpperCase(),
    components: (Array.isArray(item.components) ? item.components : []).filter(isComponent),
    ttlSeconds: Number.isInteger(item.message_send_ttl_seconds) ? (item.message_send_ttl_seconds ?? null) : null,
  }
}

/** Webhooks write `en-US` where REST has `en_US`. */
const toLanguage = (code: string) => code.replace('-', '_')

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isComponent = (value: unknown): value is TemplateComponent =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
