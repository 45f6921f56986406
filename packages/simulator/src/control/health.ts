import type { SimulatorContext } from '../context.ts'
import { asArray, asObject, asText, type Json } from '../json.ts'
import { ControlError } from './control-error.ts'

/**
 * `node`: fields of the number's node, and `account_review_status` of its account, as they are read from now on.
 * `webhooks`: `[{field, value}]`, what Meta tells of it; as with Meta they name no `phone_number_id`.
 */
export function changeHealth(ctx: SimulatorContext, id: string, body: Json): Json {
  const number = ctx.numbers.get(id)
  if (!number) throw new ControlError(`no number ${id} is registered`)
  const settings = ctx.settings.of(id)
  settings.health = { ...settings.health, ...asObject(body['node']) }
  for (const webhook of asArray(body['webhooks']).map(asObject)) {
    const field = asText(webhook['field'])
    if (!field) throw new ControlError('webhooks[].field is required')
    ctx.publisher.publish({ number, kind: 'change', field, render: () => asObject(webhook['value']) })
  }
  return settings.health
}
