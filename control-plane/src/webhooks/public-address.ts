import { BlockList, isIP } from 'node:net';
import { WeftError } from '@weft/proto';

/** What of IPv4 is nobody's on the internet (RFC 6890): this machine, the company's own network, the cloud's own services. */
const OWN_V4 = [
  ...(['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'] as const),
  ...(['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16'] as const),
  ...(['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'] as const),
];
/** All of IPv6 that is somebody's on the internet. */
const PUBLIC_V6 = '2000::/3';
/** Of that, what leads elsewhere: Teredo and other protocols' own, documentation, IPv4 within (6to4). */
const OWN_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function listOf(nets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const net of nets) {
    const [address = '', bits] = net.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

const ownV4 = listOf(OWN_V4, 'ipv4');
const publicV6 = listOf([PUBLIC_V6], 'ipv6');
const ownV6 = listOf(OWN_V6, 'ipv6');

/** Whether an address is one of the internet's, and leads into nobody's own network. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !ownV4.check(address, 'ipv4');
  return family === 6 && publicV6.check(address, 'ipv6') && !ownV6.check(address, 'ipv6');
}

/** The host of an address as names are resolved: IPv6 without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/**
 * An endpoint's address as it is kept. Throws BAD_REQUEST for what nothing is sent to: whatever is no https, and has
 * credentials in it. Where a name leads is looked at when something goes there.
 * @param own whether http, and addresses of one's own network, are allowed
 */
export function endpointUrl(text: string, own: boolean): string {
  const url = URL.parse(text);
  if (url === null || !(url.protocol === 'https:' || (own && url.protocol === 'http:')))
    throw new WeftError('BAD_REQUEST', 'url: an address that begins with https://');
  if (url.username !== '' || url.password !== '')
    throw new WeftError('BAD_REQUEST', 'url: no name and no password stand in it');
  if (!own && isIP(hostOf(url)) !== 0 && !isPublicAddress(hostOf(url)))
    throw new WeftError('BAD_REQUEST', 'url: an address of the internet');
  url.hash = '';
  return url.href;
}
