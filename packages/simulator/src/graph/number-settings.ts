import type { FastifyInstance } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest, sendError } from '../graph-error.ts'
import { asArray, asObject, asText, type Json } from '../json.ts'
import type { Settings } from '../numbers/number-settings.ts'
import { requireNumber } from './access.ts'

interface NumberRequest {
  Params: { id: string }
  Querystring: Record<string, string>
}

/** Small edges of a number: what a business switches on and off there. */
export function settingsRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  const settingsOf = (request: Parameters<typeof requireNumber>[1], id: string) =>
    ctx.settings.of(requireNumber(ctx, request, id).phoneNumberId)
  app.get<NumberRequest>('/:id/settings', (request) => showFeatures(settingsOf(request, request.params.id)))
  app.post<NumberRequest>('/:id/settings', (request) => {
    changeFeature(settingsOf(request, request.params.id), asObject(request.body))
    return { success: true }
  })
  app.get<NumberRequest>('/:id/whatsapp_commerce_settings', (request) => {
    const { commerce } = settingsOf(request, request.params.id)
    return { data: [{ ...commerce, id: request.params.id }] }
  })
  app.post<NumberRequest>('/:id/whatsapp_commerce_settings', (request) => {
    const { commerce } = settingsOf(request, request.params.id)
    const given = { ...request.query, ...asObject(request.body) }
    for (const name of ['is_cart_enabled', 'is_catalog_visible'] as const)
      if (given[name] !== undefined) commerce[name] = readFlag(name, given[name])
    return { success: true }
  })
  app.get<NumberRequest>('/:id/conversational_automation', (request) => ({
    conversational_automation: settingsOf(request, request.params.id).automation,
    id: request.params.id,
  }))
  app.post<NumberRequest>('/:id/conversational_automation', (request) => {
    settingsOf(request, request.params.id).automation = readAutomation(asObject(request.body))
    return { success: true }
  })
  verificationRoutes(app, ctx)
}

const features = ['calling', 'user_identity_change', 'payload_encryption', 'storage_configuration']

const showFeatures = ({ features: set }: Settings): Json => ({
  calling: { status: 'DISABLED', call_icon_visibility: 'DEFAULT' },
  storage_configuration: { status: 'default' },
  ...set,
})

/** One feature at a time, each an object. */
function changeFeature(settings: Settings, body: Json): void {
  const given = Object.keys(body).filter((name) => name !== 'messaging_product')
  const unknown = given.find((name) => !features.includes(name))
  if (unknown !== undefined) throw badRequest(`Unexpected key "${unknown}" on param "settings".`)
  const [name] = given
  if (name === undefined || given.length > 1) throw badRequest(`Exactly one of {${features.join(', ')}} is required.`)
  const value = asObject(body[name])
  if (Object.keys(value).length === 0) throw badRequest(`Param ${name} must be a JSON object.`)
  settings.features[name] = { ...asObject(settings.features[name]), ...lowerStatus(name, value) }
}

/** Reading spells the statuses of storage in lower case. */
const lowerStatus = (name: string, value: Json): Json =>
  name === 'storage_configuration' && typeof value['status'] === 'string'
    ? { ...value, status: value['status'].toLowerCase() }
    : value

function readFlag(name: string, value: unknown): boolean {
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw badRequest(`Param ${name} must be a boolean.`)
}

function readAutomation(body: Json): Json {
  const prompts = asArray(body['prompts'])
  const commands = asArray(body['commands']).map(asObject)
  if (prompts.length > 4 || prompts.some((prompt) => typeof prompt !== 'string' || prompt.length > 80))
    throw badRequest('Param prompts must be at most 4 texts of at most 80 characters.')
  const isWrong = ({ command_name: name, command_description: hint }: Json) =>
    typeof name !== 'string' || name === '' || name.length > 32 || (asText(hint) ?? '').length > 256
  if (commands.length > 30 || commands.some(isWrong))
    throw badRequest('Param commands must be at most 30, with names of at most 32 characters and hints of at most 256.')
  return { enable_welcome_message: body['enable_welcome_message'] === true, prompts, commands }
}

/** The code that Meta sends to a number is always this. */
const verificationCode = '123456'

function verificationRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.post<NumberRequest>('/:id/request_code', (request) => {
    requireNumber(ctx, request, request.params.id)
    const given = { ...request.query, ...asObject(request.body) }
    if (!['SMS', 'VOICE'].includes(String(given['code_method'])))
      throw badRequest('Param code_method must be one of {SMS, VOICE}.')
    if (asText(given['language']) === undefined) throw badRequest('The parameter language is required.')
    return { success: true }
  })
  app.post<NumberRequest>('/:id/verify_code', (request) => {
    requireNumber(ctx, request, request.params.id)
    const { code } = { ...request.query, ...asObject(request.body) } as Json
    if (asText(code) !== verificationCode) throw sendError(136025)
    return { success: true }
  })
}
