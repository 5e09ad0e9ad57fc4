"""Finding people by number or name: accounts, people who were named, generated people."""

from autogram.sandbox.community.documents import Profile
from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial.names import Person, generated_number, generated_person, is_generated
from autogram.sandbox.world import World, stable_number

ACCOUNT_IDS = 17_841_400_000_000_000
NAMED_NUMBERS = 1_000_000_000


def number_of(account: Account) -> int:
    """The number by which website and app know an account; the Graph API calls it `ig_id`."""
    return int(account.id) - ACCOUNT_IDS


def account_numbered(world: World, pk: int) -> Account | None:
    """The account with this number."""
    return world.accounts.get(str(ACCOUNT_IDS + pk))


def as_person(account: Account) -> Person:
    """An account as lists show it."""
    return Person(number_of(account), account.username, account.name, account.is_private, account.is_verified)


def person_numbered(world: World, pk: int) -> Person | None:
    """Whoever has this number."""
    if profile := world.community.profiles.get(str(pk)):
        return _shown(profile)
    if account := account_numbered(world, pk):
        return as_person(account)
    return generated_person(pk) if is_generated(pk) else None


def person_named(world: World, username: str) -> Person | None:
    """Whoever has this name now."""
    name = username.lstrip("@").lower()
    return _known(world, name) or (named(world, name) if name in world.inbox.customers else None)


def named(world: World, username: str) -> Person:
    """Whoever has this name; somebody unknown is made up and keeps their number from now on."""
    name = username.lstrip("@").lower()
    if found := _known(world, name):
        return found
    pk = NAMED_NUMBERS + stable_number(name)
    while str(pk) in world.community.profiles:
        pk += 1
    customer = world.inbox.customers.get(name)
    title = customer.name if customer else name.replace(".", " ").replace("_", " ").title()
    return _shown(world.community.keep_profile(Profile(id=str(pk), username=name, name=title)))


def rename(world: World, old: str, new: str) -> Person:
    """Somebody changes their name and keeps their number; the caller knows that the new name is free."""
    person = named(world, old)
    world.inbox.rename(old, new)
    for comment in world.comments:
        if comment.username == old:
            comment.username = new
            world.comments.put(comment)
    if account := world.account_called(old):
        world.rename_account(account, new)
        return as_person(account)
    profile = world.community.profiles.get(str(person.pk)) or Profile(
        id=str(person.pk), username=old, name=person.name, is_private=person.is_private
    )
    profile.username = new
    return _shown(world.community.keep_profile(profile))


def face(world: World, person: Person) -> Account:
    """Somebody as an account: their own, or one whose facts follow from their number and that nobody keeps."""
    if account := account_numbered(world, person.pk):
        return account
    return Account(
        id=str(ACCOUNT_IDS + person.pk),
        scoped_id="",
        page_id="",
        username=person.username,
        name=person.name,
        account_type="PERSONAL",
        is_private=person.is_private,
        is_verified=person.is_verified,
        followers_count=40 + person.pk * 7_919 % 1_460,
        follows_count=60 + person.pk * 104_729 % 840,
        created_at=0,
    )


def _shown(profile: Profile) -> Person:
    return Person(int(profile.id), profile.username, profile.name, profile.is_private, False)


def _known(world: World, name: str) -> Person | None:
    if account := world.account_called(name):
        return as_person(account)
    if profile := world.community.profile_named(name):
        return _shown(profile)
    pk = generated_number(name)
    # A generated person who was renamed is no longer found by the generated name.
    return generated_person(pk) if pk is not None and str(pk) not in world.community.profiles else None
