import { type LookupAddress, lookup as resolveName } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector } from 'undici'

/**
 * The one way out to addresses that a customer chose. No request may reach the operator's own network by it, whatever
 * the URL says and whatever its name resolves to at the instant of the connection (DNS rebinding).
 *
 * Names are resolved by us and refused if *any* address is not allowed; the socket gets exactly the checked addresses,
 * so nothing is resolved twice; the peer is checked again once connected. `lookup` is not called for IP literals
 * (https://github.com/nodejs/undici/issues/2019), hence the connector around it. undici's `request` follows no
 * redirect and reads no proxy variables.
 */
export interface Egress {
  agent: Agent
  /** Why an URL may not be registered; null when it may. The final word is spoken when connecting. */
  checkUrl(url: string): string | null
  close(): Promise<void>
}

export interface EgressOptions {
  /** Private ranges that the operator opens, e.g. `192.168.7.0/24`. Within them any port and plain http are allowed. */
  allowCidrs: readonly string[]
  connectTimeoutMs?: number
  /** Open connections for each origin. */
  connections?: number
  /** Ports on the public internet. */
  publicPorts?: readonly number[]
  /** Plain http to the public internet: customers' messages would travel readable. */
  allowPublicHttp?: boolean
  /** For tests. */
  lookup?: (hostname: string, callback: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void
}

/** The address or the port is not one that customers may reach. Its message is fit for the customer's log. */
export class EgressRefused extends Error {
  readonly code = 'EGRESS_REFUSED'
}

type Connector = buildConnector.connector
type Permit = (address: string) => boolean
type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number]
type Resolve = NonNullable<EgressOptions['lookup']>

const maxUrlLength = 2048
const notPublic = 'the address is not public'

export function createEgress(options: EgressOptions): Egress {
  const policy = createPolicy(options)
  const { connectTimeoutMs = 5000, connections = 64, lookup = resolveAll } = options
  const connectorFor = (permits: Permit) => guardedConnector(permits, lookup, connectTimeoutMs)
  const anywhere = connectorFor(policy.permits)
  const insideOnly = connectorFor(policy.isOpened)
  const agent = new Agent({
    connect: (target, callback) =>
      (policy.fitsPublic(target.protocol, target.port) ? anywhere : insideOnly)(target, callback),
    connections,
    pipelining: 1,
    keepAliveTimeout: 15_000,
    keepAliveMaxTimeout: 60_000,
    allowH2: false,
  })
  return { agent, checkUrl: (url) => checkUrl(policy, url), close: () => agent.destroy() }
}

interface Policy {
  /** Public, or opened by the operator. */
  permits: Permit
  /** Inside a range that the operator opened. */
  isOpened: Permit
  opensAny: boolean
  fitsPublic(protocol: string, port: string): boolean
}

function createPolicy({ allowCidrs, publicPorts = [443, 80, 8443], allowPublicHttp = false }: EgressOptions): Policy {
  const opened = allowCidrs.map((cidr) => ipaddr.parseCIDR(cidr) as Cidr)
  const isOpened: Permit = (address) => ipaddr.isValid(address) && isInside(ipaddr.process(address), opened)
  return {
    isOpened,
    permits: (address) => isPublic(address) || isOpened(address),
    opensAny: opened.length > 0,
    fitsPublic: (protocol, port) =>
      (protocol === 'https:' || allowPublicHttp) &&
      publicPorts.includes(Number(port || (protocol === 'https:' ? 443 : 80))),
  }
}

/** Deprecated IPv4-compatible addresses (`::127.0.0.1`, RFC 4291 2.5.5.1) count as plain unicast in ipaddr.js. */
const ipv4Compatible = ipaddr.parseCIDR('::/96') as [ipaddr.IPv6, number]

function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address) // unwraps ::ffff:a.b.c.d
  if (parsed instanceof ipaddr.IPv6 && parsed.match(ipv4Compatible)) return false
  return parsed.range() === 'unicast'
}

function isInside(address: ipaddr.IPv4 | ipaddr.IPv6, cidrs: readonly Cidr[]): boolean {
  return cidrs.some(([range, bits]) => address.kind() === range.kind() && address.match(range, bits))
}

function guardedConnector(permits: Permit, resolve: Resolve, timeout: number): Connector {
  const connect = buildConnector({
    timeout,
    allowH2: false,
    lookup: guardedLookup(permits, resolve),
  } as buildConnector.BuildOptions)
  return (target, callback) => {
    const host = withoutBrackets(target.hostname)
    if (isIP(host) !== 0 && !permits(host)) return void process.nextTick(callback, new EgressRefused(notPublic), null)
    connect(target, (...[error, socket]) => {
      if (error !== null) return callback(error, null)
      if (permits(socket.remoteAddress ?? '')) return callback(null, socket)
      socket.destroy()
      callback(new EgressRefused(notPublic), null)
    })
  }
}

function guardedLookup(permits: Permit, resolve: Resolve): LookupFunction {
  return (hostname, { all }, callback) =>
    resolve(hostname, (error, addresses) => {
      const first = addresses?.[0]
      if (error !== null) return callback(error, [])
      if (first === undefined) return callback(new Error(`${hostname} has no address`), [])
      if (!addresses.every(({ address }) => permits(address))) return callback(new EgressRefused(notPublic), [])
      if (all) callback(null, [...addresses])
      else callback(null, first.address, first.family)
    })
}

const resolveAll: Resolve = (hostname, callback) => resolveName(hostname, { all: true }, callback)

function checkUrl(policy: Policy, text: string): string | null {
  if (text.length > maxUrlLength) return `must have at most ${maxUrlLength} characters`
  const url = URL.parse(text)
  if (url === null) return 'must be an absolute URL'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must start with https://'
  if (url.username !== '' || url.password !== '') return 'must not contain a user name or password'
  return checkHost(policy, url)
}

function checkHost(policy: Policy, { hostname, protocol, port }: URL): string | null {
  const host = withoutBrackets(hostname).replace(/\.$/, '')
  const literal = isIP(host) !== 0 ? host : isLocalName(host) ? '127.0.0.1' : null
  if (literal !== null && !policy.permits(literal)) return `must be reachable from the internet: ${notPublic}`
  // A name may lie in a range that the operator opened: then the connection decides.
  const mayBeInside = literal === null ? policy.opensAny : policy.isOpened(literal)
  if (mayBeInside || policy.fitsPublic(protocol, port)) return null
  return protocol === 'http:' ? 'must start with https:// and use a usual port' : 'must use port 443 or 8443'
}

const isLocalName = (host: string) => host === 'localhost' || host.endsWith('.localhost')

const withoutBrackets = (host: string) => (host.startsWith('[') ? host.slice(1, -1) : host)
