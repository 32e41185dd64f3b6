"""Which addresses of the network a feed may be fetched from."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from catalog.errors import FeedRefused, SourceUnavailable

Address = IPv4Address | IPv6Address

#: Not of the public net, whatever this Python's tables say. IANA special-purpose registries, 2026-01.
_CLOSED = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24"
        " 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4"
        # metadata and host services of clouds that stand on a public number
        " 168.63.129.16/32"
        " ::/96 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7"
        " fe80::/10 fec0::/10 ff00::/8"
    ).split()
)
#: Networks without IPv4 reach it through addresses that carry the old one in their last four bytes (RFC 6052).
_TRANSLATED = ip_network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether this is one host of the public net: not private, loopback, link-local, shared, multicast or reserved."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return False  # no name server gives one, and it is the old trick to get past lists
        if address in _TRANSLATED:
            return is_public(IPv4Address(address.packed[-4:]))
    same_version = (network for network in _CLOSED if network.version == address.version)
    return address.is_global and not address.is_multicast and not any(address in network for network in same_version)


def addresses_of(host: str, port: int) -> list[Address]:
    """Where a host is, asked of the name server once. Numbers in any spelling (`2130706433`, `0x7f.1`) need no server.

    Raises:
        FeedRefused: if it is no name of a host.
        SourceUnavailable: if there is no such host.
    """
    literal = _literal(host)
    if literal is not None:
        return [literal]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise FeedRefused(f"{host!r} is no name of a host") from None
    except socket.gaierror as error:
        raise SourceUnavailable(f"there is no host {host} ({error.strerror or error})") from None
    return list(dict.fromkeys(ip_address(str(entry[4][0]).partition("%")[0]) for entry in found))


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        pass
    if not host[:1].isdigit():
        return None
    try:
        return IPv4Address(socket.inet_aton(host))  # octal, hexadecimal, and fewer than four numbers
    except OSError:
        return None
