import { connectVerified } from '@dawk/core/messaging/numbers/connect-verified.ts'
import { useOnboardingLink } from '@dawk/core/tenancy/partners/onboarding-links.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { Id, NullableString, strict } from '#resources/schemas.ts'
import { OnboardingToken } from './onboarding-token.ts'

const Connection = Type.Object(
  {
    token: OnboardingToken,
    phoneNumberId: Type.String({
      pattern: '^[0-9]{5,20}$',
      description: "must be Meta's id of the number, 5 to 20 digits",
    }),
    accessToken: Type.String({
      minLength: 1,
      maxLength: 4096,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'must be printable ASCII characters without spaces',
    }),
  },
  {
    ...strict,
    examples: [
      {
        token: 'kX3v9Qp0aZ7mTt4bYw1cUe6dRf5gSh2jLn8oPi_q-Ks',
        ...{ phoneNumberId: '106540352242922', accessToken: 'EAAGm0PX4ZCpsBA' },
      },
    ],
  },
)

export const connectByOnboarding = operation({
  route: 'POST /onboarding/connect',
  tag: 'Partner',
  scope: 'open',
  refuses: ['not_found', 'conflict', 'upstream_refused', 'upstream_unavailable'],
  summary: 'Connect a number by an onboarding link',
  description:
    'Once: of two at once one gets 409. The token has to read the number at Meta; where it does not, nothing is kept and the link may be used again.',
  body: Connection,
  reply: { 201: Type.Object({ numberId: Id, wabaId: NullableString, redirectUrl: NullableString }) },
  async handle({ ctx, body: { token, ...credentials } }) {
    let connected = { id: '', wabaId: null as string | null }
    const { redirectUrl } = await useOnboardingLink(ctx.core, token, async (caller) => {
      connected = await connectVerified(ctx.numberSetup, caller, credentials)
      return connected
    })
    return { numberId: connected.id, wabaId: connected.wabaId, redirectUrl }
  },
})
