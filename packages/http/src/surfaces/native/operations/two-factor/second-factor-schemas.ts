import Type from 'typebox'
import { strict } from '#resources/schemas.ts'
import { Code, Password } from '#resources/session-schemas.ts'

export const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String({ examples: ['ABCDE-FGHJK'] }), {
    description: 'Ten codes, each good once in place of the authenticator. Shown now and never again.',
  }),
})

export const PasswordAndCode = Type.Object(
  { password: Password, code: Code },
  { ...strict, examples: [{ password: 'correct horse battery staple', code: '123456' }] },
)
