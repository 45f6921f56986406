import { isSupportedCountry } from 'libphonenumber-js/max'
import { validateBindings } from '#engagement/campaigns/plan/bindings.ts'
import type { FieldProblem } from '#platform/errors.ts'
import { problemOfPointer } from '../mapping/pointer.ts'
import type { EventAction, EventMapping, SourceAuth, SourceSettings } from './event-source.ts'

/** What the account has that settings may name. */
export interface SourceRules {
  attributes: ReadonlySet<string>
  /** Purposes and topics of consent. */
  purposes: ReadonlySet<string>
  allowedDomains: readonly string[]
}

/** What a schema cannot say of an event source, by its place. */
export const validateSource = (settings: SourceSettings, rules: SourceRules): FieldProblem[] => [
  ...validateAuth(settings.auth),
  ...place('dedupe.pointer', settings.dedupe.pointer),
  ...validateMapping(settings.mapping, rules),
  ...settings.actions.flatMap((action, at) => validateAction(action, `actions.${at}`, rules)),
  ...settings.actions.flatMap(({ id }, at) =>
    settings.actions.findIndex((one) => one.id === id) < at
      ? [{ field: `actions.${at}.id`, message: `must be there once (given: ${id})` }]
      : [],
  ),
  ...(settings.respond.status === 204 && settings.respond.body !== undefined
    ? [{ field: 'respond.body', message: 'must be absent: an answer with status 204 has none' }]
    : []),
]

const place = (field: string, pointer: string | undefined): FieldProblem[] => {
  const message = pointer === undefined ? null : problemOfPointer(pointer)
  return message === null ? [] : [{ field, message }]
}

const ownHeaders = new Set(['host', 'cookie', 'authorization', 'content-type', 'content-length', 'connection'])

function validateAuth(auth: SourceAuth): FieldProblem[] {
  const named = [
    ['auth.header', 'header' in auth ? auth.header : undefined],
    ['auth.timestampHeader', auth.kind === 'hmac' ? auth.timestampHeader : undefined],
  ] as const
  const wrong = named.flatMap(([field, header]) =>
    header !== undefined && (!/^[a-z0-9-]{1,100}$/.test(header) || ownHeaders.has(header))
      ? [{ field, message: `must be a header of your own in lower case, such as x-signature (given: ${header})` }]
      : [],
  )
  const colon = auth.kind === 'basic' && auth.username.includes(':')
  return [...wrong, ...(colon ? [{ field: 'auth.username', message: 'must not contain a colon' }] : [])]
}

export function validateMapping(mapping: EventMapping, { attributes, purposes }: SourceRules): FieldProblem[] {
  const { contact, consent } = mapping
  const single = ['phone', 'country', 'userId', 'externalId', 'language'] as const
  return [
    ...place('mapping.type', mapping.type),
    ...place('mapping.occurredAt', mapping.occurredAt),
    ...single.flatMap((name) => place(`mapping.contact.${name}`, contact[name])),
    ...(contact.morePhones ?? []).flatMap((pointer, at) => place(`mapping.contact.morePhones.${at}`, pointer)),
    ...(contact.name ?? []).flatMap((pointer, at) => place(`mapping.contact.name.${at}`, pointer)),
    ...(contact.defaultCountry !== undefined && !isSupportedCountry(contact.defaultCountry)
      ? [{ field: 'mapping.contact.defaultCountry', message: 'must be the ISO 3166 code of a country, such as IN' }]
      : []),
    ...Object.entries(mapping.attributes).flatMap(([key, pointer]) => [
      ...(attributes.has(key)
        ? []
        : [{ field: `mapping.attributes.${key}`, message: 'must be the key of an attribute' }]),
      ...place(`mapping.attributes.${key}`, pointer),
    ]),
    ...Object.entries(mapping.data).flatMap(([name, pointer]) => [
      ...(/^[\w-]{1,40}$/.test(name)
        ? []
        : [{ field: 'mapping.data', message: `must have names of 1 to 40 letters, digits, _ and - (given: ${name})` }]),
      ...place(`mapping.data.${name}`, pointer),
    ]),
    ...(consent
      ? [
          ...(purposes.has(consent.purpose)
            ? []
            : [{ field: 'mapping.consent.purpose', message: `must be one of ${[...purposes].join(', ')}` }]),
          ...place('mapping.consent.state', consent.state),
          ...place('mapping.consent.occurredAt', consent.occurredAt),
          ...(consent.optedIn.length > 0 && consent.occurredAt === undefined
            ? [
                {
                  field: 'mapping.consent.occurredAt',
                  message: 'is required with optedIn: nobody is opted in without the time at which they agreed',
                },
              ]
            : []),
        ]
      : []),
  ]
}

const validateAction = (action: EventAction, at: string, rules: SourceRules): FieldProblem[] => [
  ...place(`${at}.oncePer`, action.oncePer),
  ...(action.conditions ?? []).flatMap(({ pointer, op, value }, index) => [
    ...place(`${at}.conditions.${index}.pointer`, pointer),
    ...(value === undefined && op !== 'exists' && op !== 'missing'
      ? [{ field: `${at}.conditions.${index}.value`, message: `is required with ${op}` }]
      : []),
    ...((op === 'above' || op === 'below') && !/^-?\d+(?:\.\d+)?$/.test(value ?? '')
      ? [{ field: `${at}.conditions.${index}.value`, message: 'must be a number' }]
      : []),
  ]),
  ...(action.kind === 'send_template' ? validateBindings(action.bindings ?? {}, rules, `${at}.bindings`) : []),
]
