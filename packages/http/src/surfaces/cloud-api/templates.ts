import type { GraphErrorBody } from '@dawk/cloud-api/error-policy.ts'
import type { Template } from '@dawk/core/messaging/templates/template.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { badRequest, GraphRefusal } from './errors.ts'

type Json = Readonly<Record<string, unknown>>

const defaultFields = ['name', 'parameter_format', 'components', 'language', 'status', 'category', 'id']

/** What Meta knows besides and shows where it is set; it is not kept here. */
const unread = new Set([
  'sub_category',
  'previous_category',
  'library_template_name',
  'cta_url_link_tracking_opted_out',
  'disable_info',
  'degrees_of_freedom_spec',
  'health_status',
])

/** Meta's node of a template, with the members that `fields` names. @throws GraphRefusal for one that there is not */
export function toTemplateNode(template: Template, fields: string | undefined): Json {
  const node: Json = {
    id: template.metaId,
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    rejected_reason: template.rejectedReason ?? 'NONE',
    quality_score: { score: template.quality },
    correct_category: template.announcedCategory ?? template.category,
    message_send_ttl_seconds: template.ttlSeconds,
    last_updated_time: template.syncedAt,
  }
  const names = fields ? fields.split(',').map((name) => name.replace(/[.{].*$/, '').trim()) : defaultFields
  const unknown = names.find((name) => !(name in node) && !unread.has(name))
  if (unknown !== undefined)
    throw badRequest(`Tried accessing nonexisting field (${unknown.slice(0, 40)}) on node type (WhatsAppBusinessHSM)`)
  return Object.fromEntries([...names, 'id'].filter((name) => name in node).map((name) => [name, node[name]]))
}

/** What Meta said of a template, as it said it; what we say before it, in the same shape. */
export function toTemplateRefusal(error: unknown): unknown {
  if (!(error instanceof GatewayError) || error instanceof GraphRefusal) return error
  const cause = error.cause as Partial<GraphErrorBody> | undefined
  if (typeof cause?.code === 'number') return new GraphRefusal(400, cause as GraphErrorBody)
  if (error.code !== 'invalid_request' && error.code !== 'conflict') return error
  const { metaCode: subcode } = error.details.find(({ metaCode }) => metaCode !== undefined) ?? {}
  return new GraphRefusal(400, {
    message: 'Invalid parameter',
    type: 'OAuthException',
    code: 100,
    ...(subcode !== undefined && { error_subcode: subcode }),
    is_transient: false,
    error_user_title: error.message,
    error_user_msg: error.details.map(({ field, message }) => `${field} ${message}.`).join(' ') || error.message,
  })
}
