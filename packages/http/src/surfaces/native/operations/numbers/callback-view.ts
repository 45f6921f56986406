import type { NumberCallback } from '@dawk/core/messaging/numbers/set-callback.ts'
import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import { assertMayManageNumbers } from '@dawk/core/tenancy/access/principal.ts'
import Type from 'typebox'
import type { OperationContext } from '#context.ts'
import { NullableString, nullable } from '#resources/schemas.ts'
import { reachableNumber } from '#surfaces/native/reachable-number.ts'

export const CallbackView = Type.Object(
  {
    url: nullable(
      Type.String({ description: 'What Meta calls for messages of this number; null: nothing, or not known.' }),
    ),
    setBy: nullable(
      Type.String({
        enum: ['number', 'account', 'app', null],
        description: 'Who sets it; the first that does counts.',
      }),
    ),
    here: Type.Boolean({ description: 'It is this installation.' }),
    override: nullable(Type.String({ description: 'What the WhatsApp Business Account sets in place of the app’s.' })),
    subscribed: Type.Boolean({ description: 'Whether the app of the token is subscribed to the account at all.' }),
    wabaId: NullableString,
    ownUrl: Type.String({ description: 'The address of this installation.' }),
  },
  {
    examples: [
      {
        url: 'https://dawk.example.com/webhooks/whatsapp',
        setBy: 'account',
        here: true,
        override: 'https://dawk.example.com/webhooks/whatsapp',
        subscribed: true,
        wabaId: '102290129340398',
        ownUrl: 'https://dawk.example.com/webhooks/whatsapp',
      },
    ],
  },
)

export const toCallbackView = ({ url, setBy, override, subscribed, wabaId, ownUrl }: NumberCallback) => ({
  url,
  setBy,
  here: url === ownUrl,
  override,
  subscribed,
  wabaId,
  ownUrl,
})

/** An override holds for the whole business account: not for keys that are bound to some numbers. */
export async function assertMayManageCallback(ctx: OperationContext, caller: Caller, id: string): Promise<void> {
  await reachableNumber(ctx, caller, id)
  assertMayManageNumbers(caller)
}
