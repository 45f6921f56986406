import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest } from '../graph-error.ts'
import { asObject, type Json } from '../json.ts'
import { requireNumber } from './access.ts'

const texts: Readonly<Record<string, { min: number; max: number }>> = {
  about: { min: 1, max: 139 },
  address: { min: 0, max: 256 },
  description: { min: 0, max: 512 },
  email: { min: 0, max: 128 },
}

const verticals = new Set(
  'OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT PROF_SERVICES RETAIL TRAVEL RESTAURANT ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS'.split(
    ' ',
  ),
)

interface ProfileRequest {
  Params: { id: string }
  Querystring: Record<string, string>
}

/** The business profile: a change names what it changes, an empty text takes it away. */
export function profileRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<ProfileRequest>('/:id/whatsapp_business_profile', (request) => {
    const { phoneNumberId } = requireNumber(ctx, request, request.params.id)
    const names = request.query['fields']?.split(',').map((name) => name.trim())
    const profile = Object.entries(ctx.settings.of(phoneNumberId).profile)
    const shown = profile.filter(([name, value]) => value !== '' && (names?.includes(name) ?? true))
    return { data: [{ ...Object.fromEntries(shown), messaging_product: 'whatsapp' }] }
  })
  app.post<ProfileRequest>('/:id/whatsapp_business_profile', (request) => {
    const { phoneNumberId } = requireNumber(ctx, request, request.params.id)
    const { messaging_product: product, ...change } = asObject(request.body)
    if (product !== 'whatsapp') throw badRequest('The parameter messaging_product is required.')
    Object.assign(ctx.settings.of(phoneNumberId).profile, readChange(ctx, change))
    return { success: true }
  })
}

function readChange(
  ctx: SimulatorContext,
  { websites, vertical, profile_picture_handle: handle, ...rest }: Json,
): Json {
  for (const [name, value] of Object.entries(rest)) checkText(name, value)
  return {
    ...rest,
    ...(websites !== undefined && { websites: readWebsites(websites) }),
    ...(vertical !== undefined && { vertical: readVertical(vertical) }),
    ...(handle !== undefined && { profile_picture_url: readPicture(ctx, handle) }),
  }
}

function checkText(name: string, value: unknown): void {
  const rule = texts[name]
  if (!rule) throw badRequest(`Unexpected key "${name}" on param "whatsapp_business_profile".`)
  if (typeof value !== 'string') throw badRequest(`Param ${name} must be a string.`)
  if (value.length < rule.min || value.length > rule.max)
    throw badRequest(`Param ${name} must be ${rule.min} to ${rule.max} characters.`)
}

function readWebsites(value: unknown): unknown {
  if (!Array.isArray(value) || value.length > 2) throw badRequest('Param websites must be an array of at most 2.')
  for (const site of value)
    if (typeof site !== 'string' || site.length > 256 || !/^https?:\/\/[^\s/]+/i.test(site))
      throw badRequest('Param websites must hold URLs with http:// or https://, at most 256 characters each.')
  return value
}

function readVertical(value: unknown): unknown {
  if (typeof value === 'string' && verticals.has(value)) return value
  throw badRequest(`Param vertical must be one of {${[...verticals].join(', ')}}.`)
}

function readPicture({ uploads, origin }: Pick<SimulatorContext, 'origin' | 'uploads'>, handle: unknown): string {
  const sample = typeof handle === 'string' ? uploads.sample(handle) : undefined
  if (!sample || !['image/jpeg', 'image/jpg', 'image/png'].includes(sample.fileType))
    throw badRequest('Param profile_picture_handle is not a valid upload handle of an image.')
  return `${origin}/profile-pictures/${sample.fileName}`
}
