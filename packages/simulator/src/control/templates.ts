import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import type { Json } from '../json.ts'
import type { Category, QualityScore, Template } from '../templates/template.ts'
import { ControlError, readMembers } from './control-error.ts'

const reasons = [
  'ABUSIVE_CONTENT',
  'INCORRECT_CATEGORY',
  'INVALID_FORMAT',
  'PROMOTIONAL',
  'SCAM',
  'TAG_CONTENT_MISMATCH',
]
const scores = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN']
const categories = ['UTILITY', 'MARKETING', 'AUTHENTICATION']

type Act = (ctx: SimulatorContext, template: Template, given: Json) => void

/** What the body of an act may have. */
const members: Readonly<Record<string, readonly string[]>> = {
  reject: ['reason'],
  quality: ['score'],
  category: ['category', 'notice'],
}

const acts: Readonly<Record<string, Act>> = {
  approve: ({ reviews }, template) => reviews.approve(template),
  reject: ({ reviews }, template, given) => reviews.reject(template, oneOf(given, 'reason', reasons, 'INVALID_FORMAT')),
  pause: ({ reviews }, template) => reviews.pause(template),
  disable: ({ reviews }, template) => reviews.disable(template),
  flag: ({ announce }, template) => announce.status(template, 'FLAGGED'),
  quality: ({ reviews }, template, given) =>
    reviews.setQuality(template, oneOf(given, 'score', scores) as QualityScore),
  category: ({ reviews }, template, given) => {
    const category = oneOf(given, 'category', categories) as Category
    if (given['notice'] === true) reviews.noticeCategory(template, category)
    else reviews.setCategory(template, category)
  },
}

/** What Meta's reviewers and its quality rules do, on request: `POST templates/{id}/{act}`. */
export function templateControl(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<{ Querystring: { wabaId?: string } }>('/templates', ({ query: { wabaId } }) => ({
    templates: wabaId === undefined ? ctx.templates.all() : ctx.templates.list(wabaId),
  }))
  app.post<{ Params: { id: string; act: string } }>('/templates/:id/:act', ({ params, body }) => {
    const template = ctx.templates.byId(params.id)
    const act = Object.hasOwn(acts, params.act) ? acts[params.act] : undefined
    if (!template) throw new ControlError(`there is no template ${params.id}`)
    if (!act) throw new ControlError(`${params.act} must be one of ${Object.keys(acts).join(', ')}`)
    act(ctx, template, readMembers(body, members[params.act] ?? []))
    return template
  })
}

function oneOf(given: Json, name: string, allowed: readonly string[], fallback?: string): string {
  const value = given[name] ?? fallback
  if (typeof value === 'string' && allowed.includes(value)) return value
  throw new ControlError(`${name} must be one of ${allowed.join(', ')}`)
}
