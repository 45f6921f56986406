import { isIP } from 'node:net'

/** The host of a URL or of a `Host` header, without port and brackets, in lower case. */
export function hostNameOf(host: string): string {
  const name = host.trim().toLowerCase()
  const bare = isIP(name) === 6 ? name : name.replace(/:\d+$/, '')
  return bare.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

/** Whether a host name reaches this machine alone. */
export function isLoopback(host: string): boolean {
  const name = hostNameOf(host)
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1' || name === '0:0:0:0:0:0:0:1') return true
  return isIP(name) === 4 && name.startsWith('127.')
}

/**
 * Whether a `Host` header can come from a page that rebound its own name to this machine. Only names can be rebound:
 * an address, `localhost` and the names that the operator allowed are safe.
 */
export function isSafeHost(header: string | undefined, allowedHosts: readonly string[]): boolean {
  if (!header || /[\s@/?#\\,]/.test(header)) return false
  const name = hostNameOf(header)
  return isIP(name) !== 0 || isLoopback(name) || allowedHosts.includes(name)
}

/**
 * Whether webhooks may be posted to `url`. Without permission only loopback addresses are reached, so that a request to
 * the simulator never becomes a request to somebody else's network. `allowed` has host names, or `*` for every host.
 */
export function callbackProblem(url: string, allowed: readonly string[]): string | null {
  if (!URL.canParse(url)) return 'must be a URL'
  const { protocol, hostname, username, password } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return 'must be an http or https URL'
  if (username !== '' || password !== '') return 'must not hold a user name or password'
  if (isLoopback(hostname) || allowed.includes('*') || allowed.includes(hostNameOf(hostname))) return null
  return `must point at this machine: the simulator posts to loopback addresses only, unless SIMULATOR_ALLOWED_CALLBACKS (or the option allowedCallbacks) names ${hostNameOf(hostname)}`
}
