import { Avatar, type AvatarProps } from '@mantine/core'

interface Pictured {
  username: string | null
  name?: string | null
  profile_picture_url?: string | null
}

/** Somebody's picture, or their initials in a colour that stays theirs. The name stands beside it, so it says nothing. */
export function Face({ person, ...props }: { person: Pictured } & AvatarProps) {
  const name = person.name || person.username || '?'
  return (
    <Avatar
      src={person.profile_picture_url}
      name={name.replace(/[._\d]+/g, ' ').trim() || name}
      color="initials"
      radius="100%"
      alt=""
      aria-hidden
      {...props}
    />
  )
}

/** What to call somebody: their name, else their user name. */
export function called(person: Pictured & { instagram_id?: string }): string {
  return person.name || (person.username ? `@${person.username}` : (person.instagram_id ?? '?'))
}
