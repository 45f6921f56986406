import { findMessage } from '@dawk/core/messaging/messages/message-store.ts'
import type { Reader } from '@dawk/core/tenancy/access/caller.ts'
import type { OperationContext } from '#context.ts'
import { orNotFound } from '#operations/known-id.ts'
import { toMessageView } from '../../translate-messages.ts'

/** A message as it stands now. */
export const showMessage = async ({ core }: Pick<OperationContext, 'core'>, reader: Reader, id: string) =>
  toMessageView(orNotFound(await findMessage(core, reader, id), 'message'))
