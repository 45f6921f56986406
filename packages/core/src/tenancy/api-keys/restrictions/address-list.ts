import ipaddr from 'ipaddr.js'

type Network = [ipaddr.IPv4 | ipaddr.IPv6, number]

/** An address or network in its one spelling, as `192.0.2.0/24` or `2001:db8::/32`; else what is wrong with it. */
export function readNetwork(text: string): { network: string } | { problem: string } {
  const parsed = parse(text)
  if (parsed === null)
    return { problem: 'must be an address or network such as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32' }
  const [address, bits] = parsed
  const network = networkOf(address, bits)
  if (network.toString() !== address.toString())
    return { problem: `has bits beyond its prefix; the network is ${network}/${bits}` }
  return { network: `${address}/${bits}` }
}

/** Tells whether an address is in one of the networks, as `readNetwork` spells them; IPv4 inside IPv6 counts as IPv4. */
export function createAddressList(networks: readonly string[]): (address: string) => boolean {
  const parsed = networks.map((network) => ipaddr.parseCIDR(network))
  return (text) => {
    if (!ipaddr.isValid(text)) return false
    const address = ipaddr.process(text)
    return parsed.some((network) => network[0].kind() === address.kind() && address.match(network))
  }
}

/** Whether each of the networks lies within one of `outer`; none at all is everywhere, and so lies within nothing. */
export function coversNetworks(outer: readonly string[], networks: readonly string[]): boolean {
  const within = (network: string) => {
    const [address, bits] = ipaddr.parseCIDR(network)
    return outer.some((text) => {
      const [outerAddress, outerBits] = ipaddr.parseCIDR(text)
      return outerAddress.kind() === address.kind() && outerBits <= bits && address.match([outerAddress, outerBits])
    })
  }
  return networks.length > 0 && networks.every(within)
}

function parse(text: string): Network | null {
  const [address = '', bits, ...rest] = text.trim().split('/')
  const isAddress =
    ipaddr.IPv4.isValidFourPartDecimal(address) || (address.includes(':') && ipaddr.IPv6.isValid(address))
  if (!isAddress || address.includes('%') || rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)))
    return null
  const given = ipaddr.parse(address)
  const most = given.kind() === 'ipv4' ? 32 : 128
  const length = bits === undefined ? most : Number(bits)
  if (length > most) return null
  return given.kind() === 'ipv6' && (given as ipaddr.IPv6).isIPv4MappedAddress()
    ? length < 96
      ? null
      : [(given as ipaddr.IPv6).toIPv4Address(), length - 96]
    : [given, length]
}

function networkOf(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): ipaddr.IPv4 | ipaddr.IPv6 {
  const bytes = address
    .toByteArray()
    .map((byte, at) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - at * 8))) & 0xff)
  return ipaddr.fromByteArray(bytes)
}
