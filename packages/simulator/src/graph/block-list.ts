import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { SimulatorContext } from '../context.ts'
import { badRequest } from '../graph-error.ts'
import { asArray, asObject, asText, type Json } from '../json.ts'
import { requireNumber } from './access.ts'
import { collection } from './collection.ts'

interface BlockRequest {
  Params: { id: string }
  Querystring: Record<string, string>
}

const maxBlocked = 64_000

/** Only people who wrote within a day can be blocked. A part that fails answers 400 with what succeeded beside the error. */
export function blockListRoutes(app: FastifyInstance, ctx: SimulatorContext): void {
  app.get<BlockRequest>('/:id/block_users', (request) => {
    const { phoneNumberId } = requireNumber(ctx, request, request.params.id)
    const users = [...ctx.settings.of(phoneNumberId).blocked]
    const { data, ...paging } = collection(
      users.map((user) => ({ messaging_product: 'whatsapp', wa_id: user })),
      request.query,
    )
    return { data: asArray(data).length === 0 ? [] : [{ block_users: data }], ...paging }
  })
  for (const method of ['POST', 'DELETE'] as const)
    app.route<BlockRequest>({
      method,
      url: '/:id/block_users',
      handler: (request, reply) => change(ctx, request, reply, method === 'POST'),
    })
}

function change(ctx: SimulatorContext, request: FastifyRequest<BlockRequest>, reply: FastifyReply, block: boolean) {
  const { phoneNumberId } = requireNumber(ctx, request, request.params.id)
  const users = readUsers(asObject(request.body))
  const { blocked } = ctx.settings.of(phoneNumberId)
  const done: Json[] = []
  const failed: Json[] = []
  for (const input of users) {
    const user = input.replace(/[+\-() ]/g, '')
    const entry = { input, wa_id: user }
    if (block && !ctx.windows.isOpen(phoneNumberId, user)) failed.push({ ...entry, errors: [notRecent] })
    else if (block && blocked.size >= maxBlocked) failed.push({ ...entry, errors: [listFull] })
    else {
      if (block) blocked.add(user)
      else blocked.delete(user)
      done.push(entry)
    }
  }
  const lists = {
    ...(done.length > 0 && { [block ? 'added_users' : 'removed_users']: done }),
    ...(failed.length > 0 && { failed_users: failed }),
  }
  const answer = { messaging_product: 'whatsapp', block_users: lists }
  return failed.length === 0 ? answer : reply.code(400).send({ ...answer, error: someFailed })
}

function readUsers(body: Json): string[] {
  if (body['messaging_product'] !== 'whatsapp') throw badRequest('The parameter messaging_product is required.')
  const users = asArray(body['block_users']).map((one) => asText(asObject(one)['user']) ?? '')
  if (users.length === 0 || users.some((user) => user === ''))
    throw badRequest('The parameter block_users is required.')
  return users
}

const details = (text: string) => ({ messaging_product: 'whatsapp', details: text })
const notRecent = {
  message: 'Failed to block user: the user has not messaged the business in the last 24 hours.',
  code: 131047,
  error_data: details('Re-engagement required.'),
}
const listFull = { message: 'Block list limit reached', code: 139101, error_data: details('At most 64000 users.') }
const someFailed = {
  message: '(#139100) Failed to block/unblock users',
  type: 'OAuthException',
  code: 139100,
  error_data: details('Failed to block some users, see the block_users response.'),
  fbtrace_id: 'AblockListPartlyFailed1',
}
