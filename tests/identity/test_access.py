"""How routes learn who is asking."""

from types import SimpleNamespace

import pytest
from starlette.requests import Request

from autogram.identity.access import client_address, public, requires
from autogram.identity.permissions import ROLE_PERMISSIONS, Permission, Role
from autogram.identity.routes import router


def request_from(host, *forwarded, proxies):
    settings = SimpleNamespace(core=SimpleNamespace(trusted_proxies=proxies))
    app = SimpleNamespace(state=SimpleNamespace(runtime=SimpleNamespace(settings=settings)))
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return Request({"type": "http", "headers": headers, "client": (host, 1) if host else None, "app": app})


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ([], 0, "10.0.0.9"),
        (["1.1.1.1"], 0, "10.0.0.9"),
        (["1.1.1.1"], 1, "1.1.1.1"),
        (["6.6.6.6, 1.1.1.1"], 1, "1.1.1.1"),
        (["6.6.6.6, 1.1.1.1, 2.2.2.2"], 2, "1.1.1.1"),
        (["6.6.6.6", "1.1.1.1", "2.2.2.2"], 2, "1.1.1.1"),
        (["1.1.1.1"], 2, "10.0.0.9"),
        (["not an address"], 1, "10.0.0.9"),
        (["2001:db8:1:2:3:4:5:6"], 1, "2001:db8:1:2::/64"),
        (["::ffff:1.1.1.1"], 1, "1.1.1.1"),
    ],
)
def test_the_client_is_whom_the_outermost_trusted_proxy_saw(forwarded, proxies, expected):
    assert client_address(request_from("10.0.0.9", *forwarded, proxies=proxies)) == expected


def test_a_client_without_an_address_is_counted_too():
    assert client_address(request_from(None, proxies=0)) == "unknown"


def every_route(part):
    for route in part.routes:
        inner = getattr(route, "original_router", None)
        yield from every_route(inner) if inner else [route]


def stated_permissions(route):
    dependencies = [route.dependant]
    for dependant in dependencies:
        dependencies += dependant.dependencies
    return [d.call.permissions for d in dependencies if hasattr(d.call, "permissions")]


def test_every_route_says_what_it_needs():
    routes = list(every_route(router))

    assert len(routes) >= 40
    assert [route.path for route in routes if not stated_permissions(route)] == []


def test_dependencies_show_their_permissions():
    assert requires(Permission.VIEW_LOGS).dependency.permissions == (Permission.VIEW_LOGS,)
    assert public.dependency.permissions == ()


def test_seed_003s_roles_and_permissions_are_kept():
    user = {"manage-instagram-accounts", "view-conversations", "send-messages", "view-messages"}

    assert user <= ROLE_PERMISSIONS[Role.USER]
    assert user | {"manage-users", "view-logs"} <= ROLE_PERMISSIONS[Role.ADMIN]
    assert not {"manage-users", "view-logs", "manage-jobs", "pause-everything"} & ROLE_PERMISSIONS[Role.USER]
