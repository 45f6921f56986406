import { createOperatorKey, listOperatorKeys, revokeOperatorKey } from '@dawk/core/operations/operator-key-store.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operatorCommand } from './command.ts'
import { flag, id, text } from './options.ts'

const operatorKey = operatorCommand({
  name: 'operator-key',
  summary:
    "Creates a key of the operators' API (/operator/v1), which is not shown again. With --read-only it changes nothing.",
  options: { name: text('<name>'), readOnly: flag },
  async run({ db }, { name, readOnly }) {
    const { id: keyId, key } = await createOperatorKey(db.worker, { name, readOnly: readOnly === true })
    return `${keyId}  ${name}\nKey, shown once: ${key}`
  },
})

const operatorKeys = operatorCommand({
  name: 'operator-keys',
  summary: "Lists the keys of the operators' API.",
  options: {},
  async run({ db }) {
    const keys = await listOperatorKeys(db.worker)
    const rows = keys.map(
      ({ id: keyId, name, readOnly, createdAt, revokedAt }) =>
        `${keyId}  ${readOnly ? 'read-only' : 'full     '}  ${name}  created ${createdAt}${revokedAt === null ? '' : `, revoked ${revokedAt}`}`,
    )
    return rows.length === 0 ? 'There is no key of the operators’ API.' : rows.join('\n')
  },
})

const revoke = operatorCommand({
  name: 'operator-key-revoke',
  summary: "Revokes a key of the operators' API. Requests with it are refused at once.",
  options: { key: id },
  async run({ db }, { key }) {
    if (!(await revokeOperatorKey(db.worker, key)))
      throw new GatewayError('not_found', `There is no key ${key} that could be revoked`)
    return `Key ${key} is revoked.`
  },
})

export const keyCommands = [operatorKey, operatorKeys, revoke]
