import type { Template } from '@dawk/core/messaging/templates/template.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import { validateJson } from '#requests/storable-json.ts'
import type { TemplateView } from './template-schemas.ts'

const templateBytes = 65_536

/** @throws GatewayError `invalid_request` for characters and depths that nobody can store */
export function storable<Body>(body: Body): Body {
  const wrong = validateJson(body, templateBytes)
  if (wrong === null) return body
  throw new GatewayError('invalid_request', 'Validation failed.', {
    details: [{ field: 'components', message: wrong }],
  })
}

export function wabaOf({ number }: Principal): string {
  if (number?.wabaId) return number.wabaId
  throw new GatewayError('number_not_connected', 'The WhatsApp Business Account of the phone number is not known yet.')
}

export function toTemplateView({ metaId: id, name, status, category, language, components }: Template): TemplateView {
  return { id, name, status, category, language, components: [...components] }
}
