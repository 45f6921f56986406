import { type Role, roles } from '@dawk/core/tenancy/access/roles.ts'
import Type from 'typebox'
import { Id } from './schemas.ts'

export const RoleName = Type.Unsafe<Role>({ type: 'string', enum: [...roles], examples: ['agent'] })

export const Email = Type.String({ minLength: 3, maxLength: 254, examples: ['asha@example.com'] })
export const PersonName = Type.String({ minLength: 1, maxLength: 100, examples: ['Asha Rao'] })
export const Password = Type.String({ minLength: 1, maxLength: 200 })
export const NewPassword = Type.String({
  minLength: 12,
  maxLength: 200,
  description: 'Of 12 to 200 characters, at least 5 different ones, without the e-mail address.',
})
export const Code = Type.String({
  minLength: 6,
  maxLength: 20,
  description: 'Six digits of the authenticator, or a recovery code; each is good once.',
  examples: ['123456'],
})

export const CurrentSessionView = Type.Object({
  id: Id,
  member: Type.Object({ id: Id, name: Type.String(), email: Type.String(), role: Type.String() }),
  account: Type.Object({ id: Id, name: Type.String() }),
  scopes: Type.Array(Type.String(), { description: 'What the role opens.' }),
  accounts: Type.Array(Type.Object({ id: Id, name: Type.String(), role: Type.String() }), {
    description: 'Everything that the person is a member of, this account included.',
  }),
})
