import { shopify } from '../shopify/shopify-connector.ts'
import type { ConnectionKind } from './connection.ts'
import type { Connector } from './connector.ts'

/** Every kind of system that may be connected. */
export const connectors: Readonly<Record<ConnectionKind, Connector>> = { shopify }

/** Null: the source is not that of a connection. */
export const connectorOf = (kind: string): Connector | null =>
  Object.hasOwn(connectors, kind) ? connectors[kind as ConnectionKind] : null
