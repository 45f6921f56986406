import type { CoreContext } from '#context.ts'
import type { SecretBox } from '#platform/secrets.ts'
import { type Connection, type Credentials, credentialsAad } from './connection.ts'
import { updateCredentials } from './connection-store.ts'
import type { ConnectorDeps, ConnectorSession, OpenConnection } from './connector.ts'
import { connectors } from './connectors.ts'

export const openCredentials = (
  secrets: SecretBox,
  { accountId, id, credentialsCipher }: Pick<Connection, 'accountId' | 'id' | 'credentialsCipher'>,
): Credentials => JSON.parse(secrets.open(credentialsCipher, credentialsAad(accountId, id))) as Credentials

export const sealCredentials = (
  secrets: SecretBox,
  { accountId, id }: Pick<Connection, 'accountId' | 'id'>,
  credentials: Credentials,
): Buffer => secrets.seal(JSON.stringify(credentials), credentialsAad(accountId, id))

type SessionDeps = Pick<CoreContext, 'worker' | 'secrets'> & ConnectorDeps

/** Speaks with the other system. Tokens that are renewed are stored at once. */
export const openSession = (deps: SessionDeps, connection: Connection, signal: AbortSignal): ConnectorSession =>
  open(deps, connection, signal, (credentials) => {
    const cipher = sealCredentials(deps.secrets, connection, credentials)
    return updateCredentials(deps.worker, connection.accountId, connection.id, cipher)
  })

/** The same with credentials that are not the connection's yet: nothing is stored. */
export const tryCredentials = (deps: SessionDeps, connection: Connection, signal: AbortSignal): ConnectorSession =>
  open(deps, connection, signal, async () => undefined)

const open = (
  { secrets, egress, hosts }: SessionDeps,
  connection: Connection,
  signal: AbortSignal,
  save: OpenConnection['save'],
): ConnectorSession => {
  const { id, kind, settings } = connection
  const credentials = openCredentials(secrets, connection)
  return connectors[kind].open({ egress, hosts }, { id, settings, credentials, signal, save })
}
