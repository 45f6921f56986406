import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest, sendError } from '../graph-error.ts'
import { asObject, asText } from '../json.ts'
import type { Settings } from '../numbers/number-settings.ts'
import { requireNumber } from './access.ts'

interface NumberRequest {
  Params: { id: string }
}

/** A number sends only while it is registered; its PIN is set by the first registration and asked for by the next. */
export function registrationRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.post<NumberRequest>('/:id/register', (request) => {
    const { phoneNumberId, inPhoneApp } = requireNumber(ctx, request, request.params.id)
    const body = asObject(request.body)
    const pin = asText(body['pin']) ?? ''
    if (body['messaging_product'] !== 'whatsapp') throw badRequest('The parameter messaging_product is required.')
    if (!/^\d{6}$/.test(pin)) throw badRequest('Param pin must be 6 digits.')
    if (inPhoneApp) throw ofPhoneApp('registered')
    const settings = takeAttempt(ctx, phoneNumberId)
    if (settings.pin !== undefined && settings.pin !== pin) throw sendError(133005)
    Object.assign(settings, { registered: true, pin })
    return { success: true }
  })
  app.post<NumberRequest>('/:id/deregister', (request) => {
    const { phoneNumberId, inPhoneApp } = requireNumber(ctx, request, request.params.id)
    if (inPhoneApp) throw ofPhoneApp('deregistered')
    const settings = takeAttempt(ctx, phoneNumberId)
    if (!settings.registered) throw sendError(133010)
    settings.registered = false
    return { success: true }
  })
}

/** Meta says that such a number is not to be registered and cannot be deregistered, but not how it refuses: code and words are ours. */
const ofPhoneApp = (what: string) =>
  badRequest(`A number that is used in the WhatsApp Business app cannot be ${what} through the API.`)

const attempts = 10
const withinMs = 72 * 3600 * 1000

function takeAttempt(
  { clock, settings }: Pick<SimulatorContext, 'clock' | 'settings'>,
  phoneNumberId: string,
): Settings {
  const number = settings.of(phoneNumberId)
  number.registrations = number.registrations.filter((at) => at > clock.now() - withinMs)
  if (number.registrations.length >= attempts) throw sendError(133016)
  number.registrations.push(clock.now())
  return number
}
