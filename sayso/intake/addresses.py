"""Which network addresses a page may be fetched from."""

import ipaddress
import socket

from sayso.errors import AccessError, RefusedError

# Blocks of IPv6 that lead to an IPv4 address, and how far its bits stand from the right.
_WRAPPERS = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("::/96"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
)


def host_addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host, in the order to try them.

    Raises `AccessError` if the host is unknown or, unless `allow_private`, `RefusedError` if any of its
    addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AccessError(f"no such host: {host}; check the address") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = next((address for address in addresses if not is_public(address)), None)
    if private and not allow_private:
        raise RefusedError(
            f"{host} is at a private or reserved address ({private}); allow private addresses to read it"
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, also where IPv6 wraps IPv4."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        for block, shift in _WRAPPERS:
            if parsed in block:
                return is_public(str(ipaddress.IPv4Address(int(parsed) >> shift & 0xFFFFFFFF)))
    return parsed.is_global and not parsed.is_multicast
