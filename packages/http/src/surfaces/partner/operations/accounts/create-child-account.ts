import { withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import { mailInvitation } from '@dawk/core/tenancy/members/mail-invitation.ts'
import { readEmail } from '@dawk/core/tenancy/members/member.ts'
import { createChild } from '@dawk/core/tenancy/partners/create-child.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Email, PersonName } from '#resources/session-schemas.ts'
import {
  AccountName,
  AccountView,
  Country,
  ExternalId,
  Invitation,
  Language,
  Metadata,
  Tags,
  Timezone,
  toAccountView,
} from '../../account-schemas.ts'

const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'must be an ISO 4217 code such as INR' })

const NewAccount = Type.Object(
  {
    externalId: ExternalId,
    name: AccountName,
    owner: Type.Object({ email: Email, name: Type.Optional(PersonName), language: Type.Optional(Language) }, strict),
    country: Country,
    currency: Currency,
    timezone: Timezone,
    tags: Type.Optional(Tags),
    metadata: Type.Optional(Metadata),
  },
  {
    ...strict,
    examples: [
      {
        externalId: 'shop-4711',
        name: 'Asha Sarees',
        owner: { email: 'asha@example.com', name: 'Asha Rao', language: 'en' },
        country: 'IN',
        currency: 'INR',
        timezone: 'Asia/Kolkata',
        tags: ['textiles'],
      },
    ],
  },
)

export const createChildAccount = operation({
  route: 'POST /accounts',
  tag: 'Accounts',
  scope: 'partner:write',
  refuses: ['conflict'],
  summary: 'Create an account',
  description:
    'With a number of the sandbox, and an invitation for its owner; without an API key. An external id that is taken is 409, and ' +
    '`existingId` says whose it is: a script that was interrupted goes on from there. Its currency stays.',
  body: NewAccount,
  reply: { 201: Type.Object({ ...AccountView.properties, ownerInvitation: Invitation }) },
  async handle({ ctx, caller, principal, body: { owner, tags = [], metadata = {}, ...settings } }) {
    const numberOf = ctx.registerSandbox
    const { child, invitation } = await createChild(ctx.core, caller, {
      ...{ ...settings, tags, metadata },
      ownerEmail: readEmail(owner.email),
      ownerName: owner.name ?? null,
      language: owner.language ?? 'en',
      ...(numberOf && { provision: withSandboxNumber(ctx.core.secrets, numberOf) }),
    })
    const { email, expiresAt } = invitation.invitation
    const link = `${ctx.publicUrl()}/accept-invitation#${invitation.token}`
    const words = { accountName: child.name, link, host: principal.account.name }
    const mail = await mailInvitation(ctx.core, ctx.mailer, invitation.invitation, words)
    return { ...toAccountView(child), ownerInvitation: { email, link, expiresAt, mail } }
  },
})
