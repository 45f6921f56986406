import Type from 'typebox'
import { KeyView } from '#resources/key-schemas.ts'
import { nullable } from '#resources/schemas.ts'

export const Scopes = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
  minItems: 1,
  maxItems: 100,
  description: 'must be scopes that the account gives its partner, such as messages:read or contacts:*',
  examples: [['messages:read']],
})

export const Reason = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'Why; the account reads it among its keys and in its audit log.',
  examples: ['Ticket 815: a message did not arrive'],
})

export const OnBehalfOf = nullable(
  Type.String({ minLength: 1, maxLength: 200, description: 'Which of your people uses it.' }),
)

/** Without the numbers and signatures that only keys of an account itself have. */
const { numberIds: _, signed: __, test: ___, previous: ____, ...members } = KeyView.properties

export const DelegatedKey = Type.Object(members, { title: 'DelegatedKey' })
export const ShownDelegatedKey = Type.Object(
  { ...members, secret: Type.String({ description: 'Shown now and never again.', examples: ['dk_live_a1b2…'] }) },
  { title: 'ShownDelegatedKey' },
)

export const KeyParams = Type.Object({
  id: Type.String({ maxLength: 256, description: 'The id of the account.' }),
  keyId: Type.String({ maxLength: 256, description: 'The id of the key or the token.' }),
})
